"""One page that cannot be read takes down nothing but itself; pages may come and go while they are read."""

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.courses.published import PublishedCourse, Shelf
from tests.factories import courses

SPOILT: dict[str, Callable[[str], str]] = {
    "cut": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "list": lambda _: "[]",
    "no audience": lambda text: text.replace('"audience": "parents"', '"audience": "nobody"'),
    "no words": lambda text: json.dumps(json.loads(text) | {"words": {}}),
    "no parts": lambda text: json.dumps(json.loads(text) | {"parts": []}),
    "no number": lambda text: json.dumps(json.loads(text) | {"position": "first"}),
    "another's": lambda text: text.replace("spoilt", "granser-utan-brak"),
    "deep": lambda _: "[" * 100_000,
}


def spoil(shelf: Shelf, tmp_path: Path, how: str) -> None:
    courses.put(shelf, courses.published_course("spoilt"), tmp_path / "spoilt")
    page = shelf.root / "courses" / "spoilt.json"
    page.write_text(SPOILT[how](page.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize("how", SPOILT)
def test_a_page_that_cannot_be_read_is_left_out_and_named_once(
    shelf: Shelf, course: PublishedCourse, tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(shelf, tmp_path, how)
    with caplog.at_level(logging.ERROR, "portal.courses"):
        for _ in range(3):
            assert list(shelf.courses()) == [course.slug]
    (record,) = caplog.records
    assert record.exc_info is None
    assert record.getMessage().startswith("spoilt.json on the shelf cannot be read and is left out: ")
    assert list(shelf.left_out()) == ["spoilt.json"]


def test_visitors_find_all_other_courses_and_operations_hear_of_the_one(
    visitor: FlaskClient, shelf: Shelf, course: PublishedCourse, tmp_path: Path
) -> None:
    assert visitor.get("/readyz").text == "ok\n"
    spoil(shelf, tmp_path, "cut")
    for path in ("", f"/{course.slug}", f"/{course.slug}/intyg", "/om/intyg?kod=x", "/om/siffror"):
        assert visitor.get(f"/sv/kurser{path}").status_code == 200, path
    assert visitor.get("/sv/kurser/spoilt").status_code == 404
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ok\nleft out: spoilt.json (JSONDecodeError)\n")


def test_a_page_is_tried_again_when_the_disk_was_at_fault(
    shelf: Shelf, course: PublishedCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", broken)
        assert (dict(shelf.courses()), shelf.left_out()) == ({}, {f"{course.slug}.json": "OSError"})
    assert (list(shelf.courses()), shelf.left_out()) == ([course.slug], {})


@pytest.mark.parametrize("moment", ["scandir", "read_text"])
def test_a_course_withdrawn_while_the_shelf_is_read_is_simply_gone(
    shelf: Shelf, course: PublishedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    courses.put(shelf, courses.published_course("en-till"), tmp_path / "more")
    place: Any = {"scandir": os, "read_text": Path}[moment]
    real = getattr(place, moment)

    def too_late(*given: Any, **named: Any) -> Any:
        if moment == "scandir" and str(given[0]).endswith("courses"):
            found = Entries(list(real(*given)))
            Shelf(shelf.root).withdraw("en-till")
            return found
        if moment == "read_text" and given[0].stem == "en-till":
            given[0].unlink()
        return real(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(place, moment, too_late)
        assert (list(shelf.courses()), shelf.left_out()) == ([course.slug], {})
    assert list(shelf.courses()) == [course.slug]
    courses.put(shelf, courses.published_course("en-till"), tmp_path / "again")
    assert set(shelf.courses()) == {course.slug, "en-till"}


class Entries(list[Any]):
    """What `os.scandir` found before."""

    def __enter__(self) -> "Entries":
        return self

    def __exit__(self, *_: object) -> None:
        pass

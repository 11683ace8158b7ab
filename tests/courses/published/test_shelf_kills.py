"""Killed at any moment, a page that is on the shelf has all its media, and doing it again clears up."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.courses.published import PublishedCourse, Shelf
from tests.factories import courses

KEPT, GONE, COME = (f"{number:032x}" for number in (1, 2, 3))
DEADLY = ("replace", "unlink", "rmdir", "mkdir")
"""What changes the shelf: the process dies just before the next of them."""
MOST = 400


def version(number: int, *keys: str) -> PublishedCourse:
    parts = tuple(courses.published_part(key) for key in keys)
    return replace(courses.published_course(), version=number, parts=parts)


def made(folder: Path, *keys: str, without: str, more: str) -> dict[str, Path]:
    """Media of every film: each lacks one file and has another."""
    for key in keys:
        courses.media(folder / key)
        (folder / key / without).unlink()
        (folder / key / more).write_text(more)
    return {key: folder / key for key in keys}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def dies_before(step: int, act: Callable[[], object]) -> bool:
    """Do `act` in a process of its own that is killed before change number `step`; False when it came to its end."""
    child = os.fork()
    if child == 0:
        left = step

        def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
            def change(*given: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **named)

            return change

        for name in DEADLY:
            setattr(os, name, deadly(getattr(os, name)))
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.fixture
def first(tmp_path: Path) -> dict[str, Path]:
    return made(tmp_path / "first", KEPT, GONE, without="240.mp4", more="old.vtt")


@pytest.fixture
def second(tmp_path: Path) -> dict[str, Path]:
    return made(tmp_path / "second", KEPT, COME, without="sv.vtt", more="new.vtt")


def named(films: dict[str, Path]) -> set[str]:
    return {f"{key}/{name}" for key, folder in films.items() for name in files(folder)}


def test_killed_while_it_is_replaced_a_course_is_the_old_or_the_new_one_with_all_its_media(
    tmp_path: Path, first: dict[str, Path], second: dict[str, Path]
) -> None:
    old, new = version(1, KEPT, GONE), version(2, KEPT, COME)
    seen = []
    for step in range(MOST):
        shelf = Shelf(tmp_path / f"shelf-{step}")
        shelf.put(old, first)
        was_killed = dies_before(step, lambda: Shelf(shelf.root).put(new, second))  # noqa: B023 (done at once)
        shown = shelf.course(old.slug)
        assert shown in (old, new)
        assert files(shelf.media / old.slug) >= named(first if shown == old else second), f"before change {step}"
        seen.append(shown.version if shown else 0)
        shelf.put(new, second)
        assert (shelf.course(old.slug), files(shelf.media / old.slug)) == (new, named(second))
        assert sorted(path.name for path in shelf.root.iterdir()) == ["courses", "media"]
        if not was_killed:
            break
    assert seen == sorted(seen)
    assert set(seen) == {1, 2}
    assert not was_killed


def test_killed_while_it_is_taken_off_a_course_that_is_shown_has_all_its_media(
    tmp_path: Path, first: dict[str, Path]
) -> None:
    old = version(1, KEPT, GONE)
    shown = []
    for step in range(MOST):
        shelf = Shelf(tmp_path / f"shelf-{step}")
        shelf.put(old, first)
        was_killed = dies_before(step, lambda: Shelf(shelf.root).withdraw(old.slug))  # noqa: B023 (done at once)
        shown.append(shelf.course(old.slug) is not None)
        assert not shown[-1] or files(shelf.media / old.slug) == named(first)
        shelf.withdraw(old.slug)
        assert files(shelf.root) == set()
        if not was_killed:
            break
    assert shown[0]
    assert not any(shown[1:])
    assert not was_killed

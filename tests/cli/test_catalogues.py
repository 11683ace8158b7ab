"""Compiled translations: made when they are missing or old, left alone otherwise."""

import gettext
import os
from pathlib import Path

from portal.cli import compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Park"\nmsgstr "{}"\n'


def write(folder: Path, text: str, at: float) -> Path:
    source = folder / "sv" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(PO.format(text), encoding="utf-8")
    os.utime(source, (at, at))
    return source


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path) -> None:
    source = write(tmp_path, "Parken", 1_000_000)
    assert compile_catalogues(tmp_path) == 1
    assert compile_catalogues(tmp_path) == 0
    compiled = source.with_suffix(".mo")
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Park") == "Parken"
    write(tmp_path, "Lekparken", compiled.stat().st_mtime + 10)
    assert compile_catalogues(tmp_path) == 1
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Park") == "Lekparken"
    assert [path.name for path in sorted(source.parent.iterdir())] == ["messages.mo", "messages.po"]

"""Translations compiled into the form that is read fast; the compiled files are never committed."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> int:
    """Compile every catalogue below `folder` that is newer than its compiled form; gives how many."""
    sources = [path for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")) if _is_newer(path)]
    for source in sources:
        _compile(source)
    return len(sources)


def _is_newer(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Written beside and renamed, so that a reader never sees half a catalogue."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    handle, name = tempfile.mkstemp(dir=source.parent)
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    Path(name).chmod(0o644)
    Path(name).replace(source.with_suffix(".mo"))

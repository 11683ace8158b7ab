"""A file is there in whole or not at all."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.platform.files import disk


def test_a_file_is_written_for_the_portal_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    disk.make_folder(path.parent)
    disk.write(path, [b"one", b"", b"two"])
    assert path.read_bytes() == b"onetwo"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_a_failure_half_way_leaves_what_was_there_before(tmp_path: Path) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    disk.write(path, [b"old"])
    with pytest.raises(OSError, match="No space"):
        disk.write(path, breaking())
    assert [found.name for found in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    disk.make_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []

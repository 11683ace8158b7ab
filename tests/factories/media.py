"""Folders as `films` leaves them, written by hand: sound in structure, a few bytes each, nothing that plays."""

import struct
from pathlib import Path

from portal.courses.films.playlist import Variant, write_master

WIDTHS = {240: 426, 360: 640, 540: 960, 720: 1280}


def box(kind: bytes, body: bytes) -> bytes:
    """A box of MP4."""
    return struct.pack(">I4s", 8 + len(body), kind) + body


BOX = box(b"ftyp", b"iso5")


def made_folder(folder: Path, heights: tuple[int, ...] = (240, 540), lengths: tuple[float, ...] = (4.0, 4.0)) -> Path:
    """A film of `lengths` seconds in segments at `heights`; gives the folder."""
    for height in heights:
        _rung(folder / str(height), lengths)
    variants = [
        Variant(f"{height}/index.m3u8", WIDTHS[height], height, 200_000, 150_000, "avc1.64001e,mp4a.40.2", 25.0)
        for height in heights
    ]
    (folder / "master.m3u8").write_text(write_master(variants), encoding="utf-8")
    for name in ("240.mp4", "audio.m4a"):
        (folder / name).write_bytes(BOX + box(b"mdat", name.encode() * 100))
    return folder


def _rung(folder: Path, lengths: tuple[float, ...]) -> None:
    folder.mkdir(parents=True)
    (folder / "init.mp4").write_bytes(BOX)
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:4", '#EXT-X-MAP:URI="init.mp4"']
    for number, seconds in enumerate(lengths):
        (folder / f"{number:03}.m4s").write_bytes(box(b"mdat", b"segment" * 1000))
        lines += [f"#EXTINF:{seconds:.6f},", f"{number:03}.m4s"]
    (folder / "index.m3u8").write_text("\n".join([*lines, "#EXT-X-ENDLIST", ""]), encoding="utf-8")

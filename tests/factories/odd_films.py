"""Files that are no film, or not one that can be taken; each function writes one and gives its path."""

import struct
import subprocess
from pathlib import Path

PICTURE = ("-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=3")
TONE = ("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=44100:duration=3")
QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")


def ffmpeg(*arguments: str | Path) -> None:
    """Run ffmpeg; raises when it fails."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def written(path: Path, content: str | bytes) -> Path:
    """A file with that content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def with_attachment(path: Path) -> Path:
    """A Matroska film with a script attached to it."""
    script = written(path.with_suffix(".sh"), "#!/bin/sh\necho hello\n")
    attached = ("-attach", script, "-metadata:s:t", "mimetype=application/x-sh")
    ffmpeg(*PICTURE, *TONE, *QUICK, *attached, "-f", "matroska", path)
    return path


def with_cover(path: Path) -> Path:
    """A Matroska film with a picture attached as its cover."""
    cover = path.with_suffix(".png")
    ffmpeg("-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1", cover)
    attached = ("-attach", cover, "-metadata:s:t", "mimetype=image/png", "-metadata:s:t", "filename=cover.png")
    ffmpeg(*PICTURE, *TONE, *QUICK, *attached, "-f", "matroska", path)
    return path


def very_wide(path: Path) -> Path:
    """One picture of 7680 by 4320 pixels in MP4."""
    picture = ("-f", "lavfi", "-i", "color=red:size=7680x4320:rate=1:duration=1")
    ffmpeg(*picture, "-frames:v", "1", "-c:v", "libx264", "-preset", "ultrafast", "-f", "mp4", path)
    return path


def sound_alone(path: Path) -> Path:
    """A tone in MP4."""
    ffmpeg(*TONE, "-c:a", "aac", "-f", "mp4", path)
    return path


def cut_off(path: Path) -> Path:
    """A film whose last two thirds never arrived; what it says of itself came first."""
    whole = path.with_suffix(".whole")
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=12")
    ffmpeg(*picture, *QUICK, "-movflags", "+faststart", "-f", "mp4", whole)
    return written(path, whole.read_bytes()[: whole.stat().st_size // 3])


def garbled(path: Path) -> Path:
    """A film whose head is sound and whose pictures are noise."""
    ffmpeg(*PICTURE, *QUICK, "-movflags", "+faststart", "-f", "mp4", path)
    raw = path.read_bytes()
    at = raw.find(b"mdat") + 4
    return written(path, raw[:at] + bytes(255 - byte for byte in raw[at:]))


def without_index(path: Path) -> Path:
    """A film whose end, where MP4 says what it holds, never arrived."""
    ffmpeg(*PICTURE, *TONE, *QUICK, "-f", "mp4", path)
    return written(path, path.read_bytes()[: path.stat().st_size // 2])


def endless(path: Path) -> Path:
    """A recording of a broadcast in WebM: it does not say how long it is."""
    ffmpeg(*PICTURE, "-c:v", "libvpx", "-b:v", "100k", "-f", "webm", "-live", "1", path)
    return path


def too_long(path: Path) -> Path:
    """A film that says in its head that it lasts four hours; it holds three seconds."""
    ffmpeg(*PICTURE, *TONE, *QUICK, "-f", "mp4", path)
    raw = bytearray(path.read_bytes())
    at = raw.find(b"mvhd")
    scale = struct.unpack_from(">I", raw, at + 16)[0]
    struct.pack_into(">I", raw, at + 20, scale * 4 * 3600)
    for box in (b"tkhd", b"mdhd"):
        offset = -1
        while (offset := raw.find(box, offset + 1)) >= 0:
            _lengthen(raw, offset, box, scale)
    return written(path, bytes(raw))


def _lengthen(raw: bytearray, at: int, box: bytes, scale: int) -> None:
    if box == b"mdhd":
        own = struct.unpack_from(">I", raw, at + 16)[0]
        struct.pack_into(">I", raw, at + 20, own * 4 * 3600)
    else:
        struct.pack_into(">I", raw, at + 24, scale * 4 * 3600)


def unknown_codec(path: Path) -> Path:
    """A film in a codec that no editor's program writes: SVQ1."""
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=1")
    ffmpeg(*picture, "-c:v", "svq1", "-f", "mov", path)
    return path


def tiny(path: Path) -> Path:
    """A film of 32 by 32 pixels."""
    ffmpeg("-f", "lavfi", "-i", "testsrc=size=32x32:rate=25:duration=1", *QUICK, "-f", "mp4", path)
    return path


def referring(path: Path, elsewhere: Path) -> Path:
    """A QuickTime film whose pictures lie in another file, `elsewhere`, which it names by its path."""
    ffmpeg(*PICTURE, *TONE, *QUICK, "-f", "mov", path)
    raw = path.read_bytes()
    own = struct.pack(">I4sI", 12, b"url ", 1)
    assert raw.count(own) > 0
    other = struct.pack(">I4sI", 12, b"url ", 0)
    return written(path, raw.replace(own, other, 1) + str(elsewhere).encode())


def portrait(path: Path) -> Path:
    """A film as a telephone makes it: lying, with a note that it stands; its place on earth and its title in it."""
    lying = path.with_suffix(".lying")
    told = ("-metadata", "title=HEMLIG", "-metadata", "location=+56.6634+016.3568/", "-metadata", "comment=HEMLIG")
    picture = ("-f", "lavfi", "-i", "testsrc=size=480x270:rate=30000/1001:duration=3")
    ffmpeg(*picture, *TONE, *QUICK, *told, "-f", "mp4", lying)
    ffmpeg("-i", lying, "-c", "copy", "-map_metadata", "0", "-metadata:s:v", "rotate=90", "-f", "mp4", path)
    return path


def in_webm(path: Path) -> Path:
    """A WebM film of odd size with Opus sound."""
    picture = ("-f", "lavfi", "-i", "testsrc=size=427x251:rate=24:duration=3")
    ffmpeg(*picture, *TONE, "-c:v", "libvpx", "-b:v", "200k", "-c:a", "libopus", "-ac", "1", "-f", "webm", path)
    return path


def in_transport(path: Path) -> Path:
    """An MPEG transport stream in 50 interlaced fields with square pixels that are not."""
    picture = ("-f", "lavfi", "-i", "testsrc=size=352x288:rate=50:duration=6")
    fields = ("-vf", "interlace,setsar=16/11", "-flags", "+ildct+ilme")
    ffmpeg(*picture, *TONE, *fields, "-c:v", "mpeg2video", "-b:v", "1M", "-c:a", "mp2", "-f", "mpegts", path)
    return path


def silent(path: Path) -> Path:
    """A film without sound."""
    ffmpeg(*PICTURE, *QUICK, "-f", "mp4", path)
    return path


def slides(path: Path, seconds: int = 12) -> Path:
    """A recorded screen: a picture every three seconds and nothing between, dark and light in turns."""
    dark_and_light = "geq=lum='20+200*mod(N,2)':cb=128:cr=128"
    picture = ("-f", "lavfi", "-i", f"color=size=320x240:rate=1/3:duration={seconds},{dark_and_light}")
    ffmpeg(*picture, *QUICK, "-fps_mode", "passthrough", "-f", "mp4", path)
    return path


def with_data(path: Path) -> Path:
    """A QuickTime film with a track of time codes, as cameras write, and a sub-title."""
    ffmpeg(*PICTURE, *TONE, *QUICK, "-timecode", "10:00:00:00", "-f", "mov", path)
    return path

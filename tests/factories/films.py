"""Real films for tests, made by ffmpeg from its own test picture and a tone: they play, seek and have sound."""

import subprocess
from pathlib import Path

from portal.courses.published import MadeFilm, Rendition

SECONDS = 12
SEGMENT_SECONDS = 2
RATE = 15
RUNGS = ((240, 426, "120k"), (540, 960, "400k"))
FILES = {"240.mp4": ("426x240", "120k"), "360.mp4": ("640x360", "200k")}
CAPTIONS = {
    "sv": ("Alla barn säger nej ibland.", "Det är så de lär sig att vilja något själva.", "Nu övar vi."),
    "en": ("All children say no sometimes.", "That is how they learn to want something.", "Now we practise."),
    "ar": ("كل الأطفال يقولون لا أحيانًا.", "هكذا يتعلمون أن يريدوا شيئًا.", "الآن نتدرب."),
}
CUE_SECONDS = 4


def source_film(path: Path, seconds: float = SECONDS, size: str = "1280x720") -> Path:
    """A film as an editor might upload it: H.264 and AAC in MP4, or what the ending of `path` says."""
    _ffmpeg(*_pictures(seconds, size), *_coded("600k"), path)
    return path


def made_films_folder(folder: Path, seconds: float = SECONDS) -> Path:
    """A film's folder as the workshop leaves it: two rungs of HLS, two files, sound, no captions; gives `folder`."""
    for height, width, bits in RUNGS:
        _rung(folder / str(height), f"{width}x{height}", bits, seconds)
    lines = [_variant(height, width, bits) for height, width, bits in RUNGS]
    (folder / "master.m3u8").write_text("\n".join(["#EXTM3U", "#EXT-X-VERSION:7", *lines, ""]), encoding="utf-8")
    for name, (size, bits) in FILES.items():
        _ffmpeg(*_pictures(seconds, size), *_coded(bits), "-movflags", "+faststart", folder / name)
    sound = ("-vn", "-c:a", "aac", "-b:a", "40k", "-ac", "1", "-movflags", "+faststart")
    _ffmpeg(*_pictures(seconds, "64x36"), *sound, folder / "audio.m4a")
    return folder


def add_captions(folder: Path) -> Path:
    """Captions in three languages beside the film, a cue every four seconds, as publication leaves them."""
    for language, lines in CAPTIONS.items():
        cues = [f"{_clock(n)} --> {_clock(n + 1)}\n{line}" for n, line in enumerate(lines)]
        (folder / f"{language}.vtt").write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", encoding="utf-8")
    return folder


def made_film_in(folder: Path, key: str, seconds: float = SECONDS) -> MadeFilm:
    """What the workshop knows of the film in `folder`."""
    rungs = []
    for height, width, _bits in RUNGS:
        size = sum(path.stat().st_size for path in (folder / str(height)).iterdir() if path.suffix != ".m3u8")
        rungs.append(Rendition(height, width, round(size * 8 / seconds), size))
    downloads = {name: (folder / name).stat().st_size for name in ("360.mp4", "240.mp4", "audio.m4a")}
    return MadeFilm(key, seconds, tuple(rungs), downloads)


def _rung(folder: Path, size: str, bits: str, seconds: float) -> None:
    folder.mkdir(parents=True)
    lists = ("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4", "-hls_playlist_type", "vod")
    cuts = ("-hls_time", str(SEGMENT_SECONDS), "-hls_segment_filename", folder / "%03d.m4s")
    _ffmpeg(*_pictures(seconds, size), *_coded(bits), "-f", "hls", *lists, *cuts, folder / "index.m3u8")


def _variant(height: int, width: int, bits: str) -> str:
    wide = int(bits.removesuffix("k")) * 1500
    told = f'BANDWIDTH={wide},RESOLUTION={width}x{height},CODECS="avc1.42c01f,mp4a.40.2"'
    return f"#EXT-X-STREAM-INF:{told}\n{height}/index.m3u8"


def _pictures(seconds: float, size: str) -> tuple[str, ...]:
    picture = ("-f", "lavfi", "-i", f"testsrc=size={size}:rate={RATE}:duration={seconds}")
    return (*picture, "-f", "lavfi", "-i", f"sine=frequency=330:sample_rate=44100:duration={seconds}")


def _coded(bits: str) -> tuple[str, ...]:
    every = str(SEGMENT_SECONDS * RATE)
    video = ("-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-pix_fmt", "yuv420p", "-b:v", bits)
    return (*video, "-g", every, "-keyint_min", every, "-sc_threshold", "0", "-c:a", "aac", "-b:a", "48k", "-ac", "1")


def _ffmpeg(*arguments: str | Path) -> None:
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def _clock(cue: int) -> str:
    return f"00:00:{cue * CUE_SECONDS:02}.000"

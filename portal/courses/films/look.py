"""What a film is, asked of ffprobe in a cell: sizes, length, streams; what cannot be made ready is refused here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from portal.courses.films.cells import Fault, Limits, ProgramFault, run
from portal.courses.films.refusing import FilmRefused
from portal.courses.films.sniff import Container, container_of
from portal.courses.rules.ladder import LEAST_SIDE, MOST_SECONDS, MOST_SIDE
from portal.courses.rules.reasons import FilmReason

PICTURE_CODECS = (
    *("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "mpeg2video", "mpeg1video"),
    *("prores", "dnxhd", "mjpeg"),
)
SOUND_CODECS = (
    *("aac", "mp3", "mp3float", "mp2", "mp2float", "opus", "vorbis", "ac3", "eac3", "flac", "alac"),
    *("pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_f32le", "pcm_mulaw", "pcm_alaw"),
)
_OTHER_CODECS = ("png", "srt", "subrip", "mov_text", "ass", "ssa", "webvtt", "dvbsub", "pgssub", "dvdsub", "text")
"""Of covers and subtitles, which are opened to see what they are and then left out."""

_CODECS = ",".join((*PICTURE_CODECS, *SOUND_CODECS, *_OTHER_CODECS))
MOST_STREAMS = 16
LIMITS = Limits(seconds=120, memory=2 << 30, file_bytes=0)
_KNOWN_KINDS = {
    Container.MP4: {"video", "audio", "subtitle", "data"},
    Container.MATROSKA: {"video", "audio", "subtitle"},
    Container.TRANSPORT: {"video", "audio", "subtitle", "data"},
}
_INTERLACED = frozenset({"tt", "bb", "tb", "bt"})
_QUESTIONS = (
    "format=duration:stream=index,codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,"
    "sample_aspect_ratio,field_order:stream_disposition=attached_pic:stream_side_data=rotation"
)


@dataclass(frozen=True)
class Look:
    """A film as it is seen: `width` and `height` in square pixels and upright, `rate` in pictures a second.

    `picture` and `sound` are the numbers of the streams that are used; a film without sound has None.
    """

    container: Container
    width: int
    height: int
    rate: Fraction
    seconds: float
    picture: int
    sound: int | None
    is_interlaced: bool


def source_arguments(container: Container, *before: str) -> list[str]:
    """How a program is told to read `source` in its folder: as this kind and no other, from the disk and no net."""
    return [
        *("-protocol_whitelist", "file"),
        *("-codec_whitelist", _CODECS),
        *("-f", container.value),
        *before,
        *("-i", "file:source"),
    ]


def look(folder: Path, limits: Limits = LIMITS) -> Look:
    """What the film `source` in `folder` is; raises `FilmRefused`, or `ProgramFault` when the server is at fault."""
    container = container_of(folder / "source")
    asked = ["-v", "error", "-show_entries", _QUESTIONS, "-of", "json", *source_arguments(container)]
    try:
        answer = json.loads(run("ffprobe", asked, folder, limits))
    except ProgramFault as fault:
        raise _refusal(fault) from fault
    return _look(container, answer)


def _refusal(fault: ProgramFault) -> Exception:
    if fault.fault in {Fault.MISSING, Fault.KILLED}:
        return fault
    if "not on whitelist" in fault.last_words:
        return FilmRefused(FilmReason.CODEC)
    is_heavy = fault.fault in {Fault.OVERTIME, Fault.STARVED}
    return FilmRefused(FilmReason.TOO_HEAVY if is_heavy else FilmReason.BROKEN)


def _look(container: Container, answer: Mapping[str, Any]) -> Look:
    streams = answer.get("streams", [])
    _check_streams(container, streams)
    pictures = [one for one in streams if one.get("codec_type") == "video" and not _is_cover(one)]
    sounds = [one for one in streams if one.get("codec_type") == "audio"]
    if not pictures:
        raise FilmRefused(FilmReason.NO_PICTURE)
    _check_codecs(pictures[0], sounds)
    width, height = _upright(pictures[0])
    return Look(
        container=container,
        width=width,
        height=height,
        rate=_rate(pictures[0]),
        seconds=_seconds(answer.get("format", {})),
        picture=pictures[0]["index"],
        sound=sounds[0]["index"] if sounds else None,
        is_interlaced=pictures[0].get("field_order") in _INTERLACED,
    )


def _check_streams(container: Container, streams: Sequence[Mapping[str, Any]]) -> None:
    kinds = [stream.get("codec_type", "unknown") for stream in streams]
    if "attachment" in kinds or (container is Container.MATROSKA and any(map(_is_cover, streams))):
        raise FilmRefused(FilmReason.ATTACHMENTS)
    if set(kinds) - _KNOWN_KINDS[container] or len(streams) > MOST_STREAMS:
        raise FilmRefused(FilmReason.ODD_STREAMS)


def _is_cover(stream: Mapping[str, Any]) -> bool:
    return bool(stream.get("disposition", {}).get("attached_pic"))


def _check_codecs(picture: Mapping[str, Any], sounds: Sequence[Mapping[str, Any]]) -> None:
    if picture.get("codec_name") not in PICTURE_CODECS:
        raise FilmRefused(FilmReason.CODEC)
    if sounds and sounds[0].get("codec_name") not in SOUND_CODECS:
        raise FilmRefused(FilmReason.CODEC)


def _upright(stream: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height as they are shown: pixels made square, a telephone's film stood up."""
    width, height = int(stream.get("width", 0)), int(stream.get("height", 0))
    if max(width, height) > MOST_SIDE:
        raise FilmRefused(FilmReason.TOO_LARGE)
    if min(width, height) < LEAST_SIDE:
        raise FilmRefused(FilmReason.TOO_SMALL if min(width, height) > 0 else FilmReason.BROKEN)
    wide = round(width * (_fraction(stream.get("sample_aspect_ratio", ""), ":") or 1))
    turned = any(int(side.get("rotation", 0)) % 180 for side in stream.get("side_data_list", []))
    if not width / 4 <= wide <= width * 4:
        raise FilmRefused(FilmReason.BROKEN)
    return (height, wide) if turned else (wide, height)


def _rate(stream: Mapping[str, Any]) -> Fraction:
    found = _fraction(stream.get("avg_frame_rate", "")) or _fraction(stream.get("r_frame_rate", ""))
    return found or Fraction(25)


def _seconds(container: Mapping[str, Any]) -> float:
    try:
        seconds = float(container["duration"])
    except (KeyError, ValueError) as error:
        raise FilmRefused(FilmReason.ENDLESS) from error
    if not 0 < seconds < float("inf"):
        raise FilmRefused(FilmReason.ENDLESS)
    if seconds > MOST_SECONDS:
        raise FilmRefused(FilmReason.TOO_LONG)
    return seconds


def _fraction(text: str, sign: str = "/") -> Fraction | None:
    """The number written as `30000/1001` or `16:15`; None for none and for nought."""
    over, _, under = text.partition(sign)
    if not (over.isdigit() and under.isdigit()) or not int(over) or not int(under):
        return None
    return Fraction(int(over), int(under))

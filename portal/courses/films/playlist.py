"""HLS playlists (RFC 8216) as this house writes them: read strictly, written plainly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')
_MAP = re.compile(r'#EXT-X-MAP:URI="([^"]+)"')


class Unsound(ValueError):
    """A playlist or a folder of media is not whole; the text says what is wrong, for an operator."""


@dataclass(frozen=True)
class Variant:
    """A rung as the master playlist names it; `bandwidth` is its highest, `average` its mean in bits a second."""

    uri: str
    width: int
    height: int
    bandwidth: int
    average: int
    codecs: str
    rate: float


@dataclass(frozen=True)
class Segments:
    """The playlist of a rung: the file that begins it and its segments, with their lengths in seconds."""

    start: str
    names: tuple[str, ...]
    seconds: tuple[float, ...]


def read_master(text: str) -> tuple[Variant, ...]:
    """The rungs that a master playlist names, in its order; raises `Unsound`."""
    lines = _lines(text)
    found = [
        _variant(dict(_ATTRIBUTE.findall(line.partition(":")[2])), uri)
        for line, uri in pairwise(lines)
        if line.startswith("#EXT-X-STREAM-INF:")
    ]
    if not found:
        raise Unsound("the master playlist names no rung")
    return tuple(found)


def write_master(variants: Iterable[Variant]) -> str:
    """A master playlist, the lowest rung first: what a player tries first on a poor line."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for one in sorted(variants, key=lambda variant: variant.height):
        bits = f"BANDWIDTH={one.bandwidth},AVERAGE-BANDWIDTH={one.average}"
        picture = f'RESOLUTION={one.width}x{one.height},FRAME-RATE={one.rate:.3f},CODECS="{one.codecs}"'
        lines += [f"#EXT-X-STREAM-INF:{bits},{picture}", one.uri]
    return "\n".join(lines) + "\n"


def read_segments(text: str) -> Segments:
    """The segments that a rung's playlist names; raises `Unsound` for one without an end or a beginning."""
    lines = _lines(text)
    starts = [match[1] for line in lines if (match := _MAP.match(line))]
    lengths = [_seconds(line) for line in lines if line.startswith("#EXTINF:")]
    names = [line for line in lines if not line.startswith("#")]
    if len(starts) != 1 or not names or len(names) != len(lengths) or lines[-1] != "#EXT-X-ENDLIST":
        raise Unsound("a rung's playlist is not whole")
    return Segments(starts[0], tuple(names), tuple(lengths))


def aligned(playlists: Sequence[Segments], most: float = 0.1) -> bool:
    """Whether all rungs begin their segments at the same instants, give or take `most` seconds."""
    first = playlists[0].seconds
    return all(
        len(other.seconds) == len(first)
        and all(abs(a - b) <= most for a, b in zip(first, other.seconds, strict=True))
        for other in playlists
    )


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or lines[0] != "#EXTM3U":
        raise Unsound("a playlist does not begin with #EXTM3U")
    return lines


def _variant(raw: dict[str, str], uri: str) -> Variant:
    try:
        width, height = map(int, raw["RESOLUTION"].split("x"))
        peak = int(raw["BANDWIDTH"])
        return Variant(
            uri=uri,
            width=width,
            height=height,
            bandwidth=peak,
            average=int(raw.get("AVERAGE-BANDWIDTH", peak)),
            codecs=raw.get("CODECS", "").strip('"'),
            rate=float(raw.get("FRAME-RATE", 0)),
        )
    except (KeyError, ValueError) as error:
        raise Unsound("the master playlist names a rung without its size or its bits") from error


def _seconds(line: str) -> float:
    try:
        return float(line.removeprefix("#EXTINF:").split(",")[0])
    except ValueError as error:
        raise Unsound("a segment does not say how long it is") from error

"""Why a film was refused or could not be made ready: codes that are stored, and words that an editor understands."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from portal.core.words import Word, word


class FilmReason(StrEnum):
    """What `Film.reason` may hold. `SILENT` is a remark on a film that is ready, all others are why it is not."""

    EMPTY = "empty"
    NOT_A_FILM = "not_a_film"
    PLAYLIST = "playlist"
    PICTURE = "picture"
    NO_PICTURE = "no_picture"
    ENDLESS = "endless"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    ATTACHMENTS = "attachments"
    ODD_STREAMS = "odd_streams"
    CODEC = "codec"
    BROKEN = "broken"
    CUT_OFF = "cut_off"
    TOO_HEAVY = "too_heavy"
    LOST = "lost"
    UNFINISHED = "unfinished"
    DISK = "disk"
    NO_PROGRAM = "no_program"
    PROGRAM = "program"
    SILENT = "silent"


REASONS: Mapping[FilmReason, Word] = MappingProxyType(
    {
        FilmReason.EMPTY: word("The file is empty. Export the film again and upload the new file."),
        FilmReason.NOT_A_FILM: word("The file is not a film. We can receive MP4, MOV, MKV, WebM and MPEG-TS."),
        FilmReason.PLAYLIST: word("The file is a list of other files, not a film. Upload the film itself."),
        FilmReason.PICTURE: word("The file is a picture, not a film."),
        FilmReason.NO_PICTURE: word("The film has sound but no picture. A course film needs both."),
        FilmReason.ENDLESS: word("The film does not say how long it is. Export it again as MP4."),
        FilmReason.TOO_LONG: word("The film is longer than 3 hours. Divide it into several parts."),
        FilmReason.TOO_LARGE: word("The picture is larger than 4096 pixels. Export the film in 1080p."),
        FilmReason.TOO_SMALL: word("The picture is smaller than 64 pixels. Export the film in 1080p."),
        FilmReason.ATTACHMENTS: word("Other files are attached inside the film. Export it again as MP4."),
        FilmReason.ODD_STREAMS: word("The film holds more than picture, sound and subtitles. Export it as MP4."),
        FilmReason.CODEC: word("We cannot read how picture or sound are packed. Export the film as MP4 with H.264."),
        FilmReason.BROKEN: word("The film could not be opened. Export it again and upload the new file."),
        FilmReason.CUT_OFF: word("The film ends before its end. It may have been cut off; upload it again."),
        FilmReason.TOO_HEAVY: word("The film takes too long to work on. Export it in 1080p as MP4 with H.264."),
        FilmReason.LOST: word("The uploaded file is gone. Upload the film again."),
        FilmReason.UNFINISHED: word("The upload was never finished. Upload the film again."),
        FilmReason.DISK: word("The disk is full. Nothing is lost: ask for more room, then press Try again."),
        FilmReason.NO_PROGRAM: word("The server lacks the program that makes films ready (ffmpeg). Tell operations."),
        FilmReason.PROGRAM: word("The program that makes films ready stopped several times. Press Try again."),
        FilmReason.SILENT: word("The film has no sound. Is that as it should be?"),
    }
)
"""What each of them is called on the page of the film."""

MAY_BE_TRIED_AGAIN = frozenset({FilmReason.DISK, FilmReason.NO_PROGRAM, FilmReason.PROGRAM})
"""The faults that lie with the server: the same upload may do the next time."""


def reason_words(code: str | None) -> Word | None:
    """The sentence for a stored code, or None for none; raises ValueError for a code that is none."""
    return REASONS[FilmReason(code)] if code else None

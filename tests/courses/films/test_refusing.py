"""What is no film, or not one we can take, is refused with its own reason, by content; nothing is left behind."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.courses.films.making import SOURCE, Making
from portal.courses.films.refusing import FilmRefused
from portal.courses.rules.reasons import REASONS, FilmReason
from tests.factories import odd_films


def refusal(path: Path) -> FilmReason:
    """Why the file at `path` is refused; everything but the source is gone then."""
    folder = path.parent / "work"
    folder.mkdir()
    path.rename(folder / SOURCE)
    with pytest.raises(FilmRefused) as caught:
        do_all(Making(folder))
    assert not [one.name for one in folder.iterdir() if one.name not in {SOURCE, "plan.json", "audio.m4a"}]
    return caught.value.reason


def do_all(making: Making) -> None:
    for step in making.steps():
        step.do()


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server on loopback that writes down who connects; gives its port."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                calls.append("called")
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:{port}/film.ts\n",
        "\ufeff\n#EXTM3U\nhttp://127.0.0.1:{port}/film.ts\n",
        "ffconcat version 1.0\nfile http://127.0.0.1:{port}/film.ts\n",
        "file 'http://127.0.0.1:{port}/film.ts'\n",
        "[playlist]\nFile1=http://127.0.0.1:{port}/film.ts\n",
        '<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1:{port}/</BaseURL></MPD>',
    ],
)
def test_a_list_of_other_files_is_refused_and_nobody_is_called(text: str, tmp_path: Path) -> None:
    with listener() as (port, calls):
        path = odd_films.written(tmp_path / "film.mp4", text.format(port=port))
        assert refusal(path) is FilmReason.PLAYLIST
        assert calls == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FilmReason.EMPTY),
        (b"\0" * 5000, FilmReason.NOT_A_FILM),
        (b"%PDF-1.7\n", FilmReason.NOT_A_FILM),
        (b"PK\3\4" + b"\0" * 100, FilmReason.NOT_A_FILM),
        (b"GIF89a" + b"\0" * 100, FilmReason.PICTURE),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, FilmReason.PICTURE),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, FilmReason.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", FilmReason.PICTURE),
        (b"\0\0\0\x20ftypheic" + b"\0" * 100, FilmReason.PICTURE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', FilmReason.PICTURE),
        (b'<?xml version="1.0"?>\n<!-- --><svg/>', FilmReason.PICTURE),
        (b"\0\0\0\x18ftypisom" + b"\0" * 100, FilmReason.BROKEN),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 100, FilmReason.BROKEN),
        (b"\x1a\x45\xdf\xa3#EXTM3U\nhttp://127.0.0.1/", FilmReason.BROKEN),
        ((b"\x47" + b"\0" * 187) * 30, FilmReason.BROKEN),
    ],
)
def test_other_files_are_refused_by_what_they_are(content: bytes, reason: FilmReason, tmp_path: Path) -> None:
    assert refusal(odd_films.written(tmp_path / "film.mp4", content)) is reason


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (odd_films.with_attachment, FilmReason.ATTACHMENTS),
        (odd_films.with_cover, FilmReason.ATTACHMENTS),
        (odd_films.very_wide, FilmReason.TOO_LARGE),
        (odd_films.tiny, FilmReason.TOO_SMALL),
        (odd_films.sound_alone, FilmReason.NO_PICTURE),
        (odd_films.cut_off, FilmReason.CUT_OFF),
        (odd_films.garbled, FilmReason.BROKEN),
        (odd_films.without_index, FilmReason.BROKEN),
        (odd_films.endless, FilmReason.ENDLESS),
        (odd_films.too_long, FilmReason.TOO_LONG),
        (odd_films.unknown_codec, FilmReason.CODEC),
    ],
)
def test_films_that_cannot_be_taken_are_refused(
    make: Callable[[Path], Path], reason: FilmReason, tmp_path: Path
) -> None:
    assert refusal(make(tmp_path / "film.mp4")) is reason


def test_every_reason_has_a_sentence() -> None:
    assert set(REASONS) == set(FilmReason)
    assert all(words.endswith((".", "?")) for words in map(str, REASONS.values()))

"""The virus scanner: a real one, and all the ways in which one can fail; only `clean` ever lets a file pass."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.platform.files.scanner import Clamd, NoScanner, Verdict, is_stale, scanner_at, verdict
from tests.factories import pdfs, scanner
from tests.factories.scanner import EICAR

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FRESH = b"ClamAV 1.4.6/27800/Sat Nov 21 09:12:33 2026\0"
Answering = Callable[[socket.socket], None]


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    with scanner.running() as address:
        yield address


@contextmanager
def pretending(answer: Answering) -> Iterator[tuple[str, int]]:
    """A scanner that tells its version and answers a scan as `answer` does."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    command = connection.recv(9)
                    connection.sendall(FRESH) if command.startswith(b"zVERSION") else answer(connection)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[:2]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(10)


def drained(connection: socket.socket) -> None:
    """Take what is sent until the line is quiet."""
    connection.settimeout(0.2)
    with suppress(TimeoutError):
        while connection.recv(1 << 16):
            pass


def saying(words: bytes) -> Answering:
    def answer(connection: socket.socket) -> None:
        drained(connection)
        connection.sendall(words)

    return answer


def scanned(address: str | tuple[str, int], raw: bytes = b"hej", seconds: float = 10) -> Verdict:
    return Clamd(address, seconds).scan(raw, now=NOW)


def test_a_clean_pdf_is_clean(clamd: str) -> None:
    assert scanned(clamd, pdfs.pdf()) is Verdict.CLEAN


@pytest.mark.parametrize(
    "raw",
    [EICAR, b"x" * 10_000 + EICAR + b"y" * 300, pdfs.one_page(pdfs.A4, b"", pdfs.stream(b"", EICAR))],
    ids=["alone", "among other bytes", "in a PDF"],
)
def test_what_a_signature_knows_is_infected(clamd: str, raw: bytes) -> None:
    assert scanned(clamd, raw) is Verdict.INFECTED


def test_a_file_of_the_largest_size_is_scanned(clamd: str) -> None:
    assert scanned(clamd, bytes(15_000_000)) is Verdict.CLEAN


def test_a_file_that_the_scanner_does_not_take_is_unknown() -> None:
    with scanner.running(most=1_000_000) as address:
        assert scanned(address, bytes(3_000_000)) is Verdict.UNKNOWN
        assert scanned(address, bytes(900_000)) is Verdict.CLEAN


def test_without_a_scanner_nothing_is_known() -> None:
    assert isinstance(scanner_at(None), NoScanner)
    assert scanner_at(None).scan(pdfs.pdf(), now=NOW) is Verdict.UNKNOWN


def test_a_scanner_that_is_away_is_unknown(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    assert scanned(str(tmp_path / "nobody.ctl")) is Verdict.UNKNOWN
    assert scanned(("127.0.0.1", port)) is Verdict.UNKNOWN
    assert scanned(str(tmp_path / ("long" * 40))) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("words", "means"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Verdict.INFECTED),
        (b"", Verdict.UNKNOWN),
        (b"\0", Verdict.UNKNOWN),
        (b"OK\0", Verdict.UNKNOWN),
        (b"stream: O", Verdict.UNKNOWN),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.UNKNOWN),
        (b"stream: Can't allocate memory ERROR\0", Verdict.UNKNOWN),
        (b"stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND\0", Verdict.UNKNOWN),
        (b"stream: Heuristics.Encrypted.PDF FOUND\0", Verdict.UNKNOWN),
        (b"\xff\xfe" * 3000, Verdict.UNKNOWN),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Verdict.UNKNOWN),
    ],
)
def test_only_the_very_words_let_a_file_pass(words: bytes, means: Verdict) -> None:
    with pretending(saying(words)) as address:
        assert scanned(address) is means


def test_a_scanner_that_hangs_up_is_unknown() -> None:
    with pretending(lambda _connection: None) as address:
        assert scanned(address, bytes(5_000_000)) is Verdict.UNKNOWN


def test_a_scanner_that_never_answers_is_left_in_time() -> None:
    stop = threading.Event()
    with pretending(lambda _connection: _wait(stop)) as address:
        started = time.monotonic()
        assert scanned(address, seconds=1) is Verdict.UNKNOWN
        assert time.monotonic() - started < 8
        stop.set()


def _wait(stop: threading.Event) -> None:
    stop.wait(20)


def test_a_scanner_that_dribbles_is_left_in_time() -> None:
    def dribble(connection: socket.socket) -> None:
        for _ in range(200):
            connection.sendall(b"x")
            time.sleep(0.05)

    with pretending(dribble) as address:
        started = time.monotonic()
        assert scanned(address, seconds=1) is Verdict.UNKNOWN
        assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    ("version", "stale"),
    [
        ("ClamAV 1.4.6/27800/Sat Nov 21 09:12:33 2026", False),
        ("ClamAV 1.4.6/27800/Sun Nov  1 09:12:33 2026", True),
        ("ClamAV 1.4.6/27800/Sat Xyz 21 09:12:33 2026", True),
        ("ClamAV 1.4.6", False),
    ],
)
def test_official_signatures_grow_stale_in_two_weeks(version: str, stale: bool) -> None:
    assert is_stale(version, NOW) is stale


def test_a_scanner_with_stale_signatures_is_unknown() -> None:
    with pretending(saying(b"stream: OK\0")) as address:
        assert Clamd(address).scan(b"hej", now=NOW) is Verdict.CLEAN
        assert Clamd(address).scan(b"hej", now=NOW + timedelta(days=30)) is Verdict.UNKNOWN


def test_no_word_but_the_one_means_clean() -> None:
    assert [verdict(said) for said in ("stream: OK", "stream: ok", "stream: OK FOUND")] == [
        Verdict.CLEAN,
        Verdict.UNKNOWN,
        Verdict.INFECTED,
    ]

"""Raw uploads: sealed, counted, idempotent, gone in time; without a database."""

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from portal.core.keys import Keyring
from portal.platform.files import disk, drawers
from portal.platform.files.drawers import Kept
from portal.platform.files.incoming import Incoming, Lost
from portal.platform.files.rules import (
    DOCUMENT_REASONS,
    DOCUMENTS,
    MOST_BYTES,
    MOST_DOCUMENT_BYTES,
    MOST_DOCUMENTS,
    Kind,
    Limits,
    NoRoom,
    NotAPicture,
    PhotoRefused,
    Reason,
    TooLarge,
    TooMany,
)
from tests.factories import pdfs
from tests.factories.pictures import encoded, four_colours, jpeg

NONCE = b"n" * 16
LATER = datetime.now(UTC) + timedelta(days=3)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    folder.mkdir()
    return folder


@pytest.fixture
def incoming(var: Path, keyring: Keyring) -> Incoming:
    return Incoming(var, keyring)


def keep(incoming: Incoming, raw: bytes, nonce: bytes = NONCE) -> Kept:
    return incoming.keep(nonce, io.BytesIO(raw))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_photo_is_kept_and_opened_again(incoming: Incoming) -> None:
    kept = keep(incoming, jpeg())
    assert kept == Kept(hashlib.sha256(jpeg()).hexdigest(), len(jpeg()), Kind.JPEG)
    assert incoming.kept(NONCE) == [kept]
    assert incoming.open(incoming.drawer(NONCE), kept.sha) == jpeg()


def test_nothing_on_the_disk_tells_what_the_photo_shows_or_which_form_it_came_with(
    incoming: Incoming, var: Path
) -> None:
    keep(incoming, jpeg())
    (path,) = files(var)
    assert jpeg()[:20] not in path.read_bytes()
    assert NONCE.hex() not in str(path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_photo_of_several_megabytes_is_kept_whole(incoming: Incoming) -> None:
    raw = jpeg() + os.urandom(3_500_000)
    assert incoming.open(incoming.drawer(NONCE), keep(incoming, raw).sha) == raw


def test_the_same_photo_again_changes_nothing(incoming: Incoming, var: Path) -> None:
    assert keep(incoming, jpeg()) == keep(incoming, jpeg())
    assert len(files(var)) == 1


def test_forms_do_not_see_each_others_photos(incoming: Incoming) -> None:
    kept = keep(incoming, jpeg())
    assert incoming.kept(b"m" * 16) == []
    with pytest.raises(Lost):
        incoming.open(incoming.drawer(b"m" * 16), kept.sha)


def test_photos_are_listed_in_the_order_in_which_they_came(incoming: Incoming) -> None:
    kept = [keep(incoming, jpeg(width, 10)) for width in (40, 10, 30, 20)]
    assert incoming.kept(NONCE) == kept


def test_the_fifth_photo_is_refused_and_one_of_the_four_again_is_not(incoming: Incoming) -> None:
    for width in (10, 20, 30, 40):
        keep(incoming, jpeg(width, 10))
    keep(incoming, jpeg(40, 10))
    with pytest.raises(TooMany):
        keep(incoming, jpeg(50, 10))
    incoming.drop(NONCE, incoming.kept(NONCE)[0].sha)
    assert keep(incoming, jpeg(50, 10)) in incoming.kept(NONCE)


def test_eight_photos_at_once_leave_four(incoming: Incoming) -> None:
    def attempt(width: int) -> bool:
        try:
            keep(incoming, jpeg(width, 10))
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(10, 90, 10))) == 4
    assert len(incoming.kept(NONCE)) == 4


def test_what_is_no_photo_or_too_large_leaves_nothing(incoming: Incoming, var: Path) -> None:
    with pytest.raises(NotAPicture):
        keep(incoming, b"<html>")
    with pytest.raises(TooLarge) as refused:
        keep(incoming, jpeg() + bytes(MOST_BYTES))
    assert refused.value.reason is Reason.TOO_MANY_BYTES
    assert list(var.iterdir()) == []


def test_a_dropped_photo_is_gone_and_dropping_it_again_is_no_error(incoming: Incoming, var: Path) -> None:
    kept = keep(incoming, jpeg())
    for sha in (kept.sha, kept.sha, "../../etc/passwd", ""):
        incoming.drop(NONCE, sha)
    assert (incoming.kept(NONCE), files(var)) == ([], [])


@pytest.mark.parametrize("drawer", ["", "..", "../../etc", "a" * 63, "A" * 64])
def test_no_path_can_be_smuggled_in_as_a_drawer(incoming: Incoming, drawer: str) -> None:
    with pytest.raises(Lost):
        incoming.open(drawer, "passwd")
    incoming.spend(drawer, "passwd")


def test_a_photo_that_was_tampered_with_or_moved_is_lost(incoming: Incoming, var: Path) -> None:
    kept = keep(incoming, jpeg())
    (path,) = files(var)
    other = incoming.drawer(b"m" * 16)
    disk.make_folder(var / "incoming" / other)
    shutil.copy(path, var / "incoming" / other)
    with pytest.raises(Lost):
        incoming.open(other, kept.sha)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Lost):
        incoming.open(incoming.drawer(NONCE), kept.sha)


def test_a_spent_photo_has_no_bytes_left_but_still_counts_for_its_form(incoming: Incoming, var: Path) -> None:
    first, second = keep(incoming, jpeg()), keep(incoming, encoded(four_colours(), "PNG"))
    drawer = incoming.drawer(NONCE)
    for _ in range(2):
        incoming.spend(drawer, first.sha)
    assert incoming.kept(NONCE) == [first, second]
    assert keep(incoming, jpeg()) == first
    assert min(path.stat().st_size for path in files(var)) == 0
    with pytest.raises(Lost):
        incoming.open(drawer, first.sha)
    assert [sha for _, sha, _ in incoming.raw()] == [second.sha]


def test_the_sweep_takes_what_is_old_and_not_waited_for(incoming: Incoming, var: Path) -> None:
    old, waiting = keep(incoming, jpeg()), keep(incoming, jpeg(50, 50), b"m" * 16)
    left_by_a_crash = var / "incoming" / incoming.drawer(NONCE) / f"0{disk.PART}"
    left_by_a_crash.touch()
    assert incoming.sweep(datetime.now(UTC) - timedelta(days=2)) == 0
    assert incoming.sweep(LATER, {(incoming.drawer(b"m" * 16), waiting.sha)}) == 2
    assert (incoming.kept(NONCE), incoming.kept(b"m" * 16)) == ([], [waiting])
    assert not left_by_a_crash.parent.exists()
    assert keep(incoming, jpeg()) == old


def test_photos_may_come_while_a_sweep_goes_on(incoming: Incoming) -> None:
    def come(number: int) -> Kept:
        return keep(incoming, jpeg(), number.to_bytes(16, "big"))

    with ThreadPoolExecutor(4) as pool:
        coming = [pool.submit(come, number % 5) for number in range(100)]
        for _ in range(30):
            incoming.sweep(LATER)
        assert {done.result().kind for done in coming} == {Kind.JPEG}


def test_a_drawer_somebody_writes_to_is_not_removed(var: Path) -> None:
    drawer = var / "drawer"
    with drawers.locked(drawer):
        (drawer / "file").touch()
        assert drawers.sweep(drawer, lambda *_: True) == 0
    assert drawers.sweep(drawer, lambda *_: True) == 1
    assert drawers.sweep(drawer, lambda *_: True) == 0
    assert not drawer.exists()


def test_an_empty_data_folder_holds_no_photos(incoming: Incoming) -> None:
    assert (incoming.kept(NONCE), list(incoming.raw()), incoming.sweep(LATER)) == ([], [], 0)


def test_a_nearly_full_disk_takes_no_photo(var: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(50_000_000))
    with pytest.raises(NoRoom) as refused:
        keep(Incoming(var, keyring), jpeg())
    assert refused.value.message == "We cannot receive photos right now. You can send your report without them."
    assert files(var) == []


def test_a_disk_that_fills_up_or_cannot_be_written_takes_no_photo_and_keeps_no_part(
    var: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _piece: object) -> int:
        raise OSError(28, "No space left on device")

    incoming = Incoming(var, keyring)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(NoRoom):
            keep(incoming, jpeg())
    assert (incoming.kept(NONCE), files(var)) == ([], [])
    assert keep(incoming, jpeg()) in incoming.kept(NONCE)
    (var / "plain").touch()
    with pytest.raises(NoRoom):
        keep(Incoming(var / "plain", keyring), jpeg())


@pytest.fixture
def spooled() -> Iterator[tempfile.SpooledTemporaryFile[bytes]]:
    with tempfile.SpooledTemporaryFile(max_size=500) as stream:
        yield stream


def test_an_upload_that_was_spooled_is_kept_like_any_other(
    incoming: Incoming, spooled: tempfile.SpooledTemporaryFile[bytes]
) -> None:
    spooled.write(jpeg())
    kept = incoming.keep(NONCE, spooled)  # type: ignore[arg-type]
    assert incoming.open(incoming.drawer(NONCE), kept.sha) == jpeg()


def keep_document(incoming: Incoming, raw: bytes) -> Kept:
    return incoming.keep(NONCE, io.BytesIO(raw), DOCUMENTS)


def said(incoming: Incoming, raw: bytes, limits: Limits = DOCUMENTS) -> str:
    with pytest.raises(PhotoRefused) as refused:
        incoming.keep(NONCE, io.BytesIO(raw), limits)
    return str(refused.value.message)


def test_a_pdf_is_kept_as_a_document_and_not_as_a_photo(incoming: Incoming) -> None:
    raw = pdfs.pdf()
    kept = keep_document(incoming, raw)
    assert kept == Kept(hashlib.sha256(raw).hexdigest(), len(raw), Kind.PDF)
    assert incoming.kept(NONCE) == [kept]
    assert incoming.open(incoming.drawer(NONCE), kept.sha) == raw
    with pytest.raises(NotAPicture):
        keep(incoming, raw)


def test_a_document_may_have_fifteen_megabytes_and_not_a_byte_more(incoming: Incoming) -> None:
    raw = pdfs.pdf().ljust(MOST_DOCUMENT_BYTES, b"%")
    assert keep_document(incoming, raw).size == MOST_DOCUMENT_BYTES
    assert said(incoming, raw + b"%") == DOCUMENT_REASONS[Reason.TOO_MANY_BYTES]
    assert keep_document(incoming, jpeg() + bytes(MOST_BYTES)).kind is Kind.JPEG


def test_a_form_takes_so_many_documents_and_says_when_it_is_full(incoming: Incoming) -> None:
    for width in range(10, 10 + MOST_DOCUMENTS):
        keep_document(incoming, jpeg(width, 10))
    assert said(incoming, pdfs.pdf()) == DOCUMENT_REASONS[Reason.TOO_MANY]
    assert len(incoming.kept(NONCE)) == MOST_DOCUMENTS


def test_a_spent_document_that_is_sent_again_has_its_bytes_again_and_its_place(incoming: Incoming) -> None:
    kept = [keep_document(incoming, raw) for raw in (pdfs.pdf(), jpeg())]
    incoming.spend(incoming.drawer(NONCE), kept[0].sha)
    assert keep_document(incoming, pdfs.pdf()) == kept[0]
    assert incoming.open(incoming.drawer(NONCE), kept[0].sha) == pdfs.pdf()
    assert len(incoming.kept(NONCE)) == 2


def test_a_full_disk_is_said_in_words_for_documents(incoming: Incoming, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int, _piece: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert said(incoming, pdfs.pdf()) == DOCUMENT_REASONS[Reason.NO_ROOM]

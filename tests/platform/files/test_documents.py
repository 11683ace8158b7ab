"""A document's way through the worker, on both databases: pages shown, original held, scanned, passed or stopped."""

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.db import Database
from portal.core.errors import NotFound
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.platform.files import feature, fsck, making, quarantine, queries, service, viewing
from portal.platform.files.incoming import Incoming
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import DOCUMENT_REASONS, DOCUMENTS, Reason
from portal.platform.files.scanner import Verdict
from portal.platform.files.store import ORIGINAL, FolderStore, Missing, Variant
from portal.platform.files.viewing import Content
from portal.platform.files.workshop import Interrupted, PageWorkshop
from portal.platform.jobs import counts
from portal.platform.jobs.models import Job
from portal.platform.jobs.worker import Worker
from tests.factories import pdfs, scanner
from tests.factories.pictures import encoded, four_colours, jpeg

NONCE = b"n" * 16
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NAME = "Lönespecifikation.pdf"
SHOWN = ("page-1", "page-2", "thumb")


@dataclass
class House:
    """A database, the folders beside it, a worker, and whom the worker told of which file."""

    database: Database
    settings: Settings
    incoming: Incoming
    store: FolderStore
    told: list[tuple[uuid.UUID, State]]

    def receive(self, raw: bytes, name: str = NAME) -> uuid.UUID:
        kept = self.incoming.keep(NONCE, io.BytesIO(raw), DOCUMENTS)
        with self.database.write() as session:
            return service.receive_document(session, nonce=NONCE, sha=kept.sha, name=name, now=NOON).id

    def work(self, at: datetime = NOON, clamd: str | None = None) -> None:
        def settled(_session: Session, file: StoredFile, _context: Any) -> None:
            self.told.append((file.id, file.state))

        with clock.frozen(at):
            Worker(self.database, replace(self.settings, clamd=clamd), feature.feature(settled).jobs).drain()

    def file(self, file_id: uuid.UUID) -> StoredFile:
        with self.database.read() as session:
            file = queries.file_by_id(session, file_id)
            assert file is not None
            return file

    def name(self, file_id: uuid.UUID) -> str | None:
        with self.database.read() as session:
            file = queries.file_by_id(session, file_id)
            return file.name if file else None

    def content(self, file_id: uuid.UUID, variant: str) -> Content:
        with self.database.read() as session:
            file = queries.file_by_id(session, file_id)
            assert file is not None
            return viewing.content(self.store, file, variant)

    def shown(self, file_id: uuid.UUID) -> tuple[str, ...]:
        return viewing.variants_of(self.file(file_id))

    def forget(self, file_id: uuid.UUID) -> None:
        with self.database.write() as session:
            service.forget(session, file_id, now=NOON)

    def faults(self, now: datetime = NOON, *, has_scanner: bool = False) -> list[str]:
        with self.database.read() as session:
            return fsck.fsck(session, self.store, self.incoming, now, has_scanner=has_scanner)

    def waiting_jobs(self) -> int:
        with self.database.read() as session:
            found = counts(session)[service.DOCUMENT_LANE]
        return sum(number for state, number in found.items() if state.value != "done")


@pytest.fixture
def house(database: Database, settings: Settings) -> House:
    store = FolderStore(settings.data_dir / "files", database.keyring)
    return House(database, settings, Incoming(settings.data_dir, database.keyring), store, [])


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    with scanner.running() as address:
        yield address


def infected() -> bytes:
    return pdfs.one_page(pdfs.A4, b"", pdfs.stream(b"", scanner.EICAR))


def refuses(house: House, file_id: uuid.UUID, variant: str) -> bool:
    try:
        house.content(file_id, variant)
    except NotFound:
        return True
    return False


def test_without_a_scanner_the_pages_are_shown_and_the_original_is_held(house: House) -> None:
    file_id = house.receive(pdfs.pdf(2))
    assert (house.file(file_id).state, house.shown(file_id)) == (State.WAITING, ())
    house.work()
    file = house.file(file_id)
    assert (file.state, file.is_held, file.is_ready, file.ready_at) == (State.HELD, True, False, None)
    assert (file.pages, file.size, max(file.width or 0, file.height or 0)) == (2, len(pdfs.pdf(2)), 1754)
    assert house.shown(file_id) == SHOWN
    page = house.content(file_id, "page-2")
    assert (page.body[:2], page.mime_type, page.download_name) == (b"\xff\xd8", "image/jpeg", None)
    assert house.content(file_id, "thumb").mime_type == "image/webp"
    assert refuses(house, file_id, ORIGINAL)
    assert list(house.incoming.raw()) == []
    assert (house.told, house.faults(NOON + timedelta(days=3))) == ([(file_id, State.HELD)], [])
    assert house.waiting_jobs() == 0


def test_a_pdf_that_the_scanner_finds_clean_is_given_out_as_it_was_sent(house: House, clamd: str) -> None:
    file_id = house.receive(pdfs.pdf(2))
    house.work(clamd=clamd)
    file = house.file(file_id)
    assert (file.state, file.ready_at, house.shown(file_id)) == (State.READY, NOON, (*SHOWN, ORIGINAL))
    assert house.content(file_id, ORIGINAL) == Content(pdfs.pdf(2), "application/pdf", NAME)
    assert (house.told, house.faults()) == ([(file_id, State.READY)], [])


def test_an_infected_pdf_is_stopped_and_nothing_of_it_is_kept(house: House, clamd: str) -> None:
    file_id = house.receive(infected())
    house.work(clamd=clamd)
    file = house.file(file_id)
    assert (file.state, file.reason, file.why) == (State.BROKEN, Reason.INFECTED, DOCUMENT_REASONS[Reason.INFECTED])
    assert (list(house.store.kept()), list(house.incoming.raw()), house.shown(file_id)) == ([], [], ())
    assert house.told == [(file_id, State.BROKEN)]


def test_a_scanner_that_is_down_means_held_and_it_is_asked_again_until_it_answers(
    house: House, clamd: str, tmp_path: Path
) -> None:
    socket = tmp_path / "clamd.ctl"
    clean, bad = house.receive(pdfs.pdf(2)), house.receive(infected())
    for minutes in (0, 1, 5, 60):
        house.work(NOON + timedelta(minutes=minutes), clamd=str(socket))
        for file_id in (clean, bad):
            assert house.file(file_id).is_held
            assert refuses(house, file_id, ORIGINAL)
    late = house.faults(NOON + timedelta(hours=2), has_scanner=True)
    assert sum(f"file {clean}: held since 2026-11-20 12:00 UTC" in fault for fault in late) == 1
    socket.symlink_to(clamd)
    house.work(NOON + timedelta(hours=2), clamd=str(socket))
    assert (house.file(clean).state, house.shown(clean)) == (State.READY, (*SHOWN, ORIGINAL))
    assert (house.file(bad).state, house.file(bad).reason) == (State.BROKEN, Reason.INFECTED)
    assert {file_id for file_id, _ in house.store.kept()} == {clean}
    assert sorted(house.told[2:]) == sorted([(clean, State.READY), (bad, State.BROKEN)])
    assert (house.faults(NOON + timedelta(hours=3), has_scanner=True), house.waiting_jobs()) == ([], 0)


def test_what_was_held_before_there_was_a_scanner_is_scanned_once_there_is_one(house: House, clamd: str) -> None:
    file_id = house.receive(pdfs.pdf())
    house.work()
    keep = Worker(house.database, replace(house.settings, clamd=clamd), feature.feature().jobs)
    with clock.frozen(NOON + timedelta(hours=2)):
        keep.keep()
        keep.drain()
    assert house.file(file_id).state is State.READY


def test_looking_again_without_a_scanner_queues_nothing(house: House) -> None:
    file_id = house.receive(pdfs.pdf())
    house.work()
    worker = Worker(house.database, house.settings, feature.feature().jobs)
    with clock.frozen(NOON + timedelta(hours=2)):
        worker.keep()
        assert worker.drain() > 0
    with house.database.read() as session:
        assert session.scalars(select(Job.id).where(Job.name == service.SCAN)).all() == []
    assert house.file(file_id).is_held


def test_a_photo_becomes_what_every_photo_becomes_and_needs_no_scanner(house: House) -> None:
    file_id = house.receive(encoded(four_colours(2000, 1000), "PNG"), "kvitto.png")
    house.work(clamd="/nowhere/clamd.ctl")
    file = house.file(file_id)
    assert (file.state, file.pages, file.width, house.shown(file_id)) == (State.READY, None, 1600, tuple(Variant))
    assert house.content(file_id, "display").body[:2] == b"\xff\xd8"
    assert house.waiting_jobs() == 0


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (pdfs.pdf()[:300], Reason.BROKEN),
        (pdfs.pdf(41), Reason.TOO_MANY_PAGES),
        (pdfs.locked("hemligt"), Reason.LOCKED),
        (jpeg()[:400], Reason.BROKEN),
    ],
)
def test_one_that_cannot_be_painted_says_why_in_words_for_documents(house: House, raw: bytes, reason: Reason) -> None:
    file_id = house.receive(raw)
    house.work()
    file = house.file(file_id)
    assert (file.state, file.why) == (State.BROKEN, DOCUMENT_REASONS[reason])
    assert (list(house.store.kept()), list(house.incoming.raw())) == ([], [])


def test_the_same_document_sent_again_with_the_form_is_a_copy_and_as_held_as_the_first(house: House) -> None:
    first = house.receive(pdfs.pdf(2))
    house.work()
    sha = house.incoming.kept(NONCE)[0].sha
    with house.database.write() as session:
        second = service.receive_document(session, nonce=NONCE, sha=sha, name="igen.pdf", now=NOON).id
    house.work()
    assert (house.file(second).is_held, house.shown(second)) == (True, SHOWN)
    assert house.store.read(first, ORIGINAL) == house.store.read(second, ORIGINAL) == pdfs.pdf(2)


def test_a_document_that_was_removed_may_be_sent_again_with_the_same_form(house: House) -> None:
    first = house.receive(pdfs.pdf())
    house.work()
    house.forget(first)
    house.work()
    second = house.receive(pdfs.pdf())
    house.work()
    assert (house.file(first).state, house.file(second).state) == (State.GONE, State.HELD)


def test_the_name_is_sealed_cleaned_and_goes_with_the_document(house: House) -> None:
    file_id = house.receive(pdfs.pdf(), "C:\\Anna\\lön\u202efdp.pdf")
    assert (house.name(file_id), house.file(file_id).is_document) == ("lönfdp.pdf", True)
    sealed = house.file(file_id).name_sealed
    assert sealed is not None
    assert "lön".encode() not in sealed
    house.forget(file_id)
    assert (house.name(file_id), house.file(file_id).is_document) == (None, False)


def test_a_forgotten_document_leaves_nothing_but_the_row(house: House, clamd: str) -> None:
    file_id = house.receive(pdfs.pdf(3))
    house.work(clamd=clamd)
    assert len(list(house.store.kept())) == 5
    house.forget(file_id)
    house.work(clamd=clamd)
    file = house.file(file_id)
    assert (file.state, file.pages, file.sha, file.size) == (State.GONE, None, None, None)
    assert (list(house.store.kept()), house.shown(file_id), house.faults()) == ([], (), [])


def test_one_forgotten_while_it_was_held_is_never_scanned(house: House, clamd: str, tmp_path: Path) -> None:
    file_id = house.receive(pdfs.pdf())
    house.work(clamd=str(tmp_path / "nobody"))
    house.forget(file_id)
    house.work(NOON + timedelta(hours=1), clamd=clamd)
    assert (house.file(file_id).state, house.told) == (State.GONE, [(file_id, State.HELD)])


def test_one_forgotten_while_the_scanner_looked_stays_forgotten(
    house: House, clamd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = house.receive(pdfs.pdf())
    house.work(clamd=str(tmp_path / "nobody"))
    verdict = quarantine._verdict

    def forgotten_meanwhile(*given: Any) -> Verdict:
        house.forget(file_id)
        return verdict(*given)

    monkeypatch.setattr(quarantine, "_verdict", forgotten_meanwhile)
    house.work(NOON + timedelta(hours=1), clamd=clamd)
    assert house.file(file_id).state is State.GONE


def test_a_held_original_that_went_missing_is_named_and_never_passes(house: House, clamd: str) -> None:
    file_id = house.receive(pdfs.pdf())
    house.work()
    next((house.settings.data_dir / "files").rglob("*.original")).unlink()
    with house.database.write() as session:
        service.scan_again(session, file_id, now=NOON)
    house.work(NOON + timedelta(minutes=1), clamd=clamd)
    assert house.file(file_id).is_held
    assert f"file {file_id}: the file is ready but its original picture is missing" in house.faults()


def test_a_full_disk_or_a_lost_painter_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = house.receive(pdfs.pdf())
    for fault in (Interrupted("gone"), OSError(28, "No space left on device")):
        with monkeypatch.context() as patch:

            def failing(*_: object, fault: Exception = fault) -> None:
                raise fault

            patch.setattr(PageWorkshop, "pages", failing)
            house.work(NOON + timedelta(minutes=1))
        assert house.file(file_id).state is State.WAITING
    house.work(NOON + timedelta(hours=1))
    assert house.file(file_id).is_held


def test_no_transaction_is_open_while_pages_are_painted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.receive(pdfs.pdf())
    make = making.make_pdf
    received = []

    def while_others_write(*given: Any) -> Any:
        received.append(house.receive(jpeg(50, 50)))
        return make(*given)

    with monkeypatch.context() as patch:
        patch.setattr(making, "make_pdf", while_others_write)
        house.work()
    assert len(house.told) == 2
    assert len(received) == 1


def test_every_variant_is_sealed_anew_when_the_key_changes(house: House, settings: Settings) -> None:
    file_id = house.receive(pdfs.pdf(2))
    house.work()
    new, old = b"N" * 32, settings.encryption_keys
    both = FolderStore(settings.data_dir / "files", Keyring([new, *old], settings.index_key, settings.secret_key))
    assert both.rotate() == 4
    alone = FolderStore(settings.data_dir / "files", Keyring([new], settings.index_key, settings.secret_key))
    assert alone.read(file_id, ORIGINAL) == pdfs.pdf(2)
    assert alone.read(file_id, "page-2")[:2] == b"\xff\xd8"


def test_nothing_of_a_document_lies_readable_on_the_disk(house: House, settings: Settings) -> None:
    house.receive(pdfs.pdf())
    waiting = [path.read_bytes() for path in settings.data_dir.rglob("*.pdf")]
    house.work()
    kept = [path.read_bytes() for path in (settings.data_dir / "files").rglob("*.*")]
    assert (len(waiting), len(kept)) == (1, 3)
    assert not [body for body in waiting + kept if b"%PDF" in body or body.startswith(b"\xff\xd8")]


@pytest.mark.parametrize("variant", ["page-3", "page-0", "display", "../../x", "original.pdf", ""])
def test_what_was_never_kept_is_not_found(house: House, variant: str) -> None:
    file_id = house.receive(pdfs.pdf(2))
    house.work()
    assert refuses(house, file_id, variant)


def test_a_page_that_went_missing_is_not_found(house: House) -> None:
    file_id = house.receive(pdfs.pdf(2))
    house.work()
    house.store.delete(file_id)
    assert refuses(house, file_id, "page-1")
    with pytest.raises(Missing):
        house.store.read(file_id, "page-1")


def test_the_scanner_is_left_alone_longer_and_longer() -> None:
    pauses = [quarantine.pause_after(attempt).total_seconds() for attempt in (1, 2, 3, 7, 700)]
    assert pauses == [15, 30, 60, 900, 900]


def test_judging_what_is_not_held_or_not_known_changes_nothing(house: House) -> None:
    file_id = house.receive(pdfs.pdf())
    with house.database.write() as session:
        assert service.judge(session, file_id, Verdict.CLEAN, now=NOON) is False
        assert service.judge(session, uuid.uuid4(), Verdict.CLEAN, now=NOON) is False
    house.work()
    with house.database.write() as session:
        assert service.judge(session, file_id, Verdict.UNKNOWN, now=NOON) is False
    assert house.file(file_id).is_held

"""A photo's way through the worker, on both databases: ready, broken, copied, forgotten, and never lost half-way."""

import io
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.db import Database
from portal.core.errors import NotFound
from portal.core.settings import Settings
from portal.platform.files import feature, fsck, making, queries, service
from portal.platform.files.incoming import Incoming
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import REASONS, Reason
from portal.platform.files.store import FolderStore, Missing, Variant
from portal.platform.files.workshop import Interrupted, Workshop
from portal.platform.jobs import counts
from portal.platform.jobs.worker import Worker
from tests.factories.pictures import jpeg

NONCE = b"n" * 16
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class House:
    """A database, the folders beside it, a worker, and whom the worker told of which file."""

    database: Database
    incoming: Incoming
    store: FolderStore
    worker: Worker
    told: list[tuple[uuid.UUID, State]]

    def receive(self, raw: bytes, now: datetime = NOON) -> uuid.UUID:
        kept = self.incoming.keep(NONCE, io.BytesIO(raw))
        with self.database.write() as session:
            return service.receive(session, nonce=NONCE, sha=kept.sha, now=now).id

    def work(self, at: datetime = NOON) -> None:
        with clock.frozen(at):
            self.worker.drain()

    def file(self, file_id: uuid.UUID) -> StoredFile:
        with self.database.read() as session:
            file = queries.file_by_id(session, file_id)
            assert file is not None
            return file

    def forget(self, file_id: uuid.UUID) -> None:
        with self.database.write() as session:
            service.forget(session, file_id, now=NOON)

    def faults(self, now: datetime = NOON) -> list[str]:
        with self.database.read() as session:
            return fsck.fsck(session, self.store, self.incoming, now)

    def tidy(self, at: datetime) -> None:
        with clock.frozen(at):
            self.worker.keep()
            self.worker.drain()


@pytest.fixture
def house(database: Database, settings: Settings) -> House:
    told: list[tuple[uuid.UUID, State]] = []

    def settled(_session: Session, file: StoredFile, _context: Any) -> None:
        told.append((file.id, file.state))

    keyring = database.keyring
    jobs = feature.feature(settled).jobs
    store = FolderStore(settings.data_dir / "files", keyring)
    return House(database, Incoming(settings.data_dir, keyring), store, Worker(database, settings, jobs), told)


def test_a_photo_becomes_ready_and_its_raw_bytes_go_at_once(house: House) -> None:
    file_id = house.receive(jpeg(2000, 1000))
    assert house.file(file_id).state is State.WAITING
    house.work()
    file = house.file(file_id)
    display = house.store.read(file_id, Variant.DISPLAY)
    assert (file.state, file.is_ready, file.width, file.height) == (State.READY, True, 1600, 800)
    assert (file.size, file.received_at, file.ready_at, file.why) == (len(display), NOON, NOON, None)
    assert house.store.read(file_id, Variant.THUMB)[:4] == b"RIFF"
    assert list(house.incoming.raw()) == []
    assert house.told == [(file_id, State.READY)]
    assert house.faults() == []


def test_one_that_proves_broken_says_why_is_told_and_leaves_nothing(house: House) -> None:
    file_id = house.receive(jpeg()[:400])
    house.work()
    file = house.file(file_id)
    assert (file.state, file.reason, file.why) == (State.BROKEN, Reason.BROKEN, REASONS[Reason.BROKEN])
    assert house.told == [(file_id, State.BROKEN)]
    assert (list(house.incoming.raw()), list(house.store.kept())) == ([], [])


def test_the_same_photo_sent_again_with_the_form_is_a_copy(house: House) -> None:
    first = house.receive(jpeg())
    house.work()
    second, third = house.receive(jpeg()), house.receive(jpeg())
    house.work()
    for file_id in (second, third):
        assert house.file(file_id).width == 96
        assert house.store.read(file_id, Variant.DISPLAY) == house.store.read(first, Variant.DISPLAY)
    assert [state for _, state in house.told] == [State.READY] * 3


def test_a_copy_of_a_broken_photo_is_broken_for_the_same_reason(house: House) -> None:
    house.receive(jpeg()[:400])
    house.work()
    second = house.receive(jpeg()[:400])
    house.work()
    assert house.file(second).reason is Reason.BROKEN


def test_a_raw_photo_that_is_not_there_is_lost(house: House) -> None:
    file_id = house.receive(jpeg())
    house.incoming.drop(NONCE, house.incoming.kept(NONCE)[0].sha)
    house.work()
    assert house.file(file_id).reason is Reason.LOST


def test_a_copy_of_pictures_that_went_missing_is_lost(house: House) -> None:
    first = house.receive(jpeg())
    house.work()
    house.store.delete(first)
    second = house.receive(jpeg())
    house.work()
    assert house.file(second).reason is Reason.LOST


def test_a_lost_painter_or_a_full_disk_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = house.receive(jpeg())
    for fault in (Interrupted("gone"), OSError(28, "No space left on device")):
        with monkeypatch.context() as patch:

            def failing(*_: object, fault: Exception = fault) -> None:
                raise fault

            patch.setattr(making, "make", failing)
            house.work(NOON + timedelta(minutes=1))
        assert house.file(file_id).state is State.WAITING
        assert len(list(house.incoming.raw())) == 1
    house.work(NOON + timedelta(hours=1))
    assert house.file(file_id).state is State.READY
    assert len(house.told) == 1


def test_a_crash_before_the_raw_bytes_went_is_made_good_within_a_minute(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = house.receive(jpeg())
    with monkeypatch.context() as patch:
        patch.setattr(Incoming, "spend", lambda *_: None)
        house.work()
    assert (house.file(file_id).state, len(list(house.incoming.raw()))) == (State.READY, 1)
    house.tidy(NOON + timedelta(seconds=45))
    assert list(house.incoming.raw()) == []


def test_tidying_leaves_forms_that_are_being_filled_in_and_takes_those_never_sent(house: House) -> None:
    house.incoming.keep(NONCE, io.BytesIO(jpeg()))
    now = datetime.now(UTC)
    house.tidy(now)
    assert len(house.incoming.kept(NONCE)) == 1
    house.tidy(now + timedelta(days=3))
    assert house.incoming.kept(NONCE) == []


def test_tidying_leaves_what_the_worker_has_not_got_to(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = house.receive(jpeg())
    with monkeypatch.context() as patch:
        patch.setattr(making, "make", lambda *_: (_ for _ in ()).throw(Interrupted("gone")))
        house.tidy(datetime.now(UTC) + timedelta(days=3))
    assert house.file(file_id).state is State.WAITING
    assert len(list(house.incoming.raw())) == 1


def test_a_forgotten_photo_leaves_a_row_that_says_only_that_there_was_one(house: House) -> None:
    file_id = house.receive(jpeg())
    house.work()
    house.forget(file_id)
    house.forget(file_id)
    house.work()
    file = house.file(file_id)
    assert (file.state, file.drawer, file.sha, file.width, file.size) == (State.GONE, None, None, None, None)
    assert (list(house.store.kept()), house.faults()) == ([], [])


def test_one_forgotten_before_it_was_ready_is_never_kept(house: House) -> None:
    file_id = house.receive(jpeg())
    house.forget(file_id)
    house.work()
    assert house.file(file_id).state is State.GONE
    assert (list(house.store.kept()), list(house.incoming.raw()), house.told) == ([], [], [])


def test_one_forgotten_while_it_was_painted_is_not_kept_either(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = house.receive(jpeg())
    repaint = Workshop.repaint

    def forgotten_meanwhile(workshop: Workshop, raw: bytes) -> Any:
        painted = repaint(workshop, raw)
        house.forget(file_id)
        return painted

    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "repaint", forgotten_meanwhile)
        house.work()
    house.work()
    assert house.file(file_id).state is State.GONE
    assert (list(house.store.kept()), house.told) == ([], [])


def test_forgetting_one_of_two_leaves_the_other(house: House) -> None:
    first, second = house.receive(jpeg()), house.receive(jpeg())
    house.forget(first)
    house.work()
    assert house.file(second).is_ready
    with pytest.raises(Missing):
        house.store.read(first, Variant.DISPLAY)


def test_no_transaction_is_open_while_a_photo_is_painted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.receive(jpeg())
    repaint = Workshop.repaint

    def while_others_write(workshop: Workshop, raw: bytes) -> Any:
        house.receive(jpeg(50, 50))
        return repaint(workshop, raw)

    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "repaint", while_others_write)
        house.worker.runner.step(service.LANE)
    assert len(house.told) == 1


def test_settling_or_forgetting_what_is_not_there_changes_nothing(house: House) -> None:
    with house.database.write() as session:
        assert service.settle(session, uuid.uuid4(), making.Failed(Reason.LOST), now=NOON) is False
        with pytest.raises(NotFound):
            service.forget(session, uuid.uuid4(), now=NOON)


def test_a_job_whose_row_is_gone_is_done(house: House) -> None:
    file_id = house.receive(jpeg())
    with house.database.write() as session:
        session.delete(queries.file_by_id(session, file_id))
    house.work()
    with house.database.read() as session:
        found = counts(session)[service.LANE]
    assert {state.value for state, number in found.items() if number} <= {"done"}


def test_nothing_is_received_when_the_report_is_rolled_back(house: House) -> None:
    house.incoming.keep(NONCE, io.BytesIO(jpeg()))
    with house.database.session(writes=True) as session:
        service.receive(session, nonce=NONCE, sha=house.incoming.kept(NONCE)[0].sha, now=NOON)
        session.rollback()
    house.work()
    assert house.told == []
    assert len(house.incoming.kept(NONCE)) == 1


def test_fsck_names_missing_and_left_over_pictures_and_late_work(house: House, settings: Settings) -> None:
    ready, late, later = house.receive(jpeg()), uuid.uuid4(), uuid.uuid4()
    house.work()
    (settings.data_dir / "files" / ready.hex[:2] / f"{ready.hex}.thumb").unlink()
    house.store.write(late, Variant.DISPLAY, b"left over")
    late, later = house.receive(jpeg(20, 20)), house.receive(jpeg(30, 30))
    house.incoming.drop(NONCE, house.incoming.kept(NONCE)[2].sha)
    faults = house.faults(NOON + timedelta(hours=2))
    assert sum(f"file {ready}: the file is ready but its thumb picture is missing" in fault for fault in faults) == 1
    assert sum("a display picture belongs to no file" in fault for fault in faults) == 1
    assert f"file {late}: waiting since 2026-11-20 12:00 UTC, its raw photo is there" in faults
    assert f"file {later}: waiting since 2026-11-20 12:00 UTC, its raw photo is missing" in faults
    assert len(faults) == 4


def test_cleaning_removes_what_belongs_to_no_file_and_nothing_else(house: House) -> None:
    ready = house.receive(jpeg())
    house.work()
    house.store.write(uuid.uuid4(), Variant.DISPLAY, b"left over")
    with house.database.read() as session:
        assert fsck.clean(session, house.store) == 1
    assert {file_id for file_id, _ in house.store.kept()} == {ready}
    assert house.faults() == []


def test_the_feature_hands_over_its_jobs_and_its_check(house: House, settings: Settings, tmp_path: Path) -> None:
    own = feature.feature()
    assert {job.lane for job in own.jobs.values()} == {service.LANE, service.DOCUMENT_LANE}
    house.store.write(uuid.uuid4(), Variant.DISPLAY, b"left over")
    with house.database.read() as session:
        assert len(own.fsck[0](session, settings)) == 1

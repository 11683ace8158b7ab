"""A backup comes back as it was, tells when it is broken, and says nothing without the keys."""

import shutil
import tarfile
import tempfile
import uuid
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.cli import archive, backup, dumping, migrating, restore
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses.counting import service
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import Countable, Feedback
from portal.courses.published import Shelf
from portal.platform.files.store import FolderStore, Variant
from portal.platform.notices.models import Letter
from tests.cli.test_rotation import letter
from tests.conftest import create_postgresql, drop_postgresql
from tests.factories import courses

NAME = "person7@example.org"
FILE = uuid.uuid4()
COURSE = Countable("granser", 1)


@pytest.fixture(params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path: Path, keyring: Keyring) -> Iterator[Database]:
    """A migrated database, once on each engine."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'portal.db'}", keyring)
        migrating.bring_up_to_date(database)
        yield database
        database.dispose()
        return
    server, name = request.getfixturevalue("postgresql_server"), f"b_{uuid.uuid4().hex}"
    database = Database(create_postgresql(server, name), keyring)
    migrating.bring_up_to_date(database)
    yield database
    database.dispose()
    drop_postgresql(server, name)


@pytest.fixture
def kept(running: Database, settings: Settings, tmp_path: Path) -> Path:
    """A backup of a letter and a picture."""
    with running.write() as session:
        session.add(letter(7))
    FolderStore(settings.data_dir / "files", running.keyring).write(FILE, Variant.DISPLAY, b"a picture")
    target = tmp_path / "kept.tar"
    assert backup.backup(Namespace(file=str(target)), settings, running) == 0
    return target


def put_back(path: Path, settings: Settings, database: Database, *, replace: bool = True) -> int:
    return restore.restore(Namespace(file=str(path), replace=replace), settings, database)


def recipients(database: Database) -> list[str | None]:
    with database.read() as session:
        return [found.recipient for found in session.scalars(select(Letter))]


def test_what_was_lost_comes_back(kept: Path, settings: Settings, running: Database) -> None:
    store = FolderStore(settings.data_dir / "files", running.keyring)
    with running.write() as session:
        for found in session.scalars(select(Letter)):
            session.delete(found)
        session.add(letter(8))
    store.delete(FILE)
    later = uuid.uuid4()
    store.write(later, Variant.DISPLAY, b"made after the backup")
    assert put_back(kept, settings, running) == 0
    assert recipients(running) == [NAME]
    assert store.read(FILE, Variant.DISPLAY) == b"a picture"
    assert [file_id for file_id, _ in store.kept()] == [FILE]
    assert migrating.revision_of(running) == migrating.newest()


def test_a_database_that_is_not_empty_is_kept_unless_asked(
    kept: Path, settings: Settings, running: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put_back(kept, settings, running, replace=False) == 2
    assert "--replace" in capsys.readouterr().err
    assert recipients(running) == [NAME]


def test_a_backup_goes_into_an_empty_place(kept: Path, settings: Settings, running: Database, tmp_path: Path) -> None:
    if running.dialect != "sqlite":
        return
    elsewhere = Database(f"sqlite:///{tmp_path / 'elsewhere' / 'portal.db'}", running.keyring)
    assert put_back(kept, settings, elsewhere, replace=False) == 0
    assert recipients(elsewhere) == [NAME]
    elsewhere.dispose()


def test_without_the_keys_nobody_reads_a_name_in_it(kept: Path, settings: Settings) -> None:
    whole = kept.read_bytes()
    assert NAME.encode() not in whole
    assert b"a picture" not in whole
    assert settings.encryption_keys[0] not in whole
    assert b"demo-keys" not in whole
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("where", [0.3, 0.6, 0.9])
def test_a_changed_byte_is_found_before_anything_changes(
    kept: Path, settings: Settings, running: Database, where: float, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = bytearray(kept.read_bytes())
    with tarfile.open(kept) as tar:
        member = max(tar.getmembers(), key=lambda each: each.size)
    whole[member.offset_data + int(member.size * where)] ^= 1
    kept.write_bytes(whole)
    assert put_back(kept, settings, running) == 1
    assert "nothing was changed" in capsys.readouterr().err
    assert recipients(running) == [NAME]


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8])
def test_a_backup_that_was_cut_off_is_refused(
    kept: Path, settings: Settings, running: Database, share: float
) -> None:
    kept.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * share)])
    assert put_back(kept, settings, running) == 1
    assert recipients(running) == [NAME]


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "data/../../outside"])
def test_a_member_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    evil, victim = tmp_path / "evil.tar", tmp_path / "victim"
    victim.write_text("text")
    contents = archive.Contents("sqlite", None, "2026-11-22")
    with tarfile.open(evil, "w") as tar:
        archive.add(tar, name, victim, contents)
        archive.close(tar, contents)
    with pytest.raises(archive.BrokenArchive):
        archive.contents_of(evil)


def test_a_file_that_is_there_is_not_overwritten(running: Database, settings: Settings, tmp_path: Path) -> None:
    target = tmp_path / "kept.tar"
    target.write_text("older")
    assert backup.backup(Namespace(file=str(target)), settings, running) == 2
    assert target.read_text() == "older"


def test_a_backup_that_fails_leaves_nothing(
    running: Database, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "close", full)
    with pytest.raises(OSError, match="No space"):
        backup.backup(Namespace(file=str(tmp_path / "kept.tar")), settings, running)
    assert not list(tmp_path.glob("kept.tar*"))


def test_published_courses_come_back_for_everybody_to_read(
    settings: Settings, running: Database, tmp_path: Path
) -> None:
    shelf = Shelf(settings.published_dir)
    course = courses.put(shelf, courses.published_course(), tmp_path / "made")
    films = courses.media(settings.data_dir / "courses" / "films" / "a")
    target = tmp_path / "with-courses.tar"
    assert backup.backup(Namespace(file=str(target)), settings, running) == 0
    shelf.withdraw(course.slug)
    shutil.rmtree(settings.data_dir / "courses")
    assert put_back(target, settings, running) == 0
    assert shelf.course(course.slug) == course
    assert (films / "240.mp4").is_file()
    segment = next(shelf.media.rglob("001.m4s"))
    assert segment.read_bytes().startswith(b"240/001.m4s")
    assert (segment.stat().st_mode & 0o777, segment.parent.stat().st_mode & 0o777) == (0o644, 0o755)


def counted(database: Database) -> tuple[dict[str, int], list[str]]:
    with database.read() as session:
        numbers = {row.month: row.number for row in session.scalars(select(CourseCount))}
        return numbers, sorted(session.scalars(select(CourseVoice.words)))


def come(database: Database, month: int, words: str, visits: int = 3) -> None:
    """So many visit a course in a month of 2026, and one of them writes."""
    at = datetime(2026, month, 9, tzinfo=UTC)
    with database.write() as session:
        for _ in range(visits):
            service.count(session, course=COURSE, milestone="visit", now=at)
        service.take_feedback(session, course=COURSE, feedback=Feedback((), words), now=at)


def kept_at(database: Database, settings: Settings, target: Path, moment: str) -> Path:
    with clock.frozen(datetime.fromisoformat(moment)):
        assert backup.backup(Namespace(file=str(target)), settings, database) == 0
    return target


def test_a_backup_holds_nothing_of_the_open_month_of_courses(
    running: Database, settings: Settings, tmp_path: Path
) -> None:
    come(running, 10, "SKRIVET I OKTOBER")
    come(running, 11, "SKRIVET I NOVEMBER")
    kept = kept_at(running, settings, tmp_path / "kept.tar", "2026-11-22T02:30+00:00")
    with tarfile.open(kept) as tar, tempfile.TemporaryDirectory() as folder:
        tar.extractall(folder, filter="data")
        held = [path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()]
    assert any(b"OKTOBER" in each for each in held)
    assert not any(b"NOVEMBER" in each for each in held)
    assert put_back(kept, settings, running) == 0
    assert counted(running) == ({"2026-10": 3}, ["SKRIVET I OKTOBER"])
    come(running, 11, "SKRIVET EFTERÅT")
    assert counted(running)[0] == {"2026-10": 3, "2026-11": 3}


def test_two_nights_of_a_month_tell_the_same_of_courses(
    running: Database, settings: Settings, tmp_path: Path
) -> None:
    found = []
    for night, visits in (("22", 2), ("23", 5)):
        come(running, 11, f"Natten {night}", visits)
        kept = kept_at(running, settings, tmp_path / f"{night}.tar", f"2026-11-{night}T02:30+00:00")
        assert put_back(kept, settings, running) == 0
        found.append(counted(running))
    assert found == [({}, []), ({}, [])]


def test_a_backup_from_before_is_put_back_as_it_is(running: Database, settings: Settings, tmp_path: Path) -> None:
    come(running, 10, "Med i databasen")
    before, after = tmp_path / "before.tar", tmp_path / "after.tar"
    kept_at(running, settings, after, "2026-11-22T02:30+00:00")
    with tarfile.open(after) as whole, tarfile.open(before, "w:") as tar:
        contents = archive.Contents(running.dialect, migrating.newest(), "2026-11-22")
        for name in set(whole.getnames()) - {archive.LIST, dumping.COUNTED}:
            whole.extract(name, tmp_path / "out", filter="data")
            archive.add(tar, name, tmp_path / "out" / name, contents)
        archive.close(tar, contents)
    assert put_back(before, settings, running) == 0
    assert migrating.revision_of(running) == migrating.newest()

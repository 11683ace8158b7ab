"""Changing the keys: afterwards the old one may go, on both databases, and nothing was lost on the way."""

import uuid
from argparse import Namespace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.cli import rotation
from portal.core.db import Database, sealed_columns
from portal.core.keys import BrokenSeal, Keyring
from portal.core.settings import Settings
from portal.platform.files.store import FolderStore, Variant
from portal.platform.notices.contact import Channel
from portal.platform.notices.models import Letter, LetterState

NEW = b"n" * 32


def letter(number: int) -> Letter:
    made = Letter(
        channel=Channel.EMAIL,
        language="sv",
        template="received",
        codes={},
        state=LetterState.QUEUED,
        attempts=0,
        subject_kind="case",
        subject_ref=str(number),
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    made.recipient = f"person{number}@example.org"
    return made


def with_keys(database: Database, *keys: bytes) -> Database:
    return Database(database.url.render_as_string(hide_password=False), Keyring(keys, b"i" * 32, b"s" * 32))


def recipients(database: Database) -> list[str | None]:
    with database.read() as session:
        return sorted(str(found.recipient) for found in session.scalars(select(Letter)))


def test_after_rotating_the_old_key_may_go(database: Database, settings: Settings, keyring: Keyring) -> None:
    number = rotation.BATCH * 2 + 7
    with database.write() as session:
        session.add_all(letter(each) for each in range(number))
    store = FolderStore(settings.data_dir / "files", keyring)
    file_id = uuid.uuid4()
    store.write(file_id, Variant.THUMB, b"a picture")
    before = recipients(database)

    both = with_keys(database, NEW, *settings.encryption_keys)
    assert rotation.rotate(Namespace(), settings, both) == 0
    both.dispose()

    new_alone = with_keys(database, NEW)
    assert recipients(new_alone) == before
    assert FolderStore(settings.data_dir / "files", new_alone.keyring).read(file_id, Variant.THUMB) == b"a picture"
    new_alone.dispose()
    with pytest.raises(BrokenSeal):
        recipients(database)


def test_rotating_again_seals_nothing(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        session.add(letter(1))
    assert rotation.rotate(Namespace(), settings, database) == 0
    assert "letter: 0 values" in capsys.readouterr().out


def test_a_lost_key_is_said_and_changes_nothing(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        session.add(letter(1))
    without = with_keys(database, NEW)
    assert rotation.rotate(Namespace(), settings, without) == 1
    without.dispose()
    assert "PORTAL_ENCRYPTION_KEYS" in capsys.readouterr().err
    assert recipients(database) == ["person1@example.org"]


def test_every_model_with_a_sealed_column_is_rotated() -> None:
    models = rotation.sealed_models()
    assert {model.__tablename__ for model in models} >= {"case", "case_event", "letter", "staff_account"}
    assert all(sealed_columns(model) for model in models)

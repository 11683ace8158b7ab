"""Sealed columns on both databases."""

import uuid

import pytest
from sqlalchemy import LargeBinary, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Database, resealed, sealed
from portal.core.keys import BrokenSeal, Keyring
from tests.factories.apart import Apart


class Letterbox(Apart):
    """A table of this test alone."""

    __tablename__ = "test_letterbox"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email = sealed("email_sealed")


@pytest.fixture
def letterboxes(database: Database) -> Database:
    Apart.metadata.create_all(database.engine)
    return database


def put(database: Database, address: str) -> uuid.UUID:
    with database.write() as session:
        box = Letterbox()
        box.email = address
        session.add(box)
    return box.id


def test_a_sealed_attribute_comes_back_as_it_was(letterboxes: Database) -> None:
    put(letterboxes, "åsa@exempel.se")
    with letterboxes.read() as session:
        assert session.scalars(select(Letterbox)).one().email == "åsa@exempel.se"


def test_the_database_never_holds_the_clear_text(letterboxes: Database) -> None:
    put(letterboxes, "asa@exempel.se")
    with letterboxes.read() as session:
        raw = session.execute(text("SELECT email_sealed FROM test_letterbox")).scalar_one()
    assert b"asa" not in bytes(raw)


def test_a_value_moved_to_another_row_does_not_open(letterboxes: Database) -> None:
    one, other = put(letterboxes, "one@x.se"), put(letterboxes, "other@x.se")
    with letterboxes.write() as session:
        stolen = session.get_one(Letterbox, one).email_sealed
        session.execute(update(Letterbox).where(Letterbox.id == other).values(email_sealed=stolen))
    with letterboxes.read() as session, pytest.raises(BrokenSeal):
        assert session.get_one(Letterbox, other).email


def test_rotation_seals_with_the_new_key_and_the_old_one_may_go(letterboxes: Database) -> None:
    put(letterboxes, "asa@exempel.se")
    new = Keyring([b"n" * 32, *[]], b"i" * 32, b"s" * 32)
    old_key = letterboxes.keyring
    both = Keyring([b"n" * 32], b"i" * 32, b"s" * 32)
    both._ciphers.update(old_key._ciphers)
    with letterboxes.write() as session:
        assert list(resealed(session.scalars(select(Letterbox)).one(), both)) == ["email_sealed"]
    letterboxes.keyring = new
    with letterboxes.read() as session:
        assert session.scalars(select(Letterbox)).one().email == "asa@exempel.se"

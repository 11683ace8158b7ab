"""A row is stored with one statement unless it is there already, on both databases."""

from uuid import UUID

import pytest
from sqlalchemy import LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Database, insert_rows, insert_unless_there, sealed
from tests.factories.apart import Apart


class Slip(Apart):
    """A table of this test alone."""

    __tablename__ = "test_slip"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    uuid: Mapped[UUID] = mapped_column()
    name: Mapped[str] = mapped_column(String(20), unique=True)
    colour: Mapped[str] = mapped_column(String(20), default="white")
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note = sealed("note_sealed")


@pytest.fixture
def slips(database: Database) -> Database:
    Apart.metadata.create_all(database.engine)
    return database


def test_a_new_row_is_stored_and_belongs_to_the_session(slips: Database) -> None:
    with slips.write() as session:
        slip = Slip(name="one")
        slip.note = "hej"
        assert insert_unless_there(session, slip)
        assert slip.id
        slip.colour = "red"
    with slips.read() as session:
        found = session.scalars(select(Slip)).one()
        assert (found.id, found.colour, found.note) == (slip.id, "red", "hej")


def test_a_row_that_is_there_stays_as_it_was_and_the_transaction_goes_on(slips: Database) -> None:
    with slips.write() as session:
        assert insert_unless_there(session, Slip(name="one", colour="blue"))
        assert not insert_unless_there(session, Slip(name="one", colour="red"))
        assert insert_unless_there(session, Slip(name="two"))
    with slips.read() as session:
        assert session.scalars(select(Slip.colour).order_by(Slip.id)).all() == ["blue", "white"]


def test_what_is_rolled_back_was_never_there(slips: Database) -> None:
    with slips.session(writes=True) as session:
        insert_unless_there(session, Slip(name="one"))
        session.rollback()
    with slips.read() as session:
        assert session.scalar(select(func.count()).select_from(Slip)) == 0


def test_rows_that_are_only_added_keep_their_order_and_their_seals(slips: Database) -> None:
    rows = [Slip(name=f"slip {place}") for place in range(3)]
    rows[1].note = "hej"
    with slips.write() as session:
        insert_rows(session, rows)
    with slips.read() as session:
        found = session.scalars(select(Slip).order_by(Slip.id)).all()
        assert [(slip.name, slip.note) for slip in found] == [("slip 0", None), ("slip 1", "hej"), ("slip 2", None)]


def test_fixed_defaults_are_there_from_the_start() -> None:
    assert Slip(name="one").colour == "white"
    assert isinstance(Slip(name="one").uuid, UUID)

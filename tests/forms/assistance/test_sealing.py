"""A copy of the database alone tells nothing about anybody who has applied, and keys can be changed (R-57)."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, undefer

from portal.accounts.permissions import Role as StaffRole
from portal.app import metadata
from portal.cases import service as cases
from portal.cli import rotation
from portal.core.db import Base, Database, sealed_columns
from portal.core.keys import BrokenSeal, Keyring
from portal.core.settings import Settings
from portal.forms.assistance import models
from portal.forms.assistance.models import Appeal, AppealState, ControlSample, ExchangeKind
from portal.forms.assistance.rules.answers import Housing, HousingForm, PaymentWay, Person, Role
from portal.forms.assistance.rules.changes import LineWord, WordKind
from portal.forms.assistance.service import investigating, jav, paying, robot
from tests.factories import assistance, staff
from tests.factories import robot as family
from tests.factories.assistance import RULES
from tests.factories.casework import bulk_attachments
from tests.factories.robot import OCTOBER

NEW = b"n" * 32
SECRETS = (
    "Zebulon",
    "199103142387",
    "9103142387",
    "7654321098",
    "zebulon@example.se",
    "Näktergalsvägen",
    "Kanariefågel",
    "Hyresavi",
)
WORDS = "Kanariefågel"
PERSON = Person(
    Role.APPLICANT,
    "199103142387",
    "Zebulon Kanariefågel",
    email="zebulon@example.se",
    by_email=True,
    payment=PaymentWay.ACCOUNT,
    clearing="8327",
    account="7654321098",
)


def lived(session: Session) -> None:
    """One application through everything that can be written about it."""
    maria = staff.account(session, staff.viewer(StaffRole.ASSISTANCE_LEAD))
    home = Housing(HousingForm.RENTAL, 3, address="Näktergalsvägen 3")
    said = family.answers(people=(PERSON,), livelihood=WORDS, message=WORDS, housing=home)
    application = family.filed(session, said, OCTOBER)
    family.ran(session, application, OCTOBER)
    bulk_attachments(session, application, 2, OCTOBER)
    word = LineWord(WordKind.AMOUNT, 7_000_00)
    now = OCTOBER + timedelta(hours=1)
    investigating.change_line(
        session, application, line="cost.rent:all-1", word_on_it=word, reason=WORDS, by=maria, now=now
    )
    robot.recalculate(session, application, settings=RULES, now=now, by=maria)
    exchange = assistance.asked(session, application, kind=ExchangeKind.KOMMUNICERING, words=WORDS)
    exchange.answer = WORDS
    decision = assistance.decided(session, application)
    decision.returned_because = WORDS
    paying.owe(session, application, decision)
    appeal = Appeal(decision_id=decision.id, sent_at=now, person_key="1" * 64, state=AppealState.RECEIVED)
    appeal.words = WORDS
    sample = ControlSample(decision_id=decision.id, drawn_at=now)
    sample.words = WORDS
    session.add_all([appeal, sample])
    assert application.case is not None
    cases.note(session, application.case, words=WORDS, by=maria, now=now)
    jav.declare(session, number=PERSON.personnummer, is_self=False, by=maria, today=date(2026, 11, 23), now=now)
    session.flush()


def everything(session: Session) -> Iterator[tuple[str, str]]:
    """Every value of every table as text, bytes as what could be read in them."""
    for table in metadata().sorted_tables:
        for row in session.execute(select(table)):
            for name, value in row._mapping.items():
                shown = (
                    bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
                )
                yield f"{table.name}.{name}", shown


def test_no_word_about_a_person_stands_in_the_database(database: Database) -> None:
    with database.write() as session:
        lived(session)
    with database.read() as session:
        values = list(everything(session))
    found = {
        (place, secret) for place, value in values for secret in SECRETS if secret.casefold() in value.casefold()
    }
    assert found == set()
    assert len(values) > 300


def test_every_sealed_table_of_assistance_has_something_in_it_after_a_life(database: Database) -> None:
    with database.write() as session:
        lived(session)
    with database.read() as session:
        empty = [model.__name__ for model in sealed_models() if session.scalars(select(model)).first() is None]
    assert empty == []


def test_after_the_keys_were_changed_the_old_one_opens_nothing(database: Database, settings: Settings) -> None:
    with database.write() as session:
        lived(session)
    before = opened(database)
    both = with_keys(database, NEW, *settings.encryption_keys)
    assert rotation.rotate(Namespace(), settings, both) == 0
    both.dispose()
    new_alone = with_keys(database, NEW)
    assert opened(new_alone) == before
    new_alone.dispose()
    with pytest.raises(BrokenSeal):
        opened(database)


def sealed_models() -> list[type[Base]]:
    """The tables of assistance that keep something sealed."""
    tables = [getattr(models, name) for name in models.__all__ if hasattr(getattr(models, name), "__tablename__")]
    return [model for model in tables if sealed_columns(model)]


def opened(database: Database) -> dict[str, list[str]]:
    """What every sealed column of assistance says."""
    found = {}
    with database.read() as session:
        for model in sealed_models():
            columns = sealed_columns(model)
            wanted = select(model).options(*(undefer(getattr(model, column)) for column in columns))
            names = [name for name, kept in vars(model).items() if getattr(kept, "column", None) in columns]
            rows = session.scalars(wanted.order_by(*inspect(model).primary_key))
            found[model.__name__] = [str(getattr(row, name)) for row in rows for name in sorted(names)]
    return found


def with_keys(database: Database, *keys: bytes) -> Database:
    """The same database, opened with other keys."""
    return Database(database.url.render_as_string(hide_password=False), Keyring(keys, b"i" * 32, b"s" * 32))

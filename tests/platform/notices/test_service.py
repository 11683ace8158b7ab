"""The life of a letter, on both databases, with ways out that a test controls."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from portal.core import clock
from portal.core.db import Database
from portal.core.errors import NotFound
from portal.core.settings import Settings
from portal.platform.jobs.models import Job
from portal.platform.jobs.worker import Worker
from portal.platform.notices import queries, service
from portal.platform.notices.contact import Channel, Contact
from portal.platform.notices.delivery import Later, Never, Parcel
from portal.platform.notices.feature import FEATURE
from portal.platform.notices.models import Letter, LetterState
from portal.platform.notices.post import PostOffice, post_office

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ANNA = Contact(Channel.EMAIL, "anna.andersson@example.org")
TOKEN = "aB3_aB3_aB3_aB3_aB3_aB"


@dataclass
class Tray:
    """A way out that keeps what it gets, or raises what it is told to."""

    parcels: list[Parcel] = field(default_factory=list)
    fault: Exception | None = None

    def deliver(self, parcel: Parcel) -> None:
        if self.fault:
            raise self.fault
        self.parcels.append(parcel)


@dataclass
class Office:
    """A worker, its trays and a clock that the test moves."""

    worker: Worker
    mail: Tray
    sms: Tray

    def work(self, now: datetime = NOW) -> int:
        with clock.frozen(now):
            return self.worker.drain()


@pytest.fixture
def office(database: Database, settings: Settings) -> Office:
    mail, sms = Tray(), Tray()
    post = PostOffice(post_office(settings).renderer, mail, sms, "https://portal.example.se")
    return Office(Worker(database, settings, FEATURE.jobs, extras={"post": post}), mail, sms)


def put(database: Database, contact: Contact = ANNA, **more: Any) -> uuid.UUID:
    usual = {"language": "en", "subject_kind": "case", "subject_ref": "A-1", "now": NOW, "secret": TOKEN}
    with database.write() as session:
        return service.queue(session, contact, "message", **{**usual, **more}).id


def find(database: Database, letter_id: uuid.UUID) -> Letter:
    with database.read() as session:
        return session.get_one(Letter, letter_id)


def test_a_letter_is_sent_once_in_the_recipients_language_and_then_forgets_the_recipient(
    database: Database, office: Office
) -> None:
    letter_id = put(database, language="sv", codes={"number": "A-1"})
    assert office.work(NOW) == 1
    assert office.work(NOW + timedelta(days=1)) == 0
    (parcel,) = office.mail.parcels
    assert (parcel.id, parcel.recipient, parcel.language) == (letter_id.hex, ANNA.address, "sv")
    assert f"https://portal.example.se/l/{TOKEN}\n" in parcel.words.text
    letter = find(database, letter_id)
    assert (letter.state, letter.sent_at, letter.attempts) == (LetterState.SENT, NOW, 1)
    assert letter.recipient_sealed is None
    assert letter.secret_sealed is None


def test_nothing_about_a_person_lies_open_in_the_database(database: Database) -> None:
    put(database)
    with database.read() as session:
        rows = [session.execute(text(f"SELECT * FROM {table}")).all() for table in ("letter", "job")]
    assert ANNA.address not in str(rows)
    assert "anna" not in str(rows)
    assert TOKEN not in str(rows)


def test_a_letter_without_its_own_link_leads_to_a_public_page_or_home(database: Database, office: Office) -> None:
    put(database, secret=None)
    put(database, secret=None, codes={"url": "https://portal.example.se/sv/felanmalan/ABC"})
    office.work()
    assert "\nhttps://portal.example.se/\n" in office.mail.parcels[0].words.text
    assert "\nhttps://portal.example.se/sv/felanmalan/ABC\n" in office.mail.parcels[1].words.text


def test_an_sms_goes_its_own_way_in_its_own_lane(database: Database, office: Office) -> None:
    put(database, Contact(Channel.SMS, "+46701234567"))
    office.mail.fault = Later("smtp-unreachable")
    assert office.work() == 1
    assert office.sms.parcels[0].recipient == "+46701234567"
    assert office.worker.lanes == ("mail", "quick", "sms")


def test_a_letter_that_cannot_be_delivered_now_waits_and_says_why(database: Database, office: Office) -> None:
    letter_id = put(database)
    office.mail.fault = Later("smtp-451")
    office.work()
    letter = find(database, letter_id)
    assert (letter.state, letter.failure, letter.attempts) == (LetterState.QUEUED, "smtp-451", 1)
    with database.read() as session:
        assert session.scalars(select(Job.last_error)).one() == "TryLater smtp-451"
    office.mail.fault = None
    office.work(NOW + timedelta(minutes=1))
    assert (find(database, letter_id).state, find(database, letter_id).failure) == (LetterState.SENT, None)


def test_a_refused_letter_is_not_tried_again_but_can_be_revived_by_staff(database: Database, office: Office) -> None:
    letter_id = put(database)
    office.mail.fault = Never("smtp-550")
    office.work()
    assert office.work(NOW + timedelta(days=1)) == 0
    with database.read() as session:
        (letter,) = queries.undelivered(session)
        assert (letter.id, letter.state, letter.failure) == (letter_id, LetterState.FAILED, "smtp-550")
        assert FEATURE.fsck[0](session) == ["1 letters were refused for good; see them in the list of letters"]
    office.mail.fault = None
    with database.write() as session:
        service.revive(session, letter_id, NOW)
    office.work()
    assert len(office.mail.parcels) == 1


def test_a_letter_nobody_takes_is_tried_for_two_days_and_then_dead(database: Database, office: Office) -> None:
    letter_id = put(database)
    office.mail.fault = Later("smtp-unreachable")
    now = NOW
    while now < NOW + timedelta(hours=48):
        assert office.work(now) <= 1
        now += timedelta(minutes=30)
    assert find(database, letter_id).state is LetterState.QUEUED
    office.work(NOW + timedelta(hours=61))
    assert find(database, letter_id).state is LetterState.DEAD
    assert office.work(NOW + timedelta(days=9)) == 0


def test_only_a_letter_that_did_not_arrive_can_be_revived(database: Database, office: Office) -> None:
    letter_id = put(database)
    for wrong in (letter_id, uuid.uuid4()):
        with pytest.raises(NotFound), database.write() as session:
            service.revive(session, wrong, NOW)
    office.work()
    with pytest.raises(NotFound), database.write() as session:
        service.revive(session, letter_id, NOW)


def test_a_withdrawn_letter_is_not_sent_and_its_recipient_is_forgotten(database: Database, office: Office) -> None:
    letter_id, other = put(database), put(database, subject_ref="A-2")
    with database.write() as session:
        assert service.withdraw(session, "case", "A-1") == 1
    office.work()
    letter = find(database, letter_id)
    assert (letter.state, letter.recipient_sealed, letter.secret_sealed) == (LetterState.WITHDRAWN, None, None)
    assert [parcel.id for parcel in office.mail.parcels] == [other.hex]


def test_settled_letters_are_forgotten_after_thirty_days(
    database: Database, office: Office, settings: Settings
) -> None:
    put(database)
    office.work()
    put(database)
    with database.write() as session:
        assert service.forget(session, settings, NOW + timedelta(days=30)) == 0
        assert service.forget(session, settings, NOW + timedelta(days=31)) == 1
    with database.read() as session:
        assert queries.counts(session)[LetterState.QUEUED] == 1


def test_the_worker_forgets_old_letters_by_itself(database: Database, office: Office) -> None:
    put(database)
    office.work()
    with clock.frozen(NOW + timedelta(days=31)):
        office.worker.keep()
        assert office.worker.drain() == 1
    with database.read() as session:
        assert queries.counts(session)[LetterState.SENT] == 0


def test_a_letter_or_code_that_does_not_exist_is_refused_where_it_is_queued(database: Database) -> None:
    with pytest.raises(ValueError, match="no letter"), database.write() as session:
        service.queue(session, ANNA, "nonsense", language="sv", subject_kind="case", subject_ref="A", now=NOW)
    with pytest.raises(ValueError, match="no code"):
        put(database, codes={"receipt": "7K4M"})


def test_a_letter_whose_job_was_lost_is_reported(database: Database) -> None:
    put(database)
    with database.write() as session:
        session.execute(text("DELETE FROM job"))
    with clock.frozen(NOW + timedelta(days=8)), database.read() as session:
        assert FEATURE.fsck[0](session) == ["1 letters have waited for a week; no job sends them"]

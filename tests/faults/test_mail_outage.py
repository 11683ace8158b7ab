"""The mail server is down for two hours, busy, or breaks off: nothing is lost, nothing is doubled without a mark."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.jobs.worker import Worker
from portal.platform.notices import queries, service
from portal.platform.notices.contact import Channel, Contact
from portal.platform.notices.feature import FEATURE
from portal.platform.notices.models import LetterState
from portal.platform.notices.post import PostOffice, post_office
from tests.factories.smtp_peer import free_port, smtp_peer

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LETTERS = 20


def put(database: Database, number: int, now: datetime) -> None:
    with database.write() as session:
        contact = Contact(Channel.EMAIL, f"reader{number}@example.org")
        about = {"subject_kind": "case", "subject_ref": f"A-{number}"}
        service.queue(session, contact, "received", language="sv", now=now, secret=f"token{number}", **about)


def worker(database: Database, settings: Settings, port: int) -> Worker:
    return Worker(database, replace(settings, smtp_url=f"smtp://127.0.0.1:{port}"), FEATURE.jobs)


def work(at_work: Worker, now: datetime) -> int:
    with clock.frozen(now):
        return at_work.drain()


def states(database: Database) -> dict[LetterState, int]:
    with database.read() as session:
        return {state: number for state, number in queries.counts(session).items() if number}


def test_a_server_that_is_down_for_two_hours_loses_and_doubles_nothing(
    database: Database, settings: Settings
) -> None:
    port = free_port()
    at_work = worker(database, settings, port)
    now, tried = NOW, 0
    while now < NOW + timedelta(hours=2):
        if (number := int((now - NOW) / timedelta(minutes=6))) < LETTERS:
            put(database, number, now)
        tried += work(at_work, now)
        now += timedelta(minutes=6)
    assert states(database) == {LetterState.QUEUED: LETTERS}
    assert tried > LETTERS * 3
    with smtp_peer(port) as peer:
        work(at_work, now + timedelta(minutes=12))
        work(at_work, now + timedelta(hours=1))
        assert Counter(to for many in peer.recipients for to in many) == {
            f"reader{number}@example.org": 1 for number in range(LETTERS)
        }
        assert len({letter["Message-ID"] for letter in peer.letters}) == LETTERS
    assert states(database) == {LetterState.SENT: LETTERS}


def test_one_refused_reader_does_not_hold_up_the_others(database: Database, settings: Settings) -> None:
    with smtp_peer() as peer:
        peer.refusals = {"reader0@example.org": "550 no such user", "reader1@example.org": "451 try later"}
        for number in range(4):
            put(database, number, NOW)
        work(worker(database, settings, peer.port), NOW)
        assert states(database) == {LetterState.FAILED: 1, LetterState.QUEUED: 1, LetterState.SENT: 2}
        peer.refusals = {}
        work(worker(database, settings, peer.port), NOW + timedelta(minutes=1))
        assert states(database) == {LetterState.FAILED: 1, LetterState.SENT: 3}


def test_a_letter_whose_fate_is_unknown_is_repeated_under_the_same_message_id(
    database: Database, settings: Settings
) -> None:
    with smtp_peer() as peer:
        peer.hangs_up_after_data = True
        put(database, 1, NOW)
        at_work = worker(database, settings, peer.port)
        work(at_work, NOW)
        peer.hangs_up_after_data = False
        work(at_work, NOW + timedelta(minutes=1))
        assert len(peer.letters) == 2
        assert len({letter["Message-ID"] for letter in peer.letters}) == 1
        assert len({letter["Date"] for letter in peer.letters}) == 1
    assert states(database) == {LetterState.SENT: 1}


def test_a_worker_that_dies_between_mail_and_acknowledgement_repeats_the_same_letter(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_given: object) -> None:
        raise Killed

    with smtp_peer() as peer:
        put(database, 1, NOW)
        at_work = worker(database, settings, peer.port)
        with monkeypatch.context() as patched:
            patched.setattr(service, "settle", die)
            with pytest.raises(Killed):
                work(at_work, NOW)
        with clock.frozen(NOW + timedelta(minutes=2)):
            at_work.keep()
            at_work.drain()
        assert len(peer.letters) == 2
        assert len({letter["Message-ID"] for letter in peer.letters}) == 1
    assert states(database) == {LetterState.SENT: 1}


def test_a_slow_mail_server_holds_no_lock_that_a_resident_waits_for(database: Database, settings: Settings) -> None:
    seen: list[int] = []

    class Slow:
        def deliver(self, _parcel: object) -> None:
            put(database, 2, NOW)  # a resident's report arrives while the server thinks
            seen.append(1)

    put(database, 1, NOW)
    post = PostOffice(post_office(settings).renderer, Slow(), Slow(), "https://portal.example.se")
    at_work = Worker(database, settings, FEATURE.jobs, extras={"post": post})
    with clock.frozen(NOW):
        assert at_work.drain(most=1) == 1
    assert seen == [1]
    assert states(database) == {LetterState.SENT: 1, LetterState.QUEUED: 1}

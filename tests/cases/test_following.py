"""Following a case by its receipt: reading, writing, "not fixed", taking back, contact details; the letter link."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.event import listen

from portal.cases import letters, numbers, queries, service
from portal.cases.flood import has_worked
from portal.cases.models import Actor, Case, CaseEvent, EventType, Voice
from portal.core import clock, codes
from portal.core.db import new_id
from portal.platform.notices.models import Letter, LetterState
from portal.reports.damage.kind import KIND
from tests.factories import staff
from tests.factories.reports import TRIAGE, Resident, database_of, form_to, only_case, spot


@pytest.fixture
def resident(app: Flask, client: FlaskClient) -> Resident:
    """Somebody who has reported a broken swing and asked to hear of it."""
    resident = Resident(client)
    resident.report(spot(app).sign_page, words="Kedjan är av", contact="kalle@example.se")
    resident.follow()
    return resident


def act(app: Flask, verb: str, **values: object) -> Case:
    """What staff do with the only case."""
    with database_of(app).write() as session:
        if not session.get(staff.StaffAccount, TRIAGE.account_id):
            staff.account(session, TRIAGE)
        case = session.scalars(select(Case)).one()
        given = {"by": TRIAGE, "version": case.version, "now": clock.now()} | values
        if verb in {"move", "close"}:
            given["kind"] = KIND
        return getattr(service, verb)(session, case, **given)  # type: ignore[no-any-return]


def events(app: Flask) -> list[EventType]:
    with database_of(app).read() as session:
        return list(session.scalars(select(CaseEvent.type).order_by(CaseEvent.id)))


def queued(app: Flask) -> list[tuple[str, str | None]]:
    with database_of(app).read() as session:
        rows = session.scalars(select(Letter).where(Letter.state == LetterState.QUEUED).order_by(Letter.created_at))
        return [(letter.template, letter.recipient) for letter in rows]


class TestReading:
    def test_the_page_says_how_it_stands_and_what_comes_next(self, app: Flask, resident: Resident) -> None:
        with clock.frozen(clock.now()):
            page = resident.open(f"/en/folj/{resident.receipt}")
        assert "We have received your report." in page
        assert "Somebody reads it and decides what to do." in page
        assert "We look at it by" in page
        assert "Kedjan är av" in page
        assert "kalle@example.se" in page

    def test_a_late_case_says_so(self, app: Flask, resident: Resident) -> None:
        with clock.frozen(clock.now() + timedelta(days=60)):
            assert "We are sorry" in resident.open(f"/en/folj/{resident.receipt}")

    @pytest.mark.parametrize("write", [str.lower, codes.grouped, lambda code: f" {code[:5]} {code[5:]} "])
    def test_the_code_may_be_written_in_many_ways(self, resident: Resident, write: object) -> None:
        typed = write(resident.receipt)  # type: ignore[operator]
        answer = resident.client.post("/sv/folj", data={"receipt": typed})
        assert answer.headers["Location"] == f"/sv/folj/{resident.receipt}"
        assert resident.client.get(f"/sv/folj/{typed}").status_code in {200, 302}

    def test_the_page_under_a_code_with_dashes_can_be_written_from(self, app: Flask, resident: Resident) -> None:
        resident.open(f"/sv/folj/{codes.grouped(resident.receipt)}")
        assert resident.press("/skriv", words="Hej").status_code == 303

    def test_look_alike_letters_are_forgiven(self, resident: Resident) -> None:
        typed = resident.receipt.replace("0", "O").replace("1", "l").replace("V", "u")
        answer = resident.client.post("/sv/folj", data={"receipt": typed})
        assert answer.headers["Location"] == f"/sv/folj/{resident.receipt}"

    @pytest.mark.parametrize("exists", [True, False])
    def test_a_typing_error_is_named_alike_for_a_case_and_for_none(self, resident: Resident, exists: bool) -> None:
        code = resident.receipt if exists else codes.from_bytes(b"x" * 32, numbers.RECEIPT_DATA)
        wrong = code[:6] + ("A" if code[6] != "A" else "B") + code[7:]
        answer = resident.client.post("/en/folj", data={"receipt": wrong})
        assert answer.status_code == 422
        assert "Check character 7" in answer.text
        assert resident.client.get(f"/sv/folj/{wrong}").status_code == 404

    @pytest.mark.parametrize(
        "typed", ["", "\x00", "F-26-AAAAA", "7K4M", "å" * 20, "A" * 5000, codes.encode("7" * 18)]
    )
    def test_a_code_of_nobody_is_told(self, resident: Resident, typed: str) -> None:
        answer = resident.client.post("/sv/folj", data={"receipt": typed})
        assert answer.status_code == 422

    def test_the_case_number_opens_nothing(self, app: Flask, resident: Resident) -> None:
        number = only_case(app).number
        for address in (f"/sv/folj/{number}", f"/f/{number}", f"/l/{number}", f"/sv/kvitto/{number}"):
            assert resident.client.get(address, follow_redirects=True).status_code == 404

    def test_the_link_of_the_receipt_leads_to_the_case(self, resident: Resident) -> None:
        resident.open(f"/f/{resident.receipt}")
        assert "Kedjan är av" in resident.page

    def test_no_page_of_a_case_is_kept_by_anybody(self, resident: Resident) -> None:
        answer = resident.client.get(f"/sv/folj/{resident.receipt}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert 'content="noindex"' in answer.text


class TestWriting:
    def test_a_message_is_news_for_staff(self, app: Flask, resident: Resident) -> None:
        resident.press("/skriv", words="Nu är den värre\r\nän förut")
        assert "Nu är den värre\nän förut" in resident.follow()
        assert only_case(app).has_news

    def test_a_double_press_is_one_message(self, app: Flask, resident: Resident) -> None:
        page = resident.page
        for _ in range(2):
            resident.page = page
            assert resident.press("/skriv", words="En gång").status_code == 303
        assert events(app).count(EventType.MESSAGE) == 2

    def test_other_words_from_the_same_page_are_another_message(self, app: Flask, resident: Resident) -> None:
        page = resident.page
        for words in ("Ett", "Två"):
            resident.page = page
            resident.press("/skriv", words=words)
        assert events(app).count(EventType.MESSAGE) == 3

    @pytest.mark.parametrize("words", ["", "   ", "a\x00b", "x" * 4001])
    def test_what_cannot_be_sent_stays_on_the_page(self, app: Flask, resident: Resident, words: str) -> None:
        assert resident.press("/skriv", words=words).status_code == 422
        assert "error-summary" in resident.page
        assert events(app).count(EventType.MESSAGE) == 1

    @pytest.mark.parametrize("way", ["/skriv", "/kontakt"])
    def test_a_wrong_token_is_given_anew_with_the_words(self, app: Flask, resident: Resident, way: str) -> None:
        typed = {"/skriv": {"words": "Kvar"}, "/kontakt": {"contact": "ny@example.se"}}[way]
        assert resident.press(way, token="x", **typed).status_code == 422
        assert next(iter(typed.values())) in resident.page
        assert resident.press(way).status_code == 303

    def test_an_answer_we_waited_for_lets_the_case_go_on(self, app: Flask, resident: Resident) -> None:
        act(app, "reply", words="Vilken gunga?")
        act(app, "move", to="waiting")
        due = only_case(app).due_at
        with clock.frozen(clock.now() + timedelta(days=7)):
            assert "stands still" in resident.open(f"/en/folj/{resident.receipt}")
            resident.press("/skriv", words="Den vänstra")
            case = only_case(app)
        assert (case.state, case.paused_at, case.has_news) == ("assessing", None, True)
        assert due
        assert case.due_at
        assert case.due_at > due

    def test_what_staff_see_meanwhile_is_not_overwritten(self, app: Flask, resident: Resident) -> None:
        before = only_case(app).version
        resident.press("/skriv", words="Mer")
        assert only_case(app).version == before
        resident.follow()
        resident.press("/ta-tillbaka")
        assert only_case(app).version == before + 1


class TestChangingLanguage:
    TYPED = {"words": "Nu är <b>den</b> värre\r\nän förut", "contact": "ny@example.se"}

    def test_all_that_was_typed_is_there_in_the_other_language(self, app: Flask, resident: Resident) -> None:
        answer = resident.press("/skriv", language="ar", **self.TYPED)
        assert answer.status_code == 200
        assert '<html lang="ar" dir="rtl"' in resident.page
        form = form_to(resident.page, "/skriv")
        assert form.action.startswith("/ar/")
        assert form.fields["words"] == "Nu är <b>den</b> värre\nän förut"
        assert form.fields["contact"] == "ny@example.se"
        assert 'class="error' not in resident.page
        assert events(app).count(EventType.MESSAGE) == 1
        assert resident.press("/skriv").status_code == 303
        assert events(app).count(EventType.MESSAGE) == 2

    @pytest.mark.parametrize("language", ["sv", "xx", "\x00"])
    def test_no_choice_of_language_sends_anything(self, app: Flask, resident: Resident, language: str) -> None:
        assert resident.press("/skriv", language=language, **self.TYPED).status_code == 200
        assert '<html lang="sv"' in resident.page
        assert form_to(resident.page, "/skriv").fields["contact"] == "ny@example.se"
        assert events(app).count(EventType.MESSAGE) == 1

    def test_what_is_still_wrong_stays_too(self, app: Flask, resident: Resident) -> None:
        act(app, "close", outcome="fixed", detail="")
        resident.follow()
        resident.press("/skriv", language="en", wrong="Den gnisslar")
        assert form_to(resident.page, "/oppna-igen").fields["wrong"] == "Den gnisslar"
        assert not only_case(app).is_open

    def test_a_fault_in_one_answer_loses_none_of_the_others(self, resident: Resident) -> None:
        assert resident.press("/kontakt", words="Kvar", contact="ingen adress").status_code == 422
        assert form_to(resident.page, "/skriv").fields["words"] == "Kvar"
        assert resident.page.count('aria-invalid="true"') == 1


class TestNotFixed:
    @pytest.fixture
    def closed(self, app: Flask, resident: Resident) -> Resident:
        act(app, "close", outcome="fixed", detail="")
        resident.follow()
        return resident

    def test_the_outcome_is_told(self, app: Flask, closed: Resident) -> None:
        assert "It is fixed." in closed.open(f"/en/folj/{closed.receipt}")
        assert "closed" in [template for template, _ in queued(app)]

    def test_it_opens_the_case_again_with_the_words(self, app: Flask, closed: Resident) -> None:
        assert closed.press("/oppna-igen", wrong="Den gnisslar än").status_code == 303
        case = only_case(app)
        assert (case.is_open, case.state, case.outcome, case.has_news) == (True, "reopened", None, True)
        assert "Den gnisslar än" in closed.follow()

    def test_twice_is_once(self, app: Flask, closed: Resident) -> None:
        page = closed.page
        for _ in range(2):
            closed.page = page
            assert closed.press("/oppna-igen", wrong="Nej").status_code == 303
        assert events(app).count(EventType.REOPENED) == 1
        assert events(app).count(EventType.MESSAGE) == 1

    def test_words_for_a_case_that_is_open_again_already_are_a_message(self, app: Flask, closed: Resident) -> None:
        page = closed.page
        closed.press("/oppna-igen")
        closed.page = page
        closed.press("/oppna-igen", wrong="Två fel")
        assert "Två fel" in closed.follow()

    def test_it_is_offered_for_thirty_days(self, app: Flask, closed: Resident) -> None:
        form = closed.page
        with clock.frozen(clock.now() + timedelta(days=29)):
            assert "/oppna-igen" in closed.follow()
        with clock.frozen(clock.now() + timedelta(days=31)):
            assert "/oppna-igen" not in closed.follow()
            closed.page = form
            assert closed.press("/oppna-igen", wrong="För sent").status_code == 422
        assert not only_case(app).is_open


class TestTakingBack:
    def test_it_closes_the_case_and_cannot_be_undone(self, app: Flask, resident: Resident) -> None:
        resident.press("/ta-tillbaka")
        case = only_case(app)
        assert (case.is_open, case.state) == (False, "withdrawn")
        assert "/oppna-igen" not in resident.follow()

    def test_twice_is_once(self, app: Flask, resident: Resident) -> None:
        page = resident.page
        for _ in range(2):
            resident.page = page
            assert resident.press("/ta-tillbaka").status_code == 303
        assert events(app).count(EventType.WITHDRAWN) == 1

    def test_a_case_that_staff_have_closed_says_so(self, app: Flask, resident: Resident) -> None:
        act(app, "close", outcome="fixed", detail="")
        assert resident.press("/ta-tillbaka").status_code == 409
        assert only_case(app).state == "closed"


class TestContact:
    def test_removing_it_stops_what_was_queued(self, app: Flask, resident: Resident) -> None:
        assert queued(app) == [("received", "kalle@example.se")]
        resident.press("/kontakt", remove="1")
        assert queued(app) == []
        assert "kalle@example.se" not in resident.follow()
        act(app, "reply", words="Tack")
        assert queued(app) == []

    def test_changing_it_leads_the_next_letter_there(self, app: Flask, resident: Resident) -> None:
        resident.press("/kontakt", contact="070-123 45 67")
        act(app, "reply", words="Tack")
        assert queued(app) == [("message", "+46701234567")]

    @pytest.mark.parametrize("contact", ["", "   ", "\u200e"])
    def test_saving_nothing_removes_nothing(self, app: Flask, resident: Resident, contact: str) -> None:
        assert resident.press("/kontakt", contact=contact).status_code == 422
        assert queued(app) == [("received", "kalle@example.se")]

    def test_it_says_once_that_it_was_changed(self, app: Flask, resident: Resident) -> None:
        page = resident.page
        for _ in range(2):
            resident.page = page
            resident.press("/kontakt", contact="ny@example.se")
        assert events(app).count(EventType.CONTACT) == 1

    def test_a_bad_address_stays_on_the_page(self, app: Flask, resident: Resident) -> None:
        assert resident.press("/kontakt", contact="kalle@").status_code == 422
        assert 'value="kalle@"' in resident.page
        assert queued(app) == [("received", "kalle@example.se")]

    def test_it_is_sealed(self, app: Flask, resident: Resident) -> None:
        with database_of(app).read() as session:
            sealed = session.scalars(select(Case.email_sealed)).one()
        assert sealed
        assert b"kalle" not in sealed


class TestLetterLink:
    @pytest.fixture
    def link(self, app: Flask, resident: Resident) -> str:
        with database_of(app).read() as session:
            secret = session.scalars(select(Letter)).one().secret
        return f"/l/{secret}"

    def test_it_shows_state_and_messages(self, app: Flask, resident: Resident, link: str) -> None:
        act(app, "reply", words="Vi kommer på torsdag")
        page = resident.open(link)
        assert "Vi kommer på torsdag" in page
        assert "kalle@example.se" not in page
        assert "/foto/" not in page
        assert resident.receipt not in page

    def test_it_opens_in_the_language_of_the_case(self, app: Flask, client: FlaskClient, link: str) -> None:
        assert client.get(link, headers={"Accept-Language": "ar"}).headers["Location"].startswith("/sv/brev/")

    def test_it_ends_after_thirty_days(self, app: Flask, resident: Resident, link: str) -> None:
        with clock.frozen(clock.now() + timedelta(days=31)):
            resident.open(link)
        assert resident.status == 404

    def test_it_is_kept_as_a_hash(self, app: Flask, link: str) -> None:
        with database_of(app).read() as session:
            assert queries.case_by_letter(session, link.removeprefix("/l/"), clock.now())
            stored = session.scalars(select(letters.LetterLink.token_hash)).all()
        assert all(link.removeprefix("/l/").encode() not in token for token in stored)


class TestMeToo:
    @pytest.fixture
    def neighbour(self, app: Flask, client: FlaskClient) -> Resident:
        """Somebody else who stands at a playground where something is known."""
        here = spot(app)
        Resident(app.test_client()).report(here.sign_page)
        neighbour = Resident(client)
        neighbour.open(here.sign_page)
        return neighbour

    def test_one_press_counts(self, app: Flask, neighbour: Resident) -> None:
        assert neighbour.press("/jag-ocksa/").status_code == 200
        assert only_case(app).voices == 2
        assert re.search(r"\b2\b", neighbour.page)

    def test_the_same_page_counts_once(self, app: Flask, neighbour: Resident) -> None:
        page = neighbour.page
        for _ in range(3):
            neighbour.page = page
            neighbour.press("/jag-ocksa/")
        assert only_case(app).voices == 2

    def test_an_address_given_afterwards_hears_when_it_is_fixed(self, app: Flask, neighbour: Resident) -> None:
        address = re.search(r'action="([^"]*/jag-ocksa/[^"]*)"', neighbour.page)
        assert address
        neighbour.press("/jag-ocksa/")
        form = neighbour_form(neighbour)
        assert neighbour.post(address[1], form | {"contact": "granne@example.se"}).status_code == 200
        assert only_case(app).voices == 2
        act(app, "close", outcome="fixed", detail="")
        assert queued(app) == [("me_too_fixed", "granne@example.se")]

    def test_a_bad_address_is_said_and_the_voice_counts(self, app: Flask, neighbour: Resident) -> None:
        assert neighbour.press("/jag-ocksa/", contact="granne@").status_code == 422
        assert only_case(app).voices == 2

    def test_the_reporter_cannot_stop_the_letters_of_others(self, app: Flask, client: FlaskClient) -> None:
        here, reporter = spot(app), Resident(app.test_client())
        reporter.report(here.sign_page, contact="kalle@example.se")
        neighbour = Resident(client)
        neighbour.open(here.sign_page)
        neighbour.press("/jag-ocksa/", contact="granne@example.se")
        act(app, "close", outcome="fixed", detail="")
        reporter.follow()
        reporter.press("/kontakt", remove="1")
        assert queued(app) == [("me_too_fixed", "granne@example.se")]

    def test_a_number_from_elsewhere_tells_nothing(self, app: Flask, neighbour: Resident) -> None:
        number, other = only_case(app).number, spot(app)
        neighbour.open(other.sign_page)
        fields = {"token": re.search(r'name="token" value="([^"]+)"', neighbour.page)[1], "key": f"sign:{other.code}"}  # type: ignore[index]
        known = neighbour.post(f"/sv/felanmalan/jag-ocksa/{number}", fields)
        unknown = neighbour.post("/sv/felanmalan/jag-ocksa/F-26-AAAAA", fields)
        assert known.status_code == unknown.status_code == 404
        assert known.data.replace(number.encode(), b"") == unknown.data.replace(b"F-26-AAAAA", b"")
        assert only_case(app).voices == 1

    @pytest.mark.parametrize("changed", [{"token": "x"}, {"key": "sign:AAAAAA"}, {"token": "", "key": ""}])
    def test_a_wrong_token_is_refused(self, app: Flask, neighbour: Resident, changed: dict[str, str]) -> None:
        assert neighbour.press("/jag-ocksa/", **changed).status_code == 422
        assert only_case(app).voices == 1

    def test_under_a_flood_of_presses_each_costs_work_or_a_wait(self, app: Flask, neighbour: Resident) -> None:
        flood_with_voices(app)
        assert neighbour.press("/jag-ocksa/").status_code == 429
        assert only_case(app).voices == 1
        bits = re.search(r'data-work-bits="(\d+)"', neighbour.page)
        assert bits
        patient = Resident(neighbour.client, neighbour.page)
        form = form_to(neighbour.page, "/jag-ocksa/")
        assert neighbour.press("/jag-ocksa/", work="0").status_code == 429
        assert (
            neighbour.post(form.action, form.fields | {"work": solved(form.token, int(bits[1]))}).status_code == 200
        )
        assert only_case(app).voices == 2
        with clock.frozen(clock.now() + timedelta(seconds=120)):
            assert patient.press("/jag-ocksa/").status_code == 200

    def test_a_flood_of_presses_slows_no_report(self, app: Flask, neighbour: Resident) -> None:
        flood_with_voices(app)
        assert neighbour.press("/jag-ocksa/").status_code == 429
        Resident(app.test_client()).report(spot(app).sign_page)

    def test_a_press_that_is_refused_waits_for_no_writer(self, app: Flask, neighbour: Resident) -> None:
        flood_with_voices(app)
        assert neighbour.press("/jag-ocksa/").status_code == 429
        sent: list[str] = []
        listen(database_of(app).engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
        assert neighbour.press("/jag-ocksa/").status_code == 429
        assert sent == []

    def test_the_address_is_sealed(self, app: Flask, neighbour: Resident) -> None:
        neighbour.press("/jag-ocksa/", contact="granne@example.se")
        with database_of(app).read() as session:
            sealed = session.scalars(select(Voice.contact_sealed)).one()
        assert sealed
        assert b"granne" not in sealed


def neighbour_form(neighbour: Resident) -> dict[str, str]:
    """The form of the page that thanks."""
    from tests.factories.reports import forms_on  # noqa: PLC0415

    return next(form.fields for form in forms_on(neighbour.page) if "key" in form.fields)


def flood_with_voices(app: Flask) -> None:
    """As many have just said "me too" as a minute bears; the budget is the municipality's."""
    budget = app.extensions["portal"].settings.municipality.reports_per_minute
    case, now = only_case(app), clock.now()
    row = {"case_id": case.id, "at": now, "type": EventType.VOICE, "actor": Actor.REPORTER, "data": {}}
    with database_of(app).write() as session:
        session.execute(insert(CaseEvent), [row | {"uuid": new_id()} for _ in range(budget)])


def solved(token: str, bits: int) -> str:
    """The proof of work, as the phone reckons it."""
    return next(str(number) for number in range(1 << 24) if has_worked(token, str(number), bits))

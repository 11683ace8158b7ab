"""One's own pages through the door: sign, follow, answer, read, appeal, take back; and nobody else's."""

import html
import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.cases import service as cases
from portal.cases.models import Case
from portal.cases.promise import day_of
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.models import (
    Appeal,
    Application,
    ApplicationState,
    Attachment,
    Decision,
    Exchange,
    ExchangeKind,
    Party,
)
from portal.forms.assistance.rules.answers import Person, Role
from tests.factories import assistance, pdfs, pictures
from tests.factories.residents import SignedIn
from tests.platform.paper.reading import text as words_of

ELIN = assistance.ANNA
JOHAN = assistance.BO
ROOT = "/en/ekonomiskt-bistand"


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["portal"].database
    return found


def stored(app: Flask, make: Callable[[Session], Any]) -> Any:
    """What `make` stores, by its id."""
    with database_of(app).write() as session:
        return make(session).id


def look(browser: SignedIn, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def press(browser: SignedIn, page: str, ending: str = "", **typed: Any) -> TestResponse:
    """Fill in the form on `page` that goes to an address ending in `ending`, and send it."""
    for head, body in re.findall(r"<form\b([^>]*)>(.*?)</form>", look(browser, page), re.S):
        action = re.search(r'action="([^"]*)"', head)
        if action and html.unescape(action[1]).endswith(ending) and "eid/kvar" not in action[1]:
            fields = {
                html.unescape(name): html.unescape(value)
                for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
            }
            return browser.post(html.unescape(action[1]), fields | typed)
    raise AssertionError(f"no form to {ending}")


@pytest.fixture
def elin(app: Flask) -> SignedIn:
    return SignedIn(app, "elin")


@pytest.fixture
def johan(app: Flask) -> SignedIn:
    return SignedIn(app, "johan")


def filed(app: Flask, *people: Person) -> uuid.UUID:
    now = clock.now()
    return uuid.UUID(str(stored(app, lambda session: assistance.filed(session, *people, now=now))))


def application(app: Flask, application_id: uuid.UUID) -> Application:
    with database_of(app).read() as session:
        return session.get_one(Application, application_id)


def case_of(app: Flask, application_id: uuid.UUID) -> Case:
    with database_of(app).read() as session:
        return session.scalars(
            select(Case).join(Application, Application.case_id == Case.id).where(Application.id == application_id)
        ).one()


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(app: Flask) -> None:
    nobody = SignedIn.nobody(app)
    answer = nobody.get("/sv/mina-sidor")
    assert answer.status_code == 303
    assert answer.location.endswith("/sv/logga-in?next=/sv/mina-sidor")


def test_the_letters_address_leads_to_ones_own_applications(elin: SignedIn) -> None:
    assert elin.get("/en/mina-sidor").location.endswith(f"{ROOT}/mina")
    assert "Nothing here yet" in look(elin, f"{ROOT}/mina")


def test_alone_one_reads_signs_and_it_is_sent(app: Flask, elin: SignedIn) -> None:
    found = stored(app, lambda session: assistance.presented(session, now=clock.now()))
    page = look(elin, f"{ROOT}/underteckna/{found}")
    assert "Jag har sökt jobb hela hösten." in page
    answer = press(elin, f"{ROOT}/underteckna/{found}", str(found))
    assert answer.status_code == 303
    assert application(app, found).state is ApplicationState.FILED
    assert "Your application has reached us." in look(elin, answer.location)
    assert "November" in look(elin, f"{ROOT}/mina") or "December" in look(elin, f"{ROOT}/mina")


def test_together_the_link_leads_the_other_one_to_sign(app: Flask, elin: SignedIn, johan: SignedIn) -> None:
    found = stored(app, lambda session: assistance.presented(session, ELIN, JOHAN, now=clock.now()))
    page = f"{ROOT}/underteckna/{found}"
    look(johan, page, 404)
    press(elin, page, str(found))
    link = re.search(r"/en/inbjudan/[\w-]+", look(elin, page))
    assert link
    assert johan.get(link[0]).location.endswith(page)
    assert elin.get(link[0]).status_code == 404
    assert "Johan Ekberg has not signed yet." in look(johan, page)
    press(johan, page, str(found))
    assert application(app, found).state is ApplicationState.FILED
    for browser in (elin, johan):
        assert "December 2026" in look(browser, f"{ROOT}/mina")


def test_sent_back_with_a_comment_the_applicant_reads_it(app: Flask, elin: SignedIn, johan: SignedIn) -> None:
    found = stored(app, lambda session: assistance.presented(session, ELIN, JOHAN, now=clock.now()))
    page = f"{ROOT}/underteckna/{found}"
    press(elin, page, str(found))
    assert press(johan, page, "skicka-tillbaka", comment="").status_code == 422
    assert press(johan, page, "skicka-tillbaka", comment="Min lön saknas <b>").status_code == 303
    assert "Min lön saknas &lt;b&gt;" in look(elin, page)
    look(johan, page, 404)
    assert "Sent back to you" in look(elin, f"{ROOT}/mina")


def test_what_changed_under_way_is_read_again_before_it_is_signed(app: Flask, elin: SignedIn) -> None:
    found = stored(app, lambda session: assistance.presented(session, now=clock.now()))
    page = f"{ROOT}/underteckna/{found}"
    token = re.search(r'name="csrf_token" value="([^"]+)"', look(elin, page))
    assert token
    for seen in ("", "00" * 32, "zz"):
        answer = elin.post(page, {"csrf_token": token[1], "seen": seen})
        assert (answer.status_code, answer.location) == (303, page)
    assert application(app, found).state is ApplicationState.SIGNING


def addresses(app: Flask) -> list[str]:
    """Every page that belongs to one application of Elin's."""
    found = filed(app)
    with database_of(app).write() as session:
        whole = session.get_one(Application, found)
        exchange, decision = assistance.asked(session, whole), assistance.decided(session, whole)
        ids = {"exchange": exchange.id, "decision": decision.id}
    mine = f"{ROOT}/mina/{found}"
    return [
        f"{ROOT}/underteckna/{found}",
        mine,
        f"{mine}/ansokan",
        f"{mine}/ansokan.pdf",
        f"{mine}/bilaga/{uuid.uuid4()}/display",
        f"{mine}/fraga/{ids['exchange']}",
        f"{mine}/beslut/{ids['decision']}",
        f"{mine}/beslut/{ids['decision']}/beslut.pdf",
        f"{mine}/beslut/{ids['decision']}/overklaga",
    ]


def test_what_belongs_to_somebody_else_looks_like_what_is_not_there(app: Flask) -> None:
    stranger = SignedIn(app, "samir")
    for address in addresses(app):
        absent = re.sub(r"[0-9a-f-]{36}", "00000000-0000-4000-8000-000000000000", address)
        theirs, none = stranger.get(address), stranger.get(absent)
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert bare(theirs.text, address) == bare(none.text, absent)


def test_nobody_can_post_to_what_belongs_to_somebody_else(app: Flask) -> None:
    stranger = SignedIn(app, "samir")
    token = re.search(r'name="csrf_token" value="([^"]+)"', look(stranger, f"{ROOT}/mina"))
    assert token
    for address in addresses(app):
        for ending in ("", "/skriv", "/ta-tillbaka", "/last", "/skicka-tillbaka"):
            answer = stranger.post(f"{address}{ending}", {"csrf_token": token[1], "words": "Hej"})
            assert answer.status_code in {404, 405}, (address, ending)


def bare(page: str, address: str) -> str:
    """A page without what every answer has of its own: the address, and masked tokens."""
    without = re.sub(r'value="[\w-]{80,}"', "", page)
    return without.replace(address.removeprefix("/en"), "")


def test_the_snapshot_stands_in_its_own_language_and_comes_as_pdf(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    page = look(elin, f"{ROOT}/mina/{found}/ansokan")
    assert 'lang="sv"' in page
    assert "Hur bor du?" in page
    answer = elin.get(f"{ROOT}/mina/{found}/ansokan.pdf")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    told = words_of(answer.data)
    assert application(app, found).snapshot_hash.hex()[:8] in told
    for said in ("Hur bor du?", "Hyresrätt", "Elin Ekberg", "19900109-2387"):
        assert said in told
    assert elin.get(f"{ROOT}/mina/{found}/ansokan.pdf").data == answer.data


def test_an_answer_with_words_and_a_file_reaches_the_caseworker(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    asked = ask(app, found)
    page = f"{ROOT}/mina/{found}/fraga/{asked}"
    assert "Answer by" in look(elin, f"{ROOT}/mina/{found}")
    assert press(elin, page, str(asked)).status_code == 422
    upload = {"files": (io.BytesIO(pictures.jpeg()), "avi.jpg"), "attach": "1", "words": "Här är den."}
    kept = press(elin, page, str(asked), **upload)
    assert (kept.status_code, "avi.jpg" in kept.text, "Här är den." in kept.text) == (200, True, True)
    answer = press(elin, page, str(asked), words="Här är den.")
    assert answer.status_code == 303
    assert "Your answer has reached us." in look(elin, answer.location)
    with database_of(app).read() as session:
        exchange = session.get_one(Exchange, asked)
        assert exchange.answer == "Här är den."
        assert session.scalars(select(Attachment.exchange_id)).all() == [asked]
    assert case_of(app, found).state == "investigating"


def ask(app: Flask, found: uuid.UUID, kind: ExchangeKind = ExchangeKind.SUPPLEMENT, days: int = 10) -> uuid.UUID:
    """Something is asked, to be answered within so many days."""
    with database_of(app).write() as session:
        whole = session.get_one(Application, found)
        due_on = day_of(clock.now()) + timedelta(days=days)
        made = assistance.asked(session, whole, kind=kind, due_on=due_on, now=clock.now())
        cases.enter_state(session.get_one(Case, whole.case_id), KIND, "supplement", clock.now())
        return made.id


def test_a_file_can_be_removed_again_and_a_wrong_one_is_refused_in_words(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    asked = ask(app, found)
    page = f"{ROOT}/mina/{found}/fraga/{asked}"
    wrong = press(elin, page, str(asked), files=(io.BytesIO(b"PK\x03\x04word/document.xml"), "cv.pdf"), attach="1")
    assert wrong.status_code == 422
    assert "Save the document as a PDF" in wrong.text
    assert "Choose a photo or a PDF first." in press(elin, page, str(asked), attach="1").text
    kept = press(elin, page, str(asked), files=(io.BytesIO(pdfs.pdf()), "hyra.pdf"), attach="1")
    attachment = re.search(r'name="detach" value="([^"]+)"', kept.text)
    assert attachment
    gone = press(elin, page, str(asked), detach=attachment[1])
    assert "hyra.pdf" not in gone.text
    with database_of(app).read() as session:
        assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_after_the_last_day_one_can_still_answer_and_is_told_so(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    asked = ask(app, found, ExchangeKind.KOMMUNICERING, days=-1)
    page = f"{ROOT}/mina/{found}/fraga/{asked}"
    assert "The last day has passed." in look(elin, page)
    press(elin, page, str(asked), words="Förlåt.")
    assert "It came after the last day, and we took it." in look(elin, page)


def test_changing_language_keeps_what_was_typed(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    asked = ask(app, found)
    page = f"{ROOT}/mina/{found}/fraga/{asked}"
    answer = press(elin, page, str(asked), words="Halvskrivet svar", language="ar")
    assert answer.status_code == 200
    assert 'dir="rtl"' in answer.text
    assert "Halvskrivet svar" in answer.text


def test_changing_language_sends_no_message_and_no_comment(app: Flask, elin: SignedIn, johan: SignedIn) -> None:
    found = filed(app)
    answer = press(elin, f"{ROOT}/mina/{found}", "/skriv", words="Halvskrivet", language="ar")
    assert (answer.status_code, 'dir="rtl"' in answer.text, "Halvskrivet" in answer.text) == (200, True, True)
    assert not case_of(app, found).has_news
    waiting = stored(app, lambda session: assistance.presented(session, ELIN, JOHAN, now=clock.now()))
    page = f"{ROOT}/underteckna/{waiting}"
    press(elin, page, str(waiting))
    answer = press(johan, page, "skicka-tillbaka", comment="Halvsagt", language="sv")
    assert (answer.status_code, "Halvsagt" in answer.text) == (200, True)
    assert application(app, waiting).state is ApplicationState.SIGNING


def decide(app: Flask, found: uuid.UUID) -> uuid.UUID:
    """It has been decided."""
    with database_of(app).write() as session:
        whole = session.get_one(Application, found)
        cases.enter_state(session.get_one(Case, whole.case_id), KIND, "decided", clock.now())
        return assistance.decided(session, whole, now=clock.now()).id


def test_the_decision_is_read_confirmed_once_and_appealed_once(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    decision = decide(app, found)
    page = f"{ROOT}/mina/{found}/beslut/{decision}"
    shown = look(elin, page)
    for said in (
        "20\u00a0260\u00a0kr",
        "Personal costs for a child of 5",
        "3\u00a0060\u00a0kr",
        "\u22123\u00a0750\u00a0kr",
        "Hyran är högre än vad som är skäligt.",
        "Vi har sett din hyresavi.",
    ):
        assert said in shown
    assert press(elin, page, "/last").status_code == 303
    assert "I have read the decision" not in look(elin, page)
    assert "Last day to appeal:" in look(elin, page)
    assert press(elin, f"{page}/overklaga", "overklaga", words=" ").status_code == 422
    form = look(elin, f"{page}/overklaga")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', form)[-1]
    for _ in range(2):
        answer = elin.post(f"{page}/overklaga", {"csrf_token": token, "words": "Hela hyran."})
        assert answer.status_code == 303
    with database_of(app).read() as session:
        assert [appeal.in_time for appeal in session.scalars(select(Appeal))] == [True]
        assert session.get_one(Decision, decision).served_on == day_of(clock.now())
    assert "It came in time." in look(elin, page)
    assert case_of(app, found).state == "appealed"


def test_the_decision_comes_as_pdf(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    decision = decide(app, found)
    told = words_of(elin.get(f"{ROOT}/mina/{found}/beslut/{decision}/beslut.pdf").data)
    for said in ("How to appeal", "skäligt", "20\u00a0260\u00a0kr", "–3\u00a0750\u00a0kr"):
        assert said.replace("\u00a0", " ") in told.replace("\u00a0", " ")
    assert "\N{REPLACEMENT CHARACTER}" not in told


def test_of_a_couple_both_read_the_decision_for_themselves(app: Flask, elin: SignedIn, johan: SignedIn) -> None:
    found = filed(app, ELIN, JOHAN)
    page = f"{ROOT}/mina/{found}/beslut/{decide(app, found)}"
    press(elin, page, "/last")
    assert "I have read the decision" in look(johan, page)


def test_a_message_is_sent_once_and_shown(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    page = f"{ROOT}/mina/{found}"
    assert press(elin, page, "/skriv", words="").status_code == 422
    assert press(elin, page, "/skriv", words="Jag har fått jobb!").status_code == 303
    assert look(elin, page).count("Jag har fått jobb!") == 1
    assert case_of(app, found).has_news


def test_it_can_be_taken_back_while_it_is_open(app: Flask, elin: SignedIn) -> None:
    found = filed(app)
    page = f"{ROOT}/mina/{found}"
    assert press(elin, page, "/ta-tillbaka").status_code == 303
    assert "You have withdrawn the application." in look(elin, page)
    assert "ta-tillbaka" not in look(elin, page)


def test_a_form_of_somebody_else_counts_for_nothing(app: Flask, elin: SignedIn, johan: SignedIn) -> None:
    found = filed(app, ELIN, JOHAN)
    page = look(elin, f"{ROOT}/mina/{found}")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    answer = johan.post(f"{ROOT}/mina/{found}/skriv", {"csrf_token": token, "words": "Elins hemlighet"})
    assert answer.status_code == 400
    assert "Elins hemlighet" not in answer.text


def test_pages_behind_the_sign_in_are_stored_nowhere(app: Flask, elin: SignedIn) -> None:
    for address in addresses(app):
        if "bilaga" not in address:
            assert elin.get(address).headers["Cache-Control"] == "no-store"


def test_who_has_protected_identity_meets_a_human_and_nothing_else(app: Flask) -> None:
    answer = SignedIn(app, "lisa").get(f"{ROOT}/mina")
    assert "We cannot help you online" in answer.text
    assert "My applications" not in answer.text


def test_the_roles_of_a_party_are_those_of_the_application(app: Flask) -> None:
    found = filed(app, ELIN, JOHAN)
    with database_of(app).read() as session:
        roles = session.scalars(select(Party.role).where(Party.application_id == found).order_by(Party.place)).all()
    assert roles == [Role.APPLICANT, Role.CO_APPLICANT]

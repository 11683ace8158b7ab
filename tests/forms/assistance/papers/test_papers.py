"""The snapshot and the decision on paper: every word, in its own language and direction, the same bytes again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.core.db import Database
from portal.forms.assistance.decision_page import DecisionPage
from portal.forms.assistance.models import Application, Outcome
from portal.forms.assistance.papers.application import snapshot_pdf
from portal.forms.assistance.papers.decision import decision_pdf
from portal.forms.assistance.service import signing
from portal.forms.assistance.snapshot import Enclosure, Section
from tests.factories import assistance
from tests.factories.assistance import ANNA, BO, NOON, sign
from tests.platform.paper.reading import pages, text

ARABIC = (Section("السكن", (("كيف تسكن؟", "شقة بالإيجار"), ("Adress", "Tallvägen 3")), "housing"),)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    database: Database = app.extensions["portal"].database
    with database.write() as found, app.test_request_context("/sv/"):
        yield found


def signed(session: Session, **changed: object) -> Application:
    """An application of a couple in which a part of the snapshot is as given."""
    said = assistance.answers(ANNA, BO)
    whole = replace(assistance.snapshot(said), **changed)  # type: ignore[arg-type]
    draft = assistance.draft(session)
    application = signing.present(session, draft, answers=said, snapshot=whole, now=NOON)
    for person in (ANNA, BO):
        sign(session, application, person)
    return application


def test_every_question_and_answer_signature_and_file_is_on_the_paper(session: Session) -> None:
    application = signed(session, enclosures=(Enclosure("Boende", "hyresavi.pdf", "ab" * 32),))
    told = text(snapshot_pdf(application))
    for said in ("Hur bor du?", "Hyresrätt", "Elin Ekberg", "Johan Ekberg", "hyresavi.pdf", "abababab"):
        assert said in told
    assert application.snapshot_hash.hex()[-8:] in told
    assert application.case is not None
    assert application.case.number in told


def test_a_snapshot_in_arabic_runs_from_right_to_left_in_a_swedish_office(session: Session) -> None:
    paper = snapshot_pdf(signed(session, language="ar", sections=ARABIC))
    assert "Tallvägen 3" in text(paper)
    ink = pages(paper, dpi=60)[0].convert("L").point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert ink is not None
    assert b"/Lang (ar)" in paper


def test_a_long_application_goes_on_and_nothing_is_lost(session: Session) -> None:
    rows = tuple((f"Fråga nummer {number}?", "Svar " * 60) for number in range(60))
    told = text(snapshot_pdf(signed(session, sections=(Section("Allt", rows),))))
    assert all(f"Fråga nummer {number}?" in told for number in range(60))


def test_the_same_application_gives_the_same_bytes(session: Session) -> None:
    application = signed(session)
    assert snapshot_pdf(application) == snapshot_pdf(application)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_decision_says_what_why_and_how_to_appeal(session: Session, outcome: Outcome) -> None:
    application = signed(session)
    decision = assistance.decided(session, application, outcome=outcome)
    page = DecisionPage.of(session, application, decision)
    told = text(decision_pdf(application, page, assistance.OFFICE))
    for said in ("skäligt", "Box 611", "0480-45 00 00"):
        assert said in told
    assert ("16 010 kr" in told.replace("\u00a0", " ")) is (outcome is not Outcome.DISMISS)
    assert (page.amount is None) is (outcome in {Outcome.REFUSE, Outcome.DISMISS})
    assert "\N{REPLACEMENT CHARACTER}" not in told


def test_a_decision_that_no_person_made_says_so_and_how_to_ask_for_one(session: Session) -> None:
    application = signed(session)
    by_hand = assistance.decided(session, application, outcome=Outcome.GRANT)
    alone = assistance.decided(
        session, application, outcome=Outcome.GRANT, is_automatic=True, delegation="SN 2026/17", now=NOON
    )
    assert DecisionPage.of(session, application, by_hand).by_a_program == ""
    told = text(decision_pdf(application, DecisionPage.of(session, application, alone), assistance.OFFICE))
    assert "SN 2026/17" in told

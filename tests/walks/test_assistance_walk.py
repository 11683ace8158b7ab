"""Walk 2: an application for assistance, from the e-ID to the decision and the appeal; alone, together, and again."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.app import FEATURES
from portal.cases.models import Case
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import Application, Decision, Proposal
from portal.platform.audit.models import AuditEntry
from portal.platform.jobs.models import Job
from portal.platform.jobs.worker import Worker
from tests.factories import pdfs
from tests.factories.applicants import ALONE, Applicant, fields
from tests.factories.casework import Caseworker
from tests.factories.reports import database_of

MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATE_MARCH = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
SECRETS = ("bistånd", "assistance", "مساعدة", "Filip", "Elin", "Johan", "E-26", "ansök", "application")
COUPLE = ALONE | {
    "together": {"together": "yes", "partner_name": "Johan Ekberg", "partner_number": "880721-2397"},
    "applicant": {"email": "elin@example.se", "by_email": "y", "needs_interpreter": "no"},
    "co_applicant": {"email": "johan@example.se", "by_email": "y", "needs_interpreter": "no", "worked": "no"},
    "housing": {"form": "rental", "address": "Tallvägen 3", "persons": "2", "rooms": "2"},
    "co_planning": {"occupation": "jobseeking", "stays": "yes"},
}
RENT = {"type": "rent", "whose": "all"}
ORDER = (
    "together",
    "applicant",
    "payment",
    "co_applicant",
    "children",
    "housing",
    "livelihood",
    "planning",
    "co_planning",
    "jobs",
    "incomes",
    "pending",
    "assets",
    "costs",
    "message",
)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything happens then."""
    with clock.frozen(moment):
        yield


def work(app: Flask) -> None:
    """Everything that waits is done, as the worker does it."""
    held = app.extensions["portal"]
    jobs = {name: job for feature in FEATURES for name, job in feature.jobs.items()}
    worker = Worker(held.database, held.settings, jobs)
    while worker.drain():
        pass  # a job may bring about another
    with held.database.read() as session:
        failed = session.execute(select(Job.name, Job.last_error).where(Job.last_error.is_not(None))).all()
    assert failed == []


def outbox(app: Flask) -> list[EmailMessage]:
    """The letters that left, the oldest first."""
    folder: Path = app.extensions["portal"].settings.data_dir / "outbox"
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def told(app: Flask) -> list[str]:
    """Whom letters went to; what they say is nobody's business."""
    letters = outbox(app)
    for letter in letters:
        body = letter.get_body(("plain",))
        assert body is not None
        words = f"{letter['Subject']} {body.get_content()}"
        assert not [secret for secret in SECRETS if secret.casefold() in words.casefold()], words
        assert "/mina-sidor" in words
    return [str(letter["To"]) for letter in letters]


def case_of(database: Database, month: str) -> tuple[Case, Application]:
    """The case of the application for a month."""
    with database.read() as session:
        application = session.scalars(select(Application).where(Application.month == month)).one()
        return session.get_one(Case, application.case_id), application


def proposal_of(database: Database, application: Application) -> Proposal:
    """What the robot proposed last."""
    with database.read() as session:
        made = select(Proposal).where(Proposal.application_id == application.id).order_by(Proposal.made_at)
        return session.scalars(made).all()[-1]


def decision_of(database: Database, application: Application) -> Decision:
    """What was decided."""
    with database.read() as session:
        return session.scalars(select(Decision).where(Decision.application_id == application.id)).one()


def decide(caseworker: Caseworker, number: str, outcome: str, *phrases: str, own: str = "") -> None:
    """Decide as it is done at the desk: look at it first, then make it."""
    answer = caseworker.act(number, "/besluta", outcome=outcome, phrases=list(phrases), own=own, step="make")
    assert answer.status_code == 303, (
        re.findall(r'class="error"[^>]*>(.*?)</p>', answer.text, re.S) or answer.text[:3000]
    )


def change_line(caseworker: Caseworker, number: str, label: str, amount: str, reason: str) -> None:
    """Say what one line of the calculation shall be."""
    line = re.search(rf'href="([^"]+/rad\?rad=[^"]+)">{label}', caseworker.page(number))
    assert line
    answer = caseworker.act(number, line[1].split(number, 1)[1], amount=amount, reason=reason)
    assert answer.status_code == 303


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_alone_the_first_time_and_then_again(app: Flask, language: str) -> None:
    database = database_of(app)
    with at(MARCH):
        first_application(app, database, language)
    with at(LATE_MARCH):
        renewal(app, database, language)


def first_application(app: Flask, database: Database, language: str) -> None:
    filip, desk = Applicant(app, "filip", language), Caseworker(app, database)

    # the open page, then every page of the form, a document beside the home, and all of it read before signing
    assert filip.get(f"{filip.root}").status_code in {200, 308}
    filip.begin("2026-03")
    filip.answer_all(ALONE, files=[("hyresavi.pdf", pdfs.pdf())])
    sign_page = filip.declare()
    shown = filip.look(sign_page)
    assert "Jag hade ett vikariat som tog slut." in shown
    assert "hyresavi.pdf" in shown
    mine = filip.sent(filip.press(sign_page, sign_page))
    case, application = case_of(database, "2026-03")
    assert case.number in filip.look(mine)
    assert told(app) == []

    # the robot has calculated; the caseworker asks for something more
    work(app)
    assert proposal_of(database, application).outcome == "grant"
    assert "hyresavi.pdf" in desk.page(case.number)
    asked = desk.act(
        case.number, "/fraga/komplettering", words="Skicka kontoutdraget för februari.", due_on="2026-03-12"
    )
    assert asked.status_code == 303
    work(app)
    assert told(app) == ["filip@example.se"]

    # the answer comes with a file
    question = re.search(r'href="([^"]+/fraga/[^"]+)"', filip.look(mine))
    assert question
    assert "Skicka kontoutdraget för februari." in filip.look(question[1])
    upload = {"files": (io.BytesIO(pdfs.pdf(words="Kontoutdrag")), "konto.pdf"), "words": "Här är det."}
    assert filip.press(question[1], question[1].rsplit("/", 1)[1], **upload).status_code == 303
    work(app)
    assert "Här är det." in desk.page(case.number)
    assert case_of(database, "2026-03")[0].state == "investigating"

    # the decision is read in the e-service; the three weeks run
    decide(desk, case.number, "grant", "norm_not_met")
    work(app)
    assert told(app) == ["filip@example.se"] * 2
    decision = decision_of(database, application)
    page = re.search(r'href="([^"]+/beslut/[^"]+)"', filip.look(mine))
    assert page
    assert amount_in(filip.look(page[1])) == decision.amount
    assert filip.press(page[1], "/last").status_code == 303
    assert decision_of(database, application).served_on == MARCH.date()
    assert filip.get(f"{page[1]}/beslut.pdf").data.startswith(b"%PDF-")


def amount_in(page: str) -> int:
    """The large amount of a decision's page, in öre."""
    found = re.search(r'granted__amount"><bdi>([\d\s\u00a0,]+)', page)
    assert found, page[:4000]
    kronor, _, ore = re.sub(r"\s", "", found[1]).partition(",")
    return int(kronor) * 100 + int(ore or 0)


def renewal(app: Flask, database: Database, language: str) -> None:
    filip, desk = Applicant(app, "filip", language), Caseworker(app, database, name="Nils Nyberg")
    filip.begin("2026-04")
    same = filip.get(f"{filip.root}/ansok/samma").text
    codes = re.findall(r'name="page" value="([^"]+)"', same)
    filip.sent(filip.post(f"{filip.root}/ansok/samma", fields(same, "") | {"page": codes}))
    for code in ("together", "jobs", "incomes", "message"):
        filip.fill(code, ALONE[code])
    assert "5\u00a0000\u00a0kr" in filip.look(f"{filip.root}/ansok/costs")
    filip.fill("costs", {})
    sign_page = filip.declare()
    mine = filip.sent(filip.press(sign_page, sign_page))
    work(app)
    case, application = case_of(database, "2026-04")
    assert application.kind == "renewal"
    assert proposal_of(database, application).outcome == "grant"
    decide(desk, case.number, "grant", "norm_not_met")
    page = re.search(r'href="([^"]+/beslut/[^"]+)"', filip.look(mine))
    assert page
    assert amount_in(filip.look(page[1])) == decision_of(database, application).amount

    # both are followed on one page, and each signature left one row with its hash
    assert set(re.findall(r"E-26-\w+", filip.look(f"{filip.root}/mina"))) == {
        case.number,
        case_of(database, "2026-03")[0].number,
    }
    with database.read() as session:
        signed = session.scalars(select(AuditEntry).where(AuditEntry.action == "assistance.sign")).all()
    assert len({row.detail["sha256_first"] for row in signed}) == len(signed) == 2


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_together_sent_back_changed_signed_by_both_commented_and_appealed(app: Flask, language: str) -> None:
    database = database_of(app)
    with at(MARCH):
        elin, johan = Applicant(app, "elin", language), Applicant(app, "johan", language)
        mine = signed_by_both(app, elin, johan)
        page = granted_in_part(app, Caseworker(app, database), johan, mine)
        assert "Skäligt för två personer." in elin.look(page)
        assert elin.press(page, "/last").status_code == 303
    application = case_of(database, "2026-03")[1]
    assert decision_of(database, application).served_on is None
    with at(MARCH + timedelta(days=3)):
        appealed(app, Applicant(app, "elin", language), Applicant(app, "johan", language), page)
    assert told(app)[:2] == ["johan@example.se", "elin@example.se"]


def signed_by_both(app: Flask, elin: Applicant, johan: Applicant) -> str:
    """Elin answers and signs, Johan sends it back; she changes it and both sign. Gives the page they follow."""
    elin.begin("2026-03")
    elin.answer_all({code: COUPLE[code] for code in ORDER}, rent=RENT | {"amount": "9000"})
    sign_page = elin.declare()
    elin.sent(elin.press(sign_page, sign_page))
    work(app)
    assert told(app) == ["johan@example.se"]
    link = re.search(r"/\w\w/inbjudan/[\w-]+", elin.look(sign_page))
    assert link
    assert johan.get(link[0]).location == sign_page
    assert johan.press(sign_page, "/skicka-tillbaka", comment="Hyran är 8 500.").status_code == 303
    work(app)
    assert told(app) == ["johan@example.se", "elin@example.se"]

    assert "Hyran är 8 500." in elin.look(sign_page)
    row = re.search(r'href="([^"]+/costs/rad/[^"]+)"', elin.look(f"{elin.root}/ansok/costs"))
    assert row
    elin.sent(elin.page_of(row[1], RENT | {"amount": "8500"}))
    again = elin.declare()
    assert again != sign_page
    assert johan.get(sign_page).status_code == 404
    elin.sent(elin.press(again, again))
    mine = johan.sent(johan.press(again, again))
    case, _ = case_of(database_of(app), "2026-03")
    assert case.number in johan.look(mine)
    assert case.number in elin.look(mine)
    return mine


def granted_in_part(app: Flask, desk: Caseworker, johan: Applicant, mine: str) -> str:
    """The rent is too high: sent for comments, an agency's wage settled by hand, granted in part; gives its page."""
    work(app)
    case, _ = case_of(database_of(app), "2026-03")
    sent = desk.act(case.number, "/fraga/kommunicering", words="Vi räknar med 7 000 kr.", due_on="2026-03-16")
    assert sent.status_code == 303
    question = re.search(r'href="([^"]+/fraga/[^"]+)"', johan.look(mine))
    assert question
    assert johan.press(question[1], question[1].rsplit("/", 1)[1], words="Vi har sökt mindre.").status_code == 303
    change_line(desk, case.number, "Rent", "7000", "Skäligt för två personer.")
    change_line(desk, case.number, "Wage after tax", "500", "Lönebeskedet för februari.")
    decide(desk, case.number, "partly", "cost_above_reasonable", own="Hyran är högre än skäligt.")
    work(app)
    page = re.search(r'href="([^"]+/beslut/[^"]+)"', johan.look(mine))
    assert page
    return page[1]


def appealed(app: Flask, elin: Applicant, johan: Applicant, page: str) -> None:
    """Johan has read it three days after Elin: only then it is served; Elin appeals, and that is hers alone."""
    database = database_of(app)
    assert johan.press(page, "/last").status_code == 303
    application = case_of(database, "2026-03")[1]
    assert decision_of(database, application).served_on == (MARCH + timedelta(days=3)).date()
    assert elin.press(f"{page}/overklaga", "/overklaga", words="Hela hyran ska räknas.").status_code == 303
    assert case_of(database, "2026-03")[0].state == "appealed"
    assert "Hela hyran ska räknas." in elin.look(page)
    assert "Hela hyran ska räknas." not in johan.look(page)

"""Walk 1: a QR report, from the scan to the closed case, its letters, and "not fixed"; in every language."""

import io
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from portal.accounts.permissions import Role
from portal.app import FEATURES
from portal.cases.models import Case, CaseEvent, CasePhoto, EventType
from portal.platform.files.models import StoredFile
from portal.platform.jobs.models import Job
from portal.platform.jobs.worker import Worker
from tests.factories import accounts, pictures
from tests.factories.reports import Resident, Spot, database_of, only_case, spot

WORDS = {"sv": "Kedjan på gungan är av", "en": "The chain of the swing is broken", "ar": "سلسلة الأرجوحة مكسورة"}
ANSWERS = {"sv": "Vi lagar den på torsdag.", "en": "We mend it on Thursday.", "ar": "نصلحها يوم الخميس."}
SUBJECTS = {"sv": "Vi har fått", "en": "We have received", "ar": "استلمنا"}


def work(app: Flask) -> None:
    """Everything that waits is done, as the worker does it."""
    held = app.extensions["portal"]
    jobs = {name: job for feature in FEATURES for name, job in feature.jobs.items()}
    worker = Worker(held.database, held.settings, jobs)
    while worker.drain():
        pass  # a job may bring about another
    with held.database.read() as session:
        assert [job.name for job in session.scalars(select(Job).where(Job.last_error.is_not(None)))] == []


def outbox(app: Flask) -> list[EmailMessage]:
    """The letters that left, the oldest first."""
    folder: Path = app.extensions["portal"].settings.data_dir / "outbox"
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def link_in(letter: EmailMessage) -> str:
    """The path of the link in a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://[^/\s]+(/l/[\w-]+)", body.get_content())
    assert found
    return found[1]


class Desk:
    """A member of staff at work with the case."""

    def __init__(self, app: Flask) -> None:
        accounts.make_account(database_of(app), Role.TRIAGE, teams=("parks",))
        self.app, self.browser = app, accounts.Browser(app)
        assert self.browser.sign_in().status_code == 303

    def look(self, address: str) -> str:
        answer = self.browser.client.get(address, base_url=self.browser.base, follow_redirects=True)
        assert answer.status_code == 200
        return answer.text

    def act(self, case: Case, action: str, **fields: object) -> None:
        address = f"/handlaggning/arenden/{case.number}"
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.look(address))
        assert token
        given = {"csrf_token": token[1], "version": only_case(self.app).version, **fields}
        answer = self.browser.post(f"{address}/{action}", given)
        assert answer.status_code == 303, answer.text


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_from_the_scan_to_the_closed_case(app: Flask, language: str) -> None:
    here: Spot = spot(app, name="Ängö lekpark")
    resident, desk = Resident(app.test_client()), Desk(app)

    # somebody scans the sign and reports with a photo that knows where it was taken
    scan = resident.client.get(f"/s/{here.code.lower()}", headers={"Accept-Language": language})
    assert scan.headers["Location"] == f"/{language}/felanmalan/{here.code}"
    photo = pictures.phone_jpeg(width=1200, height=900)
    receipt = resident.report(scan.headers["Location"], [photo], words=WORDS[language], contact="kalle@example.se")
    case = only_case(app)
    assert (case.language, case.has_photo, case.subject_ref) == (language, True, here.ref)
    assert case.number in resident.open(f"/{language}/kvitto/{receipt}")

    # the worker strips the photo and sends the first letter, which tells nothing on a lock screen
    work(app)
    assert not secrets_kept(app)
    received = outbox(app)[0]
    assert SUBJECTS[language] in received["Subject"]
    assert received["To"] == "kalle@example.se"
    assert WORDS[language] not in received.as_string()
    assert case.number not in received["Subject"]
    assert receipt not in received.as_string()
    assert f'<html lang="{language}"' in resident.open(link_in(received))

    # staff see it in the queue, take it, answer, publish and close it with a photo of the result
    assert WORDS[language] in desk.look("/handlaggning/")
    desk.act(case, "ta")
    desk.act(case, "svara", words=ANSWERS[language], step="send")
    assert ANSWERS[language] in resident.open(f"/{language}/folj/{receipt}")
    sign_page = Resident(app.test_client()).open(here.sign_page)
    assert WORDS[language] not in sign_page
    assert "Kedjan är av" not in sign_page
    desk.act(case, "publicera", heading="Kedjan är av", photos=[str(photo_id(app))])
    sign_page = Resident(app.test_client()).open(here.sign_page)
    assert "Kedjan är av" in sign_page
    assert WORDS[language] not in sign_page
    shown = re.search(r'src="(/foton/[^"]+)"', sign_page)
    assert shown
    thumb = resident.client.get(shown[1])
    assert (thumb.status_code, thumb.mimetype) == (200, "image/webp")
    assert len(thumb.data) <= 4000
    desk.act(case, "avsluta", outcome="fixed", photos=(io.BytesIO(pictures.jpeg(640, 480)), "klart.jpg"))
    work(app)
    closed = only_case(app)
    assert (closed.is_open, closed.outcome, closed.state) == (False, "fixed", "closed")

    # the reporter hears of it, sees the result, and says that it is not fixed
    assert [letter["To"] for letter in outbox(app)] == ["kalle@example.se"] * 3
    assert ANSWERS[language] not in outbox(app)[1].as_string()
    resident.open(link_in(outbox(app)[2]))
    assert resident.status == 200
    page = resident.open(f"/{language}/folj/{receipt}")
    assert page.count("/display") == 2
    for address in re.findall(r'href="([^"]+/display)"', page):
        assert Image.open(io.BytesIO(resident.client.get(address).data)).format == "JPEG"
    assert resident.press("/oppna-igen", wrong=WORDS[language]).status_code == 303
    again = only_case(app)
    assert (again.is_open, again.has_news, again.state) == (True, True, "reopened")
    assert WORDS[language] in desk.look(f"/handlaggning/arenden/{case.number}")
    assert kinds_of_events(app)[-1] is EventType.REOPENED


def photo_id(app: Flask) -> object:
    """The reporter's photo."""
    with database_of(app).read() as session:
        return session.scalars(select(CasePhoto.id).where(~CasePhoto.is_ours)).one()


def secrets_kept(app: Flask) -> list[bytes]:
    """What is still hidden in the pictures that are kept; they are upright as well."""
    held = app.extensions["portal"]
    with held.database.read() as session:
        files = session.scalars(select(StoredFile)).all()
    found = []
    for file in files:
        assert file.is_ready
        picture = held.services["store"].read(file.id, "display")
        assert Image.open(io.BytesIO(picture)).size == (file.width, file.height) == (1200, 900)
        found += [secret for secret in pictures.SECRETS if secret in picture]
    assert not list(held.services["incoming"].raw())
    return found


def kinds_of_events(app: Flask) -> list[EventType]:
    with database_of(app).read() as session:
        return list(session.scalars(select(CaseEvent.type).order_by(CaseEvent.id)))


def test_a_photo_that_proves_broken_is_told_to_both_sides(app: Flask) -> None:
    here, resident, desk = spot(app), Resident(app.test_client()), Desk(app)
    broken = pictures.jpeg(800, 600)[:900]
    receipt = resident.report(here.sign_page, [broken], contact="kalle@example.se")
    work(app)
    assert EventType.PHOTO_BROKEN in kinds_of_events(app)
    case = only_case(app)
    assert case.has_news
    assert len(outbox(app)) == 2
    assert "could not be opened" in resident.open(f"/en/folj/{receipt}")
    assert desk.look(f"/handlaggning/arenden/{case.number}")

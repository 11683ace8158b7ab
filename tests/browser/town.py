"""What there is to look at in a running demo: signs, places, cases, receipts and letters of every sort."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import StaffAccount
from portal.cases.models import Case
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.reports.places.models import Place, Sign, SignState
from tests.browser import steps
from tests.browser.chromium import DESK, visitor
from tests.browser.live import TOWN, Portal
from tests.browser.photos import camera_file, swing
from tests.browser.steps import Receipt

ADDRESS = "anna@example.org"
WORDS = "Kedjan på vänstra gungan har släppt i ett fäste. Små barn gungar ändå."
ANSWER = "Tack för att du hörde av dig. Vi byter kedjan på torsdag."
LETTER_SECONDS = 20


@dataclass(frozen=True)
class Town:
    """Names of things that the demo holds, and of what `explore` added to it."""

    sign: str
    quiet_sign: str
    retired_sign: str
    place: str
    place_id: str
    account_id: str
    case: str
    other_case: str
    open_receipt: Receipt
    closed_receipt: Receipt
    letter: str

    @property
    def mistyped(self) -> str:
        """The sign's code with one character wrong."""
        return ("Z" if self.sign[0] != "Z" else "Y") + self.sign[1:]


def explore(portal: Portal, browser: Browser) -> Town:
    """Find what the demo holds, and report and answer two cases in it."""
    database = _database(portal)
    with database.read() as session:
        found = _found(session)
    database.dispose()
    opened, closed = _two_cases(portal, browser, found["sign"])
    return Town(**found, case=opened.number, open_receipt=opened, closed_receipt=closed, letter=_letter(portal))


def _database(portal: Portal) -> Database:
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(portal.data), "PORTAL_MUNICIPALITY": str(TOWN)})
    return Database(settings.database_url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))


def _found(session: Session) -> dict[str, str]:
    is_open = Case.closed_at.is_(None)
    mounted = select(Sign).join(Place).where(Sign.state == SignState.MOUNTED, Place.is_active)
    cases_here = select(func.count()).where(Case.subject_ref == Place.ref, is_open).scalar_subquery()
    busy = session.scalars(mounted.order_by(cases_here.desc(), Sign.code).limit(1)).one()
    quiet = session.scalars(mounted.order_by(cases_here, Sign.code).limit(1)).one()
    retired = session.scalars(select(Sign).where(Sign.state == SignState.RETIRED).limit(1)).one()
    place = session.scalars(select(Place).where(Place.id == busy.place_id)).one()
    nobodys = select(Case).where(is_open, Case.assignee_id.is_(None), Case.kind == "damage")
    other = session.scalars(nobodys.order_by(Case.number).limit(1))
    account = session.scalars(select(StaffAccount).where(StaffAccount.email == "handler@demo.example")).one()
    return {
        "sign": busy.code,
        "quiet_sign": quiet.code,
        "retired_sign": retired.code,
        "place": place.ref,
        "place_id": str(place.id),
        "account_id": str(account.id),
        "other_case": other.one().number,
    }


def _two_cases(portal: Portal, browser: Browser, sign: str) -> tuple[Receipt, Receipt]:
    context, _watch = visitor(browser, portal.base)
    page = context.new_page()
    photo = camera_file(Path(portal.data), swing())
    receipts = [
        steps.report(page, f"/sv/felanmalan/{sign}", words=WORDS, photo=photo, contact=ADDRESS),
        steps.report(page, f"/sv/felanmalan/{sign}", words="Papperskorgen är full."),
    ]
    steps.wait_for_photo(page, receipts[0])
    context.close()
    context, _watch = visitor(browser, portal.base, viewport=DESK)
    page = context.new_page()
    steps.sign_in(page, "triage")
    for receipt in receipts:
        steps.open_case(page, receipt.number)
        steps.take(page)
        steps.reply(page, ANSWER)
    steps.close(page)
    context.close()
    return receipts[0], receipts[1]


def _letter(portal: Portal) -> str:
    deadline = time.monotonic() + LETTER_SECONDS
    while time.monotonic() < deadline:
        for letter in portal.letters_to(ADDRESS):
            if found := re.search(r"/l/([\w-]+)", letter):
                return found[1]
        time.sleep(0.2)
    raise TimeoutError("no letter came")

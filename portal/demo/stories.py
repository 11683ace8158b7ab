"""Three hundred cases of the past year, lived through with the real use cases at their own moments."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts import queries as accounts
from portal.accounts.rules import DEMO_DOMAIN
from portal.accounts.viewer import Viewer
from portal.cases import following, queries, service
from portal.cases.models import Case, Priority
from portal.core.db import Database
from portal.core.settings import Municipality, Settings
from portal.demo import pictures, words
from portal.platform.files.incoming import Incoming
from portal.reports.damage import service as damage
from portal.reports.damage import sites
from portal.reports.damage.kind import KIND
from portal.reports.damage.rules import Report, Site
from portal.reports.places.demo import code_of
from portal.reports.places.models import Place
from portal.reports.places.queries import active_places

COUNT = 300
STILL_OPEN = 70
YEAR = timedelta(days=360)
SEED = 880
ENDINGS = ("fixed",) * 12 + ("planned", "not_ours", "not_fixed", "not_found", "not_found")
LANGUAGES = ("sv",) * 14 + ("en", "en", "ar", "ar")


def fill(database: Database, settings: Settings, now: datetime) -> None:
    """Live through all stories; does nothing where there are cases already."""
    incoming = Incoming(settings.data_dir, database.keyring)
    with database.turn_to_write(), database.write() as session:
        if session.scalar(select(func.count()).select_from(Case)):
            return
        teller = Teller(session, settings.municipality, incoming, _staff(session), now, Random(SEED))
        places = active_places(session)
        for number in range(COUNT):
            teller.tell(number, teller.random.choice(places))


def _staff(session: Session) -> Mapping[str, Viewer]:
    """Who works: triage, and under each team's code its handler."""
    found: dict[str, Viewer] = {}
    for name in ("triage", "handler", "handler2"):
        account = accounts.account_by_email(session, f"{name}{DEMO_DOMAIN}")
        viewer = accounts.viewer_of(session, account.id) if account else None
        if viewer:
            found |= {name: viewer} | dict.fromkeys(viewer.teams, viewer)
    return found


def moment(number: int, now: datetime, random: Random) -> datetime:
    """When a story begins: closed ones spread over the year, open ones over three weeks, a few of them today."""
    if number < COUNT - STILL_OPEN:
        back = YEAR - (YEAR - timedelta(days=22)) * (number / (COUNT - STILL_OPEN))
        return now - back + timedelta(minutes=random.randint(0, 900))
    share = (number - (COUNT - STILL_OPEN)) / STILL_OPEN
    return now - timedelta(days=21 * (1 - share) ** 1.6, minutes=random.randint(5, 200))


@dataclass
class Teller:
    """Lives through stories in one session; the same `random` tells the same stories on every machine."""

    session: Session
    town: Municipality
    incoming: Incoming
    staff: Mapping[str, Viewer]
    now: datetime
    random: Random

    def tell(self, number: int, place: Place) -> None:
        """One case from report to where it stands today."""
        opened = moment(number, self.now, self.random)
        case = self._reported(number, place, opened)
        if self._happens(0.3):
            self._seen_by_others(case, opened)
        is_over = number < COUNT - STILL_OPEN
        if is_over or self._happens(0.55):
            self._worked_on(case, opened)
        if is_over:
            days = self.town.topics[case.topic].fix_days
            self._ended(case, opened + timedelta(days=self.random.uniform(0.3, days * 1.6)))

    def _happens(self, share: float) -> bool:
        return self.random.random() < share

    def _by(self, case: Case) -> Viewer:
        return self.staff.get(case.team or "", self.staff["triage"])

    def _reported(self, number: int, place: Place, opened: datetime) -> Case:
        topic, language = self.random.choice(self.town.topics_for(place.type)), self.random.choice(LANGUAGES)
        said = words.OTHERS.get(language, {}).get(topic.code) or words.SWEDISH[topic.code]
        nonce = f"demo {number:>11}".encode()
        email = f"resident{number}{DEMO_DOMAIN}" if number % 30 == 0 else None
        _receipt, found = damage.submit(
            self.session,
            Report(topic.code, self.random.choice(said), email, None, "", frozenset()),
            self._site(place),
            topic=topic,
            photos=self._photos(nonce, topic.code),
            nonce=nonce,
            language=language,
            now=opened,
        )
        return found.case

    def _site(self, place: Place) -> Site:
        at_sign = sites.at_sign(self.session, code_of(place.ref)) if self._happens(0.8) else None
        return at_sign or sites.at_place(self.session, place.ref) or sites.in_words()

    def _photos(self, nonce: bytes, topic: str) -> Sequence[str]:
        if not self._happens(0.5):
            return ()
        drawn = pictures.photo(topic, self.random.randint(1, 3))
        return (self.incoming.keep(nonce, io.BytesIO(drawn)).sha,)

    def _seen_by_others(self, case: Case, opened: datetime) -> None:
        for count in range(self.random.choice((1, 1, 2, 3, 5, 9))):
            token = self.session.info["keyring"].blind_index(f"{case.number} {count}", "voice")
            at = min(opened + timedelta(hours=3 * (count + 1)), self.now)
            following.add_voice(self.session, case, token_hash=token, language="sv", contact=None, now=at)
        self.session.refresh(case)

    def _worked_on(self, case: Case, opened: datetime) -> None:
        by, at = self._by(case), min(opened + timedelta(hours=self.random.uniform(1, 40)), self.now)
        service.take(self.session, case, by=by, version=case.version, now=at)
        to = self.random.choice(("assessing", "ordered", "ordered", "waiting"))
        if to == "waiting":
            self._answer(case, words.REPLIES[case.language][2], at)
        elif self._happens(0.4):
            self._answer(case, self.random.choice(words.REPLIES[case.language][:2]), at)
        service.move(self.session, case, KIND, to=to, by=by, version=case.version, now=at)
        self._looked_after(case, by, at)

    def _answer(self, case: Case, text: str, at: datetime) -> None:
        service.reply(self.session, case, words=text, by=self._by(case), version=case.version, now=at)

    def _looked_after(self, case: Case, by: Viewer, at: datetime) -> None:
        if self._happens(0.3):
            service.note(self.session, case, words=self.random.choice(words.NOTES), by=by, now=at)
        if self._happens(0.15):
            service.prioritise(self.session, case, priority=Priority.HIGH, by=by, version=case.version, now=at)
        if self._happens(0.35):
            shown = frozenset(photo.id for photo in queries.photos_of(self.session, case))
            heading = words.HEADINGS[case.topic]
            service.publish(self.session, case, heading=heading, photos=shown, by=by, version=case.version, now=at)

    def _ended(self, case: Case, at: datetime) -> None:
        outcome = self.random.choice(ENDINGS)
        detail = self.random.choice(words.DETAILS.get(outcome, ("",)))
        ended = min(at, self.now - timedelta(hours=1))
        by = self._by(case)
        service.close(
            self.session, case, KIND, outcome=outcome, detail=detail, by=by, version=case.version, now=ended
        )

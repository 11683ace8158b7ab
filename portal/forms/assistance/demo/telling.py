"""Lives through the households' months: drafts, signatures, the robot's runs, what caseworkers and residents do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask
from flask_babel import gettext
from sqlalchemy.orm import Session

from portal.accounts.population.simulated import demo_person
from portal.accounts.residents import Resident
from portal.accounts.residents.service import subject_key
from portal.accounts.viewer import Viewer
from portal.cases.models import Case
from portal.cases.promise import day_of
from portal.core.settings import Settings
from portal.forms.assistance import pages
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.agencies.simulated import Simulated
from portal.forms.assistance.agencies.source import ask_all
from portal.forms.assistance.demo import writing
from portal.forms.assistance.demo.family import Family
from portal.forms.assistance.models import Application, Decision, Exchange, ExchangeKind
from portal.forms.assistance.rules import conditions, labels
from portal.forms.assistance.rules.answers import Answers, Person
from portal.forms.assistance.rules.changes import LineWord
from portal.forms.assistance.rules.decision import Outcome
from portal.forms.assistance.rules.reasons import written
from portal.forms.assistance.service import (
    answering,
    applying,
    deciding,
    investigating,
    reading,
    robot,
    signing,
)
from portal.forms.assistance.service.applying import Kept
from portal.forms.drafts import service as drafts
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of

FILED_AT = time(9, 0, tzinfo=UTC)
DAYS_BEFORE = 6
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Teller:
    """Tells stories in one session; `months` are the last ones, the oldest first, and nothing lies after `now`."""

    session: Session
    settings: Settings
    app: Flask
    staff: Mapping[str, Viewer]
    months: tuple[str, ...]
    now: datetime

    def at(self, months_ago: int, days: float = 0) -> datetime:
        """The moment so many days after people apply for the month that lies `months_ago`; never to come."""
        month = self.months[-1 - months_ago]
        first = datetime.combine(date(int(month[:4]), int(month[5:]), 1), FILED_AT)
        return min(first - timedelta(days=DAYS_BEFORE) + timedelta(days=days), self.now - MINUTE)

    def draft(self, family: Family, months_ago: int) -> Draft:
        """The household's draft for a month, every page of it answered."""
        at, answers = self.at(months_ago), family.answers(self.months[-1 - months_ago])
        rules = self.settings.municipality.assistance
        resident = self.resident(family.people[0])
        draft = applying.begin(
            self.session, resident, month=answers.period.month, language=family.language, settings=rules, now=at
        )
        said = writing.together(answers)
        kept = Kept(seen=draft.version, tab="demo", now=at)
        applying.keep(
            self.session,
            draft,
            code=conditions.TOGETHER,
            change=lambda page: replace(page, values=said, is_said=True),
            kept=kept,
            settings=rules,
        )
        content = writing.filled(content_of(draft), answers)
        drafts.rewrite(self.session, draft, content=content, days=rules.draft_days, now=at)
        return draft

    def presented(self, family: Family, months_ago: int) -> Application:
        """The household's application, shown for signing in its language."""
        draft, at = self.draft(family, months_ago), self.at(months_ago)
        with self.app.test_request_context(f"/{family.language}/"):
            answers = pages.answers_of(draft, day_of(at))
            shown = self._snapshot(draft, answers, family.language, at)
        return signing.present(self.session, draft, answers=answers, snapshot=shown, now=at)

    def filed(self, family: Family, months_ago: int) -> Application:
        """The household's application, signed by every adult, and looked at by the robot."""
        application, at = self.presented(family, months_ago), self.at(months_ago)
        for key in family.people:
            self.sign(application, key, at)
        self.run(application, at + MINUTE)
        return application

    def sign(self, application: Application, key: str, at: datetime) -> None:
        """One adult signs."""
        signing.sign(
            self.session,
            application,
            person_key=self.resident(key).subject_key,
            seen=application.snapshot_hash,
            settings=self.settings.municipality.assistance,
            now=at,
        )

    def run(self, application: Application, at: datetime, draw: Callable[[int], bool] = lambda _one_in: True) -> None:
        """The robot asks the simulated agencies, calculates and proposes; an automatic grant is always drawn here."""
        heard = ask_all(Simulated(), robot.questions(self.session, application.id))
        rules = self.settings.municipality.assistance
        robot.run(self.session, application.id, heard=heard, settings=rules, is_demo=True, now=at, draw=draw)

    def decide(
        self,
        application: Application,
        outcome: Outcome,
        at: datetime,
        *,
        phrases: tuple[str, ...] = ("norm_not_met",),
        own: str = "",
    ) -> Decision:
        """A caseworker decides."""
        return deciding.decide(
            self.session,
            application,
            outcome=outcome,
            reasons=written(phrases, own, application.language),
            settings=self.settings.municipality.assistance,
            by=self.staff["assistance"],
            version=case_of(application).version,
            now=at,
        )

    def change(self, application: Application, line: str, word: LineWord, reason: str, at: datetime) -> None:
        """A caseworker says something of a line with a reason, and all is calculated anew."""
        by = self.staff["assistance"]
        investigating.change_line(self.session, application, line=line, word_on_it=word, reason=reason, by=by, now=at)
        robot.recalculate(
            self.session, application, settings=self.settings.municipality.assistance, now=at + MINUTE, by=by
        )

    def ask(self, application: Application, kind: ExchangeKind, words: str, at: datetime, days: int) -> Exchange:
        """A caseworker asks for more, or sends what the decision will rest on for comments."""
        return investigating.ask(
            self.session,
            application,
            kind=kind,
            words=words,
            due_on=day_of(at + days * DAY),
            by=self.staff["assistance"],
            version=case_of(application).version,
            now=at,
        )

    def answer(self, application: Application, exchange: Exchange, words: str, at: datetime) -> None:
        """The resident answers."""
        answering.answer(self.session, application, exchange, words=words, now=at)

    def read(self, application: Application, decision: Decision, key: str, at: datetime) -> None:
        """An adult has read the decision."""
        reading.read(self.session, application, decision, person_key=self.resident(key).subject_key, now=at)

    def resident(self, key: str) -> Resident:
        """The person of the register with this key, as signed in."""
        known = demo_person(key)
        return Resident(
            personnummer=known["personnummer"],
            name=known["name"],
            is_protected=known["is_protected"],
            municipality=known["municipality"],
            born_on=date.fromisoformat(known["born_on"]),
            subject_key=subject_key(self.session.info["keyring"], known["personnummer"]),
        )

    def _snapshot(self, draft: Draft, answers: Answers, language: str, at: datetime) -> snapshots.Snapshot:
        return snapshots.of(
            title=gettext("Application for financial assistance"),
            language=language,
            municipality=self.settings.municipality.name,
            kind=answers.period.kind.value,
            month=answers.period.month,
            signers=[_signer(person) for person in answers.people],
            sections=pages.shown(draft, language, day_of(at)),
        )


def case_of(application: Application) -> Case:
    """The case of a filed application."""
    if application.case is None:
        raise LookupError("the application is not filed")
    return application.case


def _signer(person: Person) -> snapshots.Signer:
    return snapshots.Signer(gettext(labels.ROLES[person.role]), person.name, person.personnummer)

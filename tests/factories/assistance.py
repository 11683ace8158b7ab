"""Applications for assistance for tests: the adults, their answers, and an application at each point of its way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.residents.service import subject_key
from portal.core.settings.assistance import AssistanceSettings, Office
from portal.core.settings.text import Text
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.models import (
    Application,
    Calculation,
    Decision,
    DecisionState,
    Exchange,
    ExchangeKind,
    Outcome,
)
from portal.forms.assistance.riksnorm import (
    ENGINE_VERSION,
    Household,
    Income,
    Jobbstimulans,
    Member,
    Month,
    Practice,
    calculate,
    household_to_json,
    practice_to_json,
    result_to_json,
)
from portal.forms.assistance.riksnorm import Cost as ReckonedCost
from portal.forms.assistance.riksnorm import Role as ReckonedRole
from portal.forms.assistance.rules.answers import (
    Answers,
    ApplicationKind,
    Cost,
    CostType,
    Housing,
    HousingForm,
    Period,
    Person,
    Role,
)
from portal.forms.assistance.rules.reasons import Reasons
from portal.forms.assistance.service import signing
from portal.forms.assistance.snapshot import Section, Snapshot
from portal.forms.drafts.models import Draft

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
MONTH = "2026-12"
ANNA = Person(Role.APPLICANT, "199001092387", "Elin Ekberg", email="elin@example.se", by_email=True)
BO = Person(Role.CO_APPLICANT, "198807212397", "Johan Ekberg", phone="+46701234567", by_sms=True)
STRANGER = "198508052399"
OFFICE = Office(Text({"sv": "Enheten"}), "0480-45 00 00", Text({"sv": "9–12"}), "Gatan 1", "Box 611", "Socialnämnden")
RULES = AssistanceSettings(office=OFFICE, team="assistance")
ADULT, CHILD = ReckonedRole.ADULT, ReckonedRole.CHILD
COUPLE = Household(
    members=(Member(ADULT), Member(ADULT), Member(CHILD, age=5), Member(CHILD, age=8)),
    cohabiting=True,
    costs=(ReckonedCost("rent", 900_000, 800_000, "Större än riktlinjen för hushållet."),),
    incomes=(Income("salary", 500_000, member=0, jobbstimulans=Jobbstimulans.YES),),
)


def key_of(session: Session, personnummer: str) -> str:
    """Under which everything of a person is kept."""
    return subject_key(session.info["keyring"], personnummer)


def answers(
    *people: Person, kind: ApplicationKind = ApplicationKind.FIRST, month: str = MONTH, **more: Any
) -> Answers:
    """What somebody who rents a flat answers; `people` are Anna alone unless given."""
    values: dict[str, Any] = {
        "livelihood": "Jag har sökt jobb hela hösten.",
        "housing": Housing(HousingForm.RENTAL, persons=len(people) or 1, rooms=2, address="Tallvägen 3"),
        "costs": (Cost(CostType.RENT, 745_000),),
        "has_incomes": False,
        "has_assets": False,
        "is_attested": True,
    }
    return Answers(Period(kind, month), people or (ANNA,), **values | more)


def snapshot(of: Answers, *, language: str = "sv", sections: Sequence[Section] = ()) -> Snapshot:
    """What `of` looked like on the screen, shortened."""
    shown = sections or (
        Section("Ekonomi", (("Hur har du klarat dig?", of.livelihood), ("Hyra", "7 450 kr")), "livelihood"),
        Section(
            "Boende", (("Hur bor du?", "Hyresrätt"), ("Adress", of.housing.address if of.housing else "")), "housing"
        ),
    )
    return snapshots.of(
        title="Ansökan om ekonomiskt bistånd",
        language=language,
        municipality="Kalmar kommun",
        kind=of.period.kind.value,
        month=of.period.month,
        signers=[snapshots.Signer(_role(person), person.name, person.personnummer) for person in of.people],
        sections=shown,
    )


def _role(person: Person) -> str:
    return "Sökande" if person.role is Role.APPLICANT else "Medsökande"


def draft(session: Session, *, now: datetime = NOON, person: Person = ANNA, language: str = "sv") -> Draft:
    """A draft that holds nothing but its owner."""
    made = Draft(
        owner=key_of(session, person.personnummer),
        service="assistance",
        language=language,
        made_at=now,
        changed_at=now,
        expires_at=now + timedelta(days=30),
    )
    made.pages = "{}"
    session.add(made)
    session.flush()
    return made


def presented(
    session: Session, *people: Person, now: datetime = NOON, language: str = "sv", of: Answers | None = None
) -> Application:
    """An application that waits for its signatures."""
    said = of or answers(*people)
    made = draft(session, now=now, person=said.applicant, language=language)
    return signing.present(session, made, answers=said, snapshot=snapshot(said, language=language), now=now)


def sign(session: Session, application: Application, person: Person, *, now: datetime = NOON) -> Application:
    """The person signs what there is."""
    return signing.sign(
        session,
        application,
        person_key=key_of(session, person.personnummer),
        seen=application.snapshot_hash,
        settings=RULES,
        now=now,
    )


def filed(session: Session, *people: Person, now: datetime = NOON, **more: Any) -> Application:
    """An application that everybody has signed, with its case open."""
    application = presented(session, *people, now=now, **more)
    for person in people or (ANNA,):
        sign(session, application, person, now=now)
    return application


def asked(
    session: Session,
    application: Application,
    *,
    kind: ExchangeKind = ExchangeKind.SUPPLEMENT,
    words: str = "Skicka hyresavin för december.",
    due_on: date | None = None,
    now: datetime = NOON,
) -> Exchange:
    """Something that we asked."""
    made = Exchange(
        application_id=application.id,
        kind=kind,
        asked_at=now,
        due_on=due_on or (now + timedelta(days=10)).date(),
    )
    made.words = words
    session.add(made)
    session.flush()
    return made


def calculated(
    session: Session, application: Application, *, household: Household | None = None, now: datetime = NOON
) -> Calculation:
    """A calculation of `household`, else of a couple with two children whose rent is approved in part."""
    reckoned, practice = household or COUPLE, Practice()
    result = calculate(reckoned, Month.parse(application.month), practice)
    made = Calculation(application_id=application.id, made_at=now, engine=ENGINE_VERSION, table_version=result.table)
    made.household, made.practice = household_to_json(reckoned), practice_to_json(practice)
    made.result = result_to_json(result)
    session.add(made)
    session.flush()
    return made


def decided(
    session: Session,
    application: Application,
    *,
    outcome: Outcome = Outcome.PARTLY,
    amount: int = 2_026_000,
    now: datetime = NOON,
    household: Household | None = None,
    **more: Any,
) -> Decision:
    """A decision that was made for good; the case's own state is left as it is."""
    calculation = calculated(session, application, household=household, now=now)
    made = Decision(
        application_id=application.id,
        calculation_id=calculation.id,
        state=DecisionState.MADE,
        outcome=outcome,
        amount=amount,
        prepared_at=now,
        made_at=now,
        **more,
    )
    made.reasons = Reasons(
        (), {"sv": ("Hyran är högre än vad som är skäligt.",)}, "Vi har sett din hyresavi."
    ).to_json()
    session.add(made)
    session.flush()
    return made


def changed(person: Person, **more: Any) -> Person:
    """The same person with other details."""
    return replace(person, **more)

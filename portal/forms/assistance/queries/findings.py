"""The blind traces of an application, and unrelated households in which the same ones are found."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.keys import Keyring
from portal.forms.assistance.models import Application, ApplicationState, Attachment, Party, Trace, TraceKind
from portal.forms.assistance.robot.changes import account, address
from portal.forms.assistance.robot.facts import Match, MatchKind
from portal.forms.assistance.rules.answers import Answers
from portal.platform.files.models import StoredFile

MOST = 20
"""So many matches are told of; more would tell nothing more."""


def traces(session: Session, application: Application, answers: Answers) -> list[Trace]:
    """The traces of an application, not stored yet: accounts, what was sent along, the address."""
    keyring: Keyring = session.info["keyring"]
    accounts = [account(person.clearing, person.account) for person in answers.people]
    home = address(answers.housing.address) if answers.housing else ""
    values = {
        TraceKind.ACCOUNT: accounts,
        TraceKind.DOCUMENT: _documents(session, application.id),
        TraceKind.ADDRESS: [home],
    }
    return [
        Trace(
            application_id=application.id,
            household_key=application.household_key,
            kind=kind,
            key=keyring.blind_index(value, f"assistance {kind}"),
        )
        for kind, found in values.items()
        for value in sorted(set(found) - {""})
    ]


def traces_of(session: Session, application_id: UUID) -> Sequence[Trace]:
    """The traces that are stored of an application."""
    return session.scalars(select(Trace).where(Trace.application_id == application_id)).all()


def matches(session: Session, application: Application, own: Iterable[Trace]) -> tuple[Match, ...]:
    """Where else the traces are found: the latest application of each unrelated household, by kind.

    A household is related when somebody is an adult of both.
    """
    keys = [trace.key for trace in own]
    related = select(Party.application_id).where(
        Party.person_key.in_(select(Party.person_key).where(Party.application_id == application.id))
    )
    found = session.execute(
        select(Trace.kind, Trace.household_key, Trace.application_id)
        .join(Application, Application.id == Trace.application_id)
        .where(
            Trace.key.in_(keys),
            Trace.household_key != application.household_key,
            Application.state == ApplicationState.FILED,
            Application.id.not_in(related),
        )
        .order_by(Application.filed_at, Application.id)
    )
    latest = {(MatchKind(kind.value), household): str(other) for kind, household, other in found}
    ordered = sorted((kind, other) for (kind, _household), other in latest.items())
    return tuple(Match(kind, other) for kind, other in ordered[:MOST])


def _documents(session: Session, application_id: UUID) -> list[str]:
    """The SHA-256 of everything that was sent along."""
    sent = select(StoredFile.sha).join(Attachment, Attachment.file_id == StoredFile.id)
    return [sha for sha in session.scalars(sent.where(Attachment.application_id == application_id)) if sha]

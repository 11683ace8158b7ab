"""The blind traces of an application, and unrelated households in which the same ones are found."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import Session

from portal.core.keys import Keyring
from portal.forms.assistance.models import Application, ApplicationState, Attachment, Party, Trace, TraceKind
from portal.forms.assistance.robot.changes import account, address
from portal.forms.assistance.robot.facts import Match, MatchKind
from portal.forms.assistance.rules.answers import Answers
from portal.platform.files.models import StoredFile

MOST = 20
"""So many matches are told of; more would tell nothing more."""


_DOCUMENTS = (
    select(StoredFile.sha)
    .join(Attachment, Attachment.file_id == StoredFile.id)
    .where(Attachment.application_id == bindparam("id"))
)
_RELATED = select(Party.application_id).where(Party.person_key.in_(bindparam("people", expanding=True)))
_FOUND = (
    select(Trace.key, Trace.kind, Trace.household_key, Trace.application_id)
    .join(Application, Application.id == Trace.application_id)
    .where(
        Trace.key.in_(bindparam("keys", expanding=True)),
        Application.state == ApplicationState.FILED,
        or_(Application.id == bindparam("own"), Application.id.not_in(_RELATED)),
    )
    .order_by(Application.filed_at, Application.id)
)


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


def matches(
    session: Session, application: Application, own: Sequence[Trace]
) -> tuple[frozenset[bytes], tuple[Match, ...]]:
    """Which of its own traces are stored already, and where else they are found.

    A match is the latest application of each unrelated household, by kind; a household is related when somebody is an
    adult of both.
    """
    found = _found(session, application, [trace.key for trace in own])
    stored = frozenset(key for key, _kind, _household, other in found if other == application.id)
    theirs = {
        (MatchKind(kind.value), household): str(other)
        for _key, kind, household, other in found
        if household != application.household_key
    }
    ordered = sorted((kind, other) for (kind, _household), other in theirs.items())
    return stored, tuple(Match(kind, other) for kind, other in ordered[:MOST])


def _found(
    session: Session, application: Application, keys: Sequence[bytes]
) -> Sequence[Row[bytes, TraceKind, str, UUID]]:
    """Every trace with one of these keys, of this very application or of unrelated ones, by when they were filed."""
    people = [party.person_key for party in application.parties]
    return session.execute(_FOUND, {"keys": list(keys), "own": application.id, "people": people}).all()


def _documents(session: Session, application_id: UUID) -> list[str]:
    """The SHA-256 of everything that was sent along."""
    return [sha for sha in session.scalars(_DOCUMENTS, {"id": application_id}) if sha]

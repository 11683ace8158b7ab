"""What residents may look up: their own applications and what belongs to them, and nothing else.

Every query takes the `person_key` of who asks and gives None for what is another's, exactly as for what is not there.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from portal.accounts.models import StaffAccount
from portal.forms.assistance.models import (
    Appeal,
    Application,
    ApplicationState,
    Attachment,
    Calculation,
    Decision,
    DecisionState,
    Exchange,
    Party,
    Reading,
)
from portal.forms.assistance.rules.answers import Role
from portal.forms.assistance.rules.signing import Signature, may_read


def applications(session: Session, person_key: str) -> Sequence[Application]:
    """All applications of this adult, alone or together, the latest month first."""
    latest_first = _of(person_key).order_by(Application.month.desc(), Application.made_at.desc())
    return [found for found in session.scalars(latest_first) if is_open_to(found, person_key)]


def application(
    session: Session, application_id: UUID, person_key: str, *, is_locked: bool = False
) -> Application | None:
    """One application of this adult with its snapshot, parties and case; locked for those who change it."""
    wanted = _of(person_key).where(Application.id == application_id).options(undefer(Application.snapshot_sealed))
    wanted = wanted.execution_options(populate_existing=True)
    found = session.scalar(wanted.with_for_update(of=Application) if is_locked else wanted)
    return found if found is not None and is_open_to(found, person_key) else None


def is_open_to(application: Application, person_key: str) -> bool:
    """True when this adult may read the application now: a co-applicant not before the applicant has signed."""
    party = party_of(application, person_key)
    if party is None or application.state is ApplicationState.FILED:
        return party is not None
    if application.state is ApplicationState.RETURNED:
        return party.role is Role.APPLICANT
    return may_read(party.role, signatures(application), application.snapshot_hash)


def party_of(application: Application, person_key: str) -> Party | None:
    """Which of the adults of the application somebody is."""
    return next((party for party in application.parties if party.person_key == person_key), None)


def signatures(application: Application) -> tuple[Signature, ...]:
    """What each adult has signed, as the rules see it."""
    return tuple(Signature(party.role, party.signed_hash) for party in application.parties)


def application_by_invitation(session: Session, invitation_hash: bytes, person_key: str) -> Application | None:
    """The application that an invitation leads this adult to, and nobody else."""
    invited = select(Party.application_id).where(
        Party.invitation_hash == invitation_hash, Party.person_key == person_key
    )
    application_id = session.scalar(invited)
    return application(session, application_id, person_key) if application_id else None


def unfiled_of_draft(session: Session, draft_id: UUID) -> Application | None:
    """The application that was made of a draft and is not filed: it waits for signatures or was sent back."""
    unfiled = (ApplicationState.SIGNING, ApplicationState.RETURNED)
    return session.scalar(
        select(Application)
        .where(Application.draft_id == draft_id, Application.state.in_(unfiled))
        .options(selectinload(Application.parties))
    )


def exchanges(session: Session, application_id: UUID) -> Sequence[Exchange]:
    """What was asked about an application, the latest first."""
    asked = select(Exchange).where(Exchange.application_id == application_id)
    return session.scalars(asked.order_by(Exchange.asked_at.desc())).all()


def exchange(
    session: Session, application: Application, exchange_id: UUID, *, is_locked: bool = False
) -> Exchange | None:
    """One question of ours about this application."""
    wanted = select(Exchange).where(Exchange.id == exchange_id, Exchange.application_id == application.id)
    return session.scalar(wanted.with_for_update() if is_locked else wanted)


def decisions(session: Session, application_id: UUID) -> Sequence[Decision]:
    """The decisions that were made for good, the latest first; one that is only prepared is nobody's to read."""
    made = select(Decision).where(Decision.application_id == application_id, Decision.state == DecisionState.MADE)
    return session.scalars(made.order_by(Decision.made_at.desc())).all()


def decision(
    session: Session, application: Application, decision_id: UUID, *, is_locked: bool = False
) -> Decision | None:
    """One decision on this application that was made for good."""
    wanted = select(Decision).where(
        Decision.id == decision_id,
        Decision.application_id == application.id,
        Decision.state == DecisionState.MADE,
    )
    return session.scalar(wanted.with_for_update() if is_locked else wanted)


def reading(session: Session, decision_id: UUID, person_key: str) -> Reading | None:
    """That this adult has said that they read the decision."""
    return session.scalar(select(Reading).where(Reading.decision_id == decision_id, Reading.person_key == person_key))


def appeals(session: Session, decision_id: UUID, person_key: str) -> Sequence[Appeal]:
    """The appeals of a decision that this adult has sent, the latest first."""
    sent = select(Appeal).where(Appeal.decision_id == decision_id, Appeal.person_key == person_key)
    return session.scalars(sent.order_by(Appeal.sent_at.desc())).all()


def calculation(session: Session, decision: Decision) -> Calculation | None:
    """What a decision was reckoned by."""
    return session.get(Calculation, decision.calculation_id)


def decided_by(session: Session, decision: Decision) -> str:
    """The name of who made the decision; empty for an automatic one and when the account is gone."""
    who = decision.approved_by or decision.prepared_by
    account = session.get(StaffAccount, who) if who else None
    return account.name if account else ""


def attachments(session: Session, application_id: UUID) -> Sequence[Attachment]:
    """Everything that was sent along with an application and with answers about it, the oldest first."""
    return _attached(session, Attachment.application_id == application_id)


def draft_attachments(session: Session, draft_id: UUID) -> Sequence[Attachment]:
    """What hangs on a draft so far, the oldest first."""
    return _attached(session, Attachment.draft_id == draft_id)


def exchange_attachments(session: Session, exchange_id: UUID) -> Sequence[Attachment]:
    """What was sent along with an answer, the oldest first."""
    return _attached(session, Attachment.exchange_id == exchange_id)


def _attached(session: Session, condition: object) -> Sequence[Attachment]:
    found = select(Attachment).where(condition).options(joinedload(Attachment.file))  # type: ignore[arg-type]
    return session.scalars(found.order_by(Attachment.added_at, Attachment.id)).all()


def _of(person_key: str) -> Select[Application]:
    mine = select(Party.application_id).where(Party.person_key == person_key)
    shown = (ApplicationState.SIGNING, ApplicationState.RETURNED, ApplicationState.FILED)
    return (
        select(Application)
        .where(Application.id.in_(mine), Application.state.in_(shown))
        .options(selectinload(Application.parties), joinedload(Application.case))
    )

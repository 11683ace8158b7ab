"""What a caseworker looks up: an application with all that belongs to it, and the lists of what waits to be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from portal.cases.models import Case
from portal.forms.assistance.models import (
    Appeal,
    AppealState,
    Application,
    ApplicationState,
    Attachment,
    Calculation,
    Decision,
    DecisionState,
    Exchange,
    LineChange,
    Party,
    Payment,
    Proposal,
    Reading,
)

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Casework:
    """An application as its caseworker needs it; every list the oldest first, `earlier` the latest first."""

    application: Application
    calculation: Calculation | None
    proposal: Proposal | None
    changes: Sequence[LineChange]
    exchanges: Sequence[Exchange]
    decisions: Sequence[Decision]
    readings: Sequence[Reading]
    appeals: Sequence[Appeal]
    payments: Sequence[Payment]
    earlier: Sequence[Application]

    @property
    def pending(self) -> Decision | None:
        """The decision that waits for a second person."""
        return next((one for one in reversed(self.decisions) if one.state is DecisionState.PREPARED), None)

    @property
    def returned(self) -> Decision | None:
        """The decision that a second person has just sent back."""
        last = self.decisions[-1] if self.decisions else None
        return last if last is not None and last.state is DecisionState.RETURNED else None

    @property
    def decision(self) -> Decision | None:
        """The latest decision that was made for good."""
        return next((one for one in reversed(self.decisions) if one.state is DecisionState.MADE), None)

    @property
    def appeal(self) -> Appeal | None:
        """The first appeal that nobody has handled."""
        return next((one for one in self.appeals if one.state is AppealState.RECEIVED), None)


def application_of(session: Session, case_id: int, *, is_locked: bool = False) -> Application | None:
    """The application behind a case, with its adults; locked for those who change it."""
    wanted = select(Application).where(Application.case_id == case_id)
    wanted = wanted.options(selectinload(Application.parties), joinedload(Application.case))
    wanted = wanted.execution_options(populate_existing=True)
    return session.scalar(wanted.with_for_update(of=Application) if is_locked else wanted)


def casework(session: Session, case_id: int, visible: Condition) -> Casework | None:
    """Everything about the application behind a case; `visible` is what the viewer may know of other cases."""
    application = session.scalar(
        select(Application)
        .where(Application.case_id == case_id)
        .options(
            undefer(Application.snapshot_sealed),
            selectinload(Application.parties),
            selectinload(Application.attachments).joinedload(Attachment.file),
        )
        .execution_options(populate_existing=True)
    )
    if application is None:
        return None
    decisions = decisions_of(session, application.id)
    return Casework(
        application=application,
        calculation=latest_calculation(session, application.id),
        proposal=latest_proposal(session, application.id),
        changes=changes_of(session, application.id),
        exchanges=exchanges_of(session, application.id),
        decisions=decisions,
        readings=_readings(session, decisions),
        appeals=_appeals(session, decisions),
        payments=_payments(session, decisions),
        earlier=_earlier(session, application, visible),
    )


def latest_calculation(session: Session, application_id: UUID) -> Calculation | None:
    """The calculation that counts."""
    return session.scalar(
        select(Calculation)
        .where(Calculation.application_id == application_id)
        .order_by(Calculation.made_at.desc(), Calculation.id.desc())
        .limit(1)
    )


def latest_proposal(session: Session, application_id: UUID) -> Proposal | None:
    """The robot's latest proposal."""
    return session.scalar(
        select(Proposal)
        .where(Proposal.application_id == application_id)
        .order_by(Proposal.made_at.desc(), Proposal.id.desc())
        .limit(1)
    )


def changes_of(session: Session, application_id: UUID) -> Sequence[LineChange]:
    """Every word of caseworkers on lines, the oldest first."""
    found = select(LineChange).where(LineChange.application_id == application_id)
    return session.scalars(found.order_by(LineChange.at, LineChange.id)).all()


def exchanges_of(session: Session, application_id: UUID) -> Sequence[Exchange]:
    """What was asked of the resident, the oldest first."""
    found = select(Exchange).where(Exchange.application_id == application_id)
    return session.scalars(found.order_by(Exchange.asked_at, Exchange.id)).all()


def decisions_of(session: Session, application_id: UUID) -> Sequence[Decision]:
    """Decisions prepared, returned and made, the oldest first."""
    found = select(Decision).where(Decision.application_id == application_id)
    return session.scalars(found.order_by(Decision.prepared_at, Decision.id)).all()


def attachment(session: Session, attachment_id: UUID) -> Attachment | None:
    """An attachment of a filed application, with its file."""
    found = select(Attachment).where(Attachment.id == attachment_id, Attachment.application_id.is_not(None))
    return session.scalar(found.options(joinedload(Attachment.file)))


def numbers_of(session: Session, application_ids: Collection[str], visible: Condition) -> dict[str, str]:
    """The case numbers, by application, of those that the viewer may know of."""
    if not application_ids:
        return {}
    wanted = Application.id.in_([UUID(one) for one in application_ids])
    rows = select(Application.id, Case.number).join(Case, Case.id == Application.case_id).where(wanted, visible)
    return {str(application_id): number for application_id, number in session.execute(rows)}


def applications_of_person(session: Session, person_key: str, visible: Condition) -> Sequence[Application]:
    """The filed applications of an adult that the viewer may know of, the latest month first."""
    theirs = select(Party.application_id).where(Party.person_key == person_key)
    return session.scalars(_filed(visible).where(Application.id.in_(theirs))).all()


def _filed(visible: Condition) -> Select[Application]:
    return (
        select(Application)
        .join(Case, Case.id == Application.case_id)
        .where(Application.state == ApplicationState.FILED, visible)
        .options(joinedload(Application.case))
        .order_by(Application.month.desc(), Application.made_at.desc())
    )


def _earlier(session: Session, application: Application, visible: Condition) -> Sequence[Application]:
    same = (Application.household_key == application.household_key, Application.id != application.id)
    return session.scalars(_filed(visible).where(*same).limit(12)).all()


def _readings(session: Session, decisions: Sequence[Decision]) -> Sequence[Reading]:
    if not decisions:
        return []
    of_these = Reading.decision_id.in_([decision.id for decision in decisions])
    return session.scalars(select(Reading).where(of_these).order_by(Reading.read_on)).all()


def _appeals(session: Session, decisions: Sequence[Decision]) -> Sequence[Appeal]:
    if not decisions:
        return []
    of_these = Appeal.decision_id.in_([decision.id for decision in decisions])
    return session.scalars(select(Appeal).where(of_these).order_by(Appeal.sent_at)).all()


def _payments(session: Session, decisions: Sequence[Decision]) -> Sequence[Payment]:
    if not decisions:
        return []
    of_these = Payment.decision_id.in_([decision.id for decision in decisions])
    return session.scalars(select(Payment).where(of_these).order_by(Payment.reference)).all()

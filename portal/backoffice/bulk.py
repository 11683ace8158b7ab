"""Many cases changed at once: each on its own, none overwritten, all of it undone for ten minutes."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import StaffAccount
from portal.accounts.viewer import Viewer
from portal.backoffice.models import BulkBatch, BulkChange
from portal.backoffice.rules import MOST_AT_ONCE, UNDO_FOR, BulkAction
from portal.cases import service
from portal.cases.kinds import Kinds
from portal.cases.models import Case, Priority
from portal.cases.queries import visible_to
from portal.core.errors import Conflict, NotFound, PortalError, Refused
from portal.core.settings import Settings
from portal.core.words import Word, word


@dataclass(frozen=True)
class Change:
    """What is to be done: an action and its target (an account's id or nothing, a team's code, a priority)."""

    action: BulkAction
    target: str
    target_name: str


@dataclass(frozen=True)
class Refusal:
    """A case that was left as it is, and why."""

    number: str
    why: Word


@dataclass(frozen=True)
class Done:
    """What became of a bulk change; `batch` undoes it, None when nothing was changed."""

    batch: BulkBatch | None
    changed: Sequence[str]
    refused: Sequence[Refusal]


@dataclass
class _Run:
    """One bulk change under way: what was changed, what was refused."""

    session: Session
    by: Viewer
    now: datetime
    changes: list[BulkChange] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def attempt(self, case: Case, batch_id: uuid.UUID, verb: Callable[[], object]) -> None:
        """Do `verb` to one case in a savepoint of its own, and note what the case was."""
        before = _state_of(case)
        try:
            with self.session.begin_nested():
                verb()
        except PortalError as error:
            self.refused.append(Refusal(case.number, error.message))
        else:
            self.changes.append(BulkChange(batch_id=batch_id, case_id=case.id, version=case.version, before=before))

    def done(self, batch: BulkBatch | None) -> Done:
        return Done(batch, [str(each.before["number"]) for each in self.changes], self.refused)


def change(
    session: Session, *, of: Kinds, wanted: Sequence[tuple[str, int]], what: Change, by: Viewer, now: datetime
) -> Done:
    """Do `what` to the cases `wanted` (number and the version that was looked at); each case stands for itself.

    One that somebody changed meanwhile, whose kind does not allow it or that is not there is refused alone.
    """
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(word("That is too many cases at once. Choose at most a hundred."))
    cases = _cases(session, of, (number for number, _ in wanted), by)
    batch = BulkBatch(account_id=by.account_id, action=what.action, done_at=now)
    run = _Run(session, by, now)
    for number, version in wanted:
        case = cases.get(number)
        why = _objection(case, of, what.action)
        if case is None or why:
            run.refused.append(Refusal(number, why or NotFound.default))
        else:
            run.attempt(case, batch.id, partial(_do, run, case, what, version))
    if not run.changes:
        return run.done(None)
    session.add(batch)
    session.flush()
    session.add_all(run.changes)
    session.flush()
    return run.done(batch)


def undo(session: Session, batch_id: uuid.UUID, *, by: Viewer, now: datetime) -> Done:
    """Bring the cases of one's own batch back to what they were; those changed since are left alone and named."""
    batch = session.scalar(select(BulkBatch).where(BulkBatch.id == batch_id).options(selectinload(BulkBatch.changes)))
    if batch is None or batch.account_id != by.account_id:
        raise NotFound
    if batch.undone_at is not None or now - batch.done_at > UNDO_FOR:
        raise Refused(word("This can be undone once, within ten minutes. That time has passed."))
    run = _Run(session, by, now)
    for each in batch.changes:
        case = session.get(Case, each.case_id)
        if case is not None:
            run.attempt(case, batch_id, partial(_restore, run, case, each))
    batch.undone_at = now
    session.flush()
    return run.done(None)


def forget_old(session: Session, _settings: Settings, now: datetime) -> int:
    """Delete what can be undone no longer; gives how many batches."""
    old = session.scalars(select(BulkBatch.id).where(BulkBatch.done_at < now - UNDO_FOR)).all()
    session.execute(delete(BulkChange).where(BulkChange.batch_id.in_(old)))
    session.execute(delete(BulkBatch).where(BulkBatch.id.in_(old)))
    return len(old)


def _cases(session: Session, kinds: Kinds, numbers: Iterable[str], by: Viewer) -> dict[str, Case]:
    found = session.scalars(select(Case).where(visible_to(by, kinds), Case.number.in_(list(numbers))))
    return {case.number: case for case in found}


def _objection(case: Case | None, kinds: Kinds, action: BulkAction) -> Word | None:
    if case is None:
        return NotFound.default
    if action.value not in kinds[case.kind].bulk_actions:
        return word("This kind of case is changed one at a time.")
    return None if case.is_open else word("The case is closed.")


def _state_of(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "assignee": str(case.assignee_id) if case.assignee_id else None,
        "team": case.team,
        "priority": case.priority.value,
    }


def _do(run: _Run, case: Case, what: Change, version: int) -> None:
    rest: dict[str, Any] = {"by": run.by, "version": version, "now": run.now}
    if what.action is BulkAction.ASSIGN:
        to = uuid.UUID(what.target) if what.target else None
        service.assign(run.session, case, to=to, to_name=what.target_name, **rest)
    elif what.action is BulkAction.TEAM:
        service.hand_to_team(run.session, case, team=what.target, **rest)
    else:
        service.prioritise(run.session, case, priority=Priority(what.target), **rest)


def _restore(run: _Run, case: Case, each: BulkChange) -> None:
    """Give back what the case had; its version must still be the one the change left it at."""
    if case.version != each.version:
        raise Conflict(word("Somebody else has changed this case since."))
    before, by, now = each.before, run.by, run.now
    if case.team != before["team"]:
        service.hand_to_team(run.session, case, team=before["team"], by=by, version=case.version, now=now)
    if case.priority.value != before["priority"]:
        priority = Priority(before["priority"])
        service.prioritise(run.session, case, priority=priority, by=by, version=case.version, now=now)
    assignee = uuid.UUID(before["assignee"]) if before["assignee"] else None
    if case.assignee_id != assignee:
        account = run.session.get(StaffAccount, assignee) if assignee else None
        name = account.name if account else ""
        service.assign(run.session, case, to=assignee, to_name=name, by=by, version=case.version, now=now)

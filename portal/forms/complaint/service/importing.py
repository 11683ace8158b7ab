"""A file of processes comes in: what it would change, then the change itself, all of it or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import Refused
from portal.core.words import word
from portal.forms.complaint import queries
from portal.forms.complaint.models import ProcessNode
from portal.forms.complaint.rules.register import search_name
from portal.forms.complaint.rules.register_file import NodeRow, read_register, unknown_owners
from portal.platform.tables import refuse


@dataclass(frozen=True)
class NodeChange:
    """A node that the file describes otherwise than the register: what is there now and what would be."""

    row: NodeRow
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; `digest` is the same as long as it would do the same."""

    rows: tuple[NodeRow, ...]
    added: tuple[NodeRow, ...]
    changed: tuple[NodeChange, ...]
    unchanged: int

    @property
    def digest(self) -> str:
        """A short name of all that would be done."""
        told = [repr(row) for row in self.added] + [repr(change) for change in self.changed]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def plan_import(session: Session, content: bytes, *, teams: Mapping[str, object]) -> ImportPlan:
    """What a file would change; raises `FileErrors` naming every faulty line, one with an unknown owner too.

    A node is known by its `ref`; those that the file does not name stay as they are, and one out of use stays so.
    """
    rows = read_register(content, teams, queries.register_levels(session))
    emails = _accounts(session)
    refuse(unknown_owners(rows, frozenset(emails)))
    known = {row.ref: row for row in session.scalars(select(ProcessNode))}
    refs = {row.id: row.ref for row in known.values()}
    met = [_compared(row, known[row.ref], refs, emails) for row in rows if row.ref in known]
    differing = tuple(change for change in met if change.after)
    added = tuple(row for row in rows if row.ref not in known)
    return ImportPlan(rows, added, differing, unchanged=len(met) - len(differing))


def import_register(
    session: Session, content: bytes, *, teams: Mapping[str, object], now: datetime, digest: str | None = None
) -> ImportPlan:
    """Store every row, or none; a second import doubles nothing.

    Raises `FileErrors`, or `Refused` when it would do something else than what `digest` names.
    """
    plan, emails = plan_import(session, content, teams=teams), _accounts(session)
    if digest is not None and plan.digest != digest:
        raise Refused(word("The register has changed since you looked. This is what the file would do now."))
    known = {row.ref: row for row in session.scalars(select(ProcessNode))}
    named = {row.ref for row in plan.added} | {change.row.ref for change in plan.changed}
    for place, row in enumerate(plan.rows):
        if row.ref not in named:
            continue
        node = known.setdefault(row.ref, _new(row, place))
        node.above_id, node.owner_id = known[row.above].id if row.above else None, emails.get(row.owner)
        _describe(node, row, now)
        session.add(node)
        session.flush()
    return plan


def _new(row: NodeRow, place: int) -> ProcessNode:
    return ProcessNode(ref=row.ref, level=row.level, names={}, search_name="", position=place, version=0)


def _describe(node: ProcessNode, row: NodeRow, now: datetime) -> None:
    """Names in languages that the file does not give stay."""
    node.names = {**node.names, **row.names}
    node.search_name, node.team = search_name(node.names, row.ref), row.team or None
    node.version, node.changed_at = node.version + 1, now


def _compared(row: NodeRow, node: ProcessNode, refs: Mapping[UUID, str], emails: Mapping[str, UUID]) -> NodeChange:
    before = {
        "names": dict(node.names),
        "above": refs.get(node.above_id, "") if node.above_id else "",
        "team": node.team or "",
        "owner": next((email for email, account in emails.items() if account == node.owner_id), ""),
    }
    after = {"names": {**node.names, **row.names}, "above": row.above, "team": row.team, "owner": row.owner}
    differing = {name: value for name, value in after.items() if before[name] != value}
    return NodeChange(row, {name: before[name] for name in differing}, differing)


def _accounts(session: Session) -> dict[str, UUID]:
    return {email: account for account, (_name, email) in queries.owners(session).items()}

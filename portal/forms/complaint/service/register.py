"""The register as the ombudsman keeps it: nodes added, described anew, merged, closed; a node never goes."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core.errors import Conflict, NotFound, Refused
from portal.core.words import word
from portal.forms.complaint import queries
from portal.forms.complaint.models import ProcessNode
from portal.forms.complaint.rules.register import Level, NodeDraft, NodeState, Register, search_name


class Verb(Protocol):
    """Something that happens to a node and needs no more than the node; `version` is the one the person saw."""

    def __call__(self, session: Session, node_id: UUID, *, version: int, now: datetime) -> ProcessNode: ...


class RefTaken(Refused):
    """Another node has this reference."""

    default = word("Another process has this reference already.")


class CannotMerge(Refused):
    """The two cannot become one."""

    default = word("Choose another of the same kind that is in use.")


def add_node(session: Session, draft: NodeDraft, *, ref: str, level: Level, now: datetime) -> ProcessNode:
    """A new node; raises `RefTaken`, or `Refused` when it cannot hang where the draft says."""
    row = ProcessNode(ref=ref, level=level, **_described(draft, ref), changed_at=now)
    _refuse_misplaced(queries.register(session), row, draft.above_id)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise RefTaken from None
    return row


def describe_node(session: Session, node_id: UUID, draft: NodeDraft, *, version: int, now: datetime) -> ProcessNode:
    """Name a node anew, give it another owner or place; `version` is the one that the person saw.

    Raises `Conflict` when somebody else was first, `NotFound`, or `Refused` for a place where it cannot hang.
    """
    row = _seen(session, node_id, version)
    if draft.above_id != row.above_id:
        _refuse_misplaced(queries.register(session), row, draft.above_id)
    for name, value in _described(draft, row.ref).items():
        setattr(row, name, value)
    return _changed(session, row, now)


def merge_node(session: Session, node_id: UUID, into_id: UUID, *, version: int, now: datetime) -> ProcessNode:
    """The node becomes part of another; what hung on it hangs on that one, and its cases count there.

    Raises `Refused` unless both are in use and of the same level.
    """
    row, register = _seen(session, node_id, version), queries.register(session)
    into = register.nodes.get(into_id)
    if into is None or not register.may_merge(register.nodes[node_id], into):
        raise CannotMerge
    below = update(ProcessNode).where(ProcessNode.above_id == node_id)
    session.execute(below.values(above_id=into_id, version=ProcessNode.version + 1, changed_at=now))
    row.state, row.merged_into_id = NodeState.MERGED, into_id
    return _changed(session, row, now)


def close_node(session: Session, node_id: UUID, *, version: int, now: datetime) -> ProcessNode:
    """Nobody can choose the node, or what hangs on it, any more; its cases stay with it."""
    row = _seen(session, node_id, version)
    if row.state is not NodeState.ACTIVE:
        raise Refused(word("It is out of use already."))
    row.state = NodeState.CLOSED
    return _changed(session, row, now)


def reopen_node(session: Session, node_id: UUID, *, version: int, now: datetime) -> ProcessNode:
    """Take a closed or merged node into use again; what was moved by the merging stays where it is."""
    row = _seen(session, node_id, version)
    row.state, row.merged_into_id = NodeState.ACTIVE, None
    return _changed(session, row, now)


def _described(draft: NodeDraft, ref: str) -> dict[str, Any]:
    return {
        "names": draft.names,
        "above_id": draft.above_id,
        "team": draft.team,
        "owner_id": draft.owner_id,
        "position": draft.position,
        "search_name": search_name(draft.names, ref),
    }


def _refuse_misplaced(register: Register, row: ProcessNode, above_id: UUID | None) -> None:
    if not register.may_stand_below(row.node, above_id):
        raise Refused(word("It cannot hang there. Choose something of the level above that is in use."))


def _seen(session: Session, node_id: UUID, version: int) -> ProcessNode:
    row = session.scalar(select(ProcessNode).where(ProcessNode.id == node_id).with_for_update())
    if row is None:
        raise NotFound
    if row.version != version:
        raise Conflict(word("Somebody else has changed this meanwhile. Look at it again before you save."))
    return row


def _changed(session: Session, row: ProcessNode, now: datetime) -> ProcessNode:
    row.version, row.changed_at = row.version + 1, now
    session.flush()
    return row

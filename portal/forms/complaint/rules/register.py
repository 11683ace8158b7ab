"""The register of processes: department, service, process, step; what hangs on what, and who owns it.

A process that is renamed, merged or closed keeps its cases: they name it by its identifier, which never goes.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from portal.core.words import Word, word

REF_MOST, NAME_MOST, SEARCH_MOST, TEAM_MOST = 40, 120, 400, 24
MOST_NODES = 5_000


class Level(StrEnum):
    """What a node of the register is, from the top."""

    DEPARTMENT = "department"
    SERVICE = "service"
    PROCESS = "process"
    STEP = "step"


LEVEL_NAMES: Mapping[Level, Word] = {
    Level.DEPARTMENT: word("Department"),
    Level.SERVICE: word("Service"),
    Level.PROCESS: word("Process"),
    Level.STEP: word("Step"),
}
_ORDER = tuple(Level)


class NodeState(StrEnum):
    """Whether a node is in use; a merged one leads to another, a closed one is no more."""

    ACTIVE = "active"
    MERGED = "merged"
    CLOSED = "closed"


def level_above(level: Level) -> Level | None:
    """The level that a node of `level` hangs on; None for the top."""
    place = _ORDER.index(level)
    return _ORDER[place - 1] if place else None


def level_below(level: Level) -> Level | None:
    """The level of what hangs on a node of `level`; None for a step."""
    place = _ORDER.index(level) + 1
    return _ORDER[place] if place < len(_ORDER) else None


@dataclass(frozen=True)
class Node:
    """One node of the register; `team` and `owner_id` are its own and may be None: then those above it count."""

    id: UUID
    ref: str
    level: Level
    names: Mapping[str, str]
    above_id: UUID | None = None
    team: str | None = None
    owner_id: UUID | None = None
    state: NodeState = NodeState.ACTIVE
    merged_into_id: UUID | None = None
    position: int = 0
    version: int = 1

    def name(self, language: str) -> str:
        """What it is called in `language`, or in Swedish."""
        return self.names.get(language) or self.names.get("sv") or self.ref


@dataclass(frozen=True)
class NodeDraft:
    """A node as somebody describes it; without team or owner those of what it hangs on count."""

    names: dict[str, str]
    above_id: UUID | None
    team: str | None = None
    owner_id: UUID | None = None
    position: int = 0


@dataclass(frozen=True)
class Register:
    """All nodes by identifier; a few thousand at most, so it is read whole and asked in memory."""

    nodes: Mapping[UUID, Node]
    _below: Mapping[UUID | None, Sequence[Node]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        below: dict[UUID | None, list[Node]] = {}
        for node in sorted(self.nodes.values(), key=lambda one: (one.position, one.name("sv").casefold())):
            below.setdefault(node.above_id, []).append(node)
        object.__setattr__(self, "_below", below)

    def below(self, node_id: UUID | None, *, active: bool = True) -> Sequence[Node]:
        """What hangs directly on a node (None: the departments), in order; those out of use only when asked for."""
        return [node for node in self._below.get(node_id, ()) if node.state is NodeState.ACTIVE or not active]

    def path(self, node_id: UUID) -> Sequence[Node]:
        """From the department down to the node itself."""
        return [*reversed(list(self._upwards(node_id)))]

    def under(self, node_id: UUID) -> frozenset[UUID]:
        """The node and everything below it, in use or not."""
        found, fresh = {node_id}, [node_id]
        while fresh:
            fresh = [one.id for above in fresh for one in self._below.get(above, ()) if one.id not in found]
            found.update(fresh)
        return frozenset(found)

    def present(self, node_id: UUID) -> Node | None:
        """The node that stands for this one now: itself, or what it was merged into."""
        node = self.nodes.get(node_id)
        for _ in range(len(self.nodes)):
            if node is None or node.merged_into_id is None:
                return node
            node = self.nodes.get(node.merged_into_id)
        return node

    def team_of(self, node_id: UUID) -> str | None:
        """The unit that answers for the node: its own, else the nearest above."""
        return next((node.team for node in self._upwards(node_id) if node.team), None)

    def owner_of(self, node_id: UUID) -> UUID | None:
        """The account of the one who owns the node: its own, else the nearest above."""
        return next((node.owner_id for node in self._upwards(node_id) if node.owner_id), None)

    def is_in_use(self, node_id: UUID) -> bool:
        """True when neither the node nor anything above it is closed or merged away."""
        return all(node.state is NodeState.ACTIVE for node in self._upwards(node_id))

    def may_stand_below(self, node: Node, above_id: UUID | None) -> bool:
        """True when `node` may hang on that one: the right level, in use, and not its own descendant."""
        needed = level_above(node.level)
        if needed is None or above_id is None:
            return needed is None and above_id is None
        above = self.nodes.get(above_id)
        fits = above is not None and above.level is needed and self.is_in_use(above_id)
        return fits and above_id not in self.under(node.id)

    def may_merge(self, node: Node, into: Node) -> bool:
        """True when `node` may be merged into `into`: another node of the same level, both in use."""
        both_in_use = node.state is NodeState.ACTIVE and self.is_in_use(into.id)
        return node.id != into.id and node.level is into.level and both_in_use

    def _upwards(self, node_id: UUID) -> Iterator[Node]:
        node = self.nodes.get(node_id)
        for _ in range(len(_ORDER)):
            if node is None:
                return
            yield node
            node = self.nodes.get(node.above_id) if node.above_id else None


def search_name(names: Mapping[str, str], ref: str) -> str:
    """All names in one spelling for searching: small letters, accents of other languages gone, Swedish ones kept."""
    text = " ".join([ref, *names.values()]).casefold()
    kept = [letter if letter in "åäö" else unicodedata.normalize("NFKD", letter)[:1] for letter in text]
    return " ".join("".join(kept).split())[:SEARCH_MOST]


def choosable(register: Register) -> Sequence[Node]:
    """The services and processes in use, in the order of the tree: what a resident can choose."""
    found: list[Node] = []
    for department in register.below(None):
        for service in register.below(department.id):
            found += [service, *register.below(service.id)]
    return found


def matching(register: Register, asked: str) -> Sequence[Node]:
    """The nodes that a few words find, wherever they stand in a name; those in use first, then by name."""
    wanted = search_name({}, asked).split()
    names = {node.id: search_name(node.names, node.ref) for node in register.nodes.values()}
    found = [node for node in register.nodes.values() if all(part in names[node.id] for part in wanted)]
    return sorted(found, key=lambda node: (not register.is_in_use(node.id), node.name("sv").casefold()))

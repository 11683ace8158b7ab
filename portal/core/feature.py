"""What a feature hands to the application: one frozen `Feature`, gathered in `portal/app.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from portal.core.words import Word


class JobContext(Protocol):
    """What a job's handler gets. It runs with no open transaction and opens short ones itself:

    `with context.database.write() as session: …; context.done(session)` makes effect and acknowledgement one
    commit. Without `done` the worker acknowledges when the handler returns.
    """

    @property
    def database(self) -> Any: ...
    @property
    def settings(self) -> Any: ...
    @property
    def keyring(self) -> Any: ...
    @property
    def now(self) -> datetime: ...
    @property
    def extras(self) -> Mapping[str, Any]: ...
    def done(self, session: Any) -> None:
        """Acknowledge the job in `session`; raises when it is another worker's now, so that nothing is committed."""


JobHandler = Callable[[Any, dict[str, Any]], None]


@dataclass(frozen=True)
class Job:
    """A kind of background work: who does it, in which lane, how often it is tried before it is a dead letter.

    `every` (seconds) makes it recurring: the worker sees to it that one is always queued.
    """

    handler: JobHandler
    lane: str = "quick"
    attempts: int = 8
    every: int | None = None


@dataclass(frozen=True)
class Tile:
    """A service on the home page, in the order of need; `endpoint` is a view without arguments but the language.

    A service of another application behind the same address has no endpoint but a `path` below the language.
    """

    endpoint: str
    icon: str
    title: Word
    text: Word
    order: int = 50
    accent: bool = False
    path: str = ""


@dataclass(frozen=True)
class Command:
    """A command of the `portal` console script: its words, its help and the function that adds its arguments."""

    words: tuple[str, ...]
    help: str
    run: Callable[..., int]
    arguments: Callable[[Any], None] = lambda parser: None


@dataclass(frozen=True)
class Feature:
    """All that a feature brings; every part is optional.

    `kinds` are case kinds, `blueprints` answer below `/<lang>`, `plain_blueprints` below `/`, `jobs` run in the
    worker, `forget` functions remove what retention says must go, `to_forget` functions list it beforehand, one line
    each, `fsck` functions list faults as sentences,
    `demo` fills an empty database, `starts` are told of the web runtime before the first request.
    """

    name: str
    kinds: Sequence[Any] = ()
    blueprints: Sequence[Any] = ()
    plain_blueprints: Sequence[Any] = ()
    jobs: Mapping[str, Job] = field(default_factory=dict)
    tiles: Sequence[Tile] = ()
    staff_links: Sequence[Tile] = ()
    forget: Sequence[Callable[..., int]] = ()
    to_forget: Sequence[Callable[..., list[str]]] = ()
    fsck: Sequence[Callable[..., list[str]]] = ()
    demo: Callable[..., None] | None = None
    starts: Sequence[Callable[[Any], None]] = ()
    commands: Sequence[Command] = ()

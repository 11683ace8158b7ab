"""The outbox table: one row per thing that is to be done."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, Integer, String, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, text_enum


class JobState(StrEnum):
    """A job waits, is leased to a worker, is done, or is dead: given up, for a human to look at."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


def _only(state: str) -> dict[str, Any]:
    condition = text(f"state = '{state}'")
    return {"sqlite_where": condition, "postgresql_where": condition}


class Job(Base):
    """One piece of work. `last_error` is a class name and a safe code, never anything about a person."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    lane: Mapped[str] = mapped_column(String(24))
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(text_enum(JobState))
    attempts: Mapped[int]
    max_attempts: Mapped[int]
    run_at: Mapped[datetime] = mapped_column(UtcDateTime())
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime())
    leased_by: Mapped[str | None] = mapped_column(String(40))
    last_error: Mapped[str | None] = mapped_column(String(120))
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime())
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime())

    __table_args__ = (
        Index("ix_job_waiting", "lane", "run_at", "id", **_only("waiting")),
        Index("ix_job_leased", "leased_until", **_only("leased")),
        Index("ix_job_done", "finished_at", **_only("done")),
        Index("ix_job_dead", "id", **_only("dead")),
        {"sqlite_autoincrement": True},
    )


def in_state(state: JobState) -> ColumnElement[bool]:
    """The condition that a job is in `state`, written out so that both databases use the partial index."""
    return Job.state == bindparam(None, state, type_=Job.__table__.c.state.type, literal_execute=True)

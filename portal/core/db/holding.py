"""Holding something by name until the transaction ends, where no row stands for it yet."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def hold(session: Session, names: Iterable[str]) -> None:
    """Wait until no other writing transaction holds any of `names`, and hold them until this one ends.

    On SQLite a writing transaction is alone anyway. The names are taken in one order, so that two who want the same
    ones never wait for each other.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for number in sorted(_number(name) for name in set(names)):
        session.execute(select(func.pg_advisory_xact_lock(number)))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)

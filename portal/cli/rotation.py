"""`portal keys rotate`: after a new first key was set, everything that an older key sealed is sealed anew.

The old keys stay in PORTAL_ENCRYPTION_KEYS until this says that nothing is left; then they may go.
"""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import inspect, select, tuple_
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.exc import StaleDataError

from portal.cli.answers import DONE, Progress, complain, say
from portal.core.db import Base, Database, resealed, sealed_columns
from portal.core.feature import Command
from portal.core.keys import BrokenSeal
from portal.core.settings import Settings
from portal.platform.files.store import FolderStore

BATCH = 200
TRIES = 5


def rotate(_arguments: Namespace, settings: Settings, database: Database) -> int:
    """Seal every sealed column and every kept picture with the first key; may be stopped and begun again."""
    try:
        for model in sealed_models():
            say(f"{model.__tablename__}: {_rotated(model, database)} values sealed anew")
        say(f"pictures: {FolderStore(settings.data_dir / 'files', database.keyring).rotate()} sealed anew")
    except BrokenSeal as broken:
        return complain([f"a value cannot be opened: {broken}; is its key still in PORTAL_ENCRYPTION_KEYS?"])
    return DONE


def sealed_models() -> list[type[Any]]:
    """Every model that has a sealed column, by table name."""
    found = [mapper.class_ for mapper in Base.registry.mappers if sealed_columns(mapper.class_)]
    return sorted(found, key=lambda model: str(model.__tablename__))


def _rotated(model: type[Any], database: Database) -> int:
    progress, after = Progress(model.__tablename__), None
    while True:
        number, after = _batch(model, after, database)
        progress.step(number)
        if after is None:
            progress.end()
            return progress.done


def _batch(model: type[Any], after: Sequence[Any] | None, database: Database) -> tuple[int, Sequence[Any] | None]:
    """Rotate the rows behind the key `after`; gives how many values changed and the last key, None at the end."""
    for _ in range(TRIES):
        try:
            with database.turn_to_write(), database.write() as session:
                rows = list(_rows(session, model, after))
                changed = sum(len(list(resealed(row, database.keyring))) for row in rows)
                last = inspect(model).primary_key_from_instance(rows[-1]) if len(rows) == BATCH else None
            return changed, last
        except StaleDataError:  # somebody changed a row of the batch meanwhile
            continue
    raise StaleDataError(f"{model.__tablename__} is changed too often just now; run this again")


def _rows(session: Session, model: type[Any], after: Sequence[Any] | None) -> Iterator[Any]:
    key = inspect(model).primary_key
    query = select(model).order_by(*key).limit(BATCH)
    query = query.options(*(undefer(getattr(model, column)) for column in sealed_columns(model)))
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*after))
    return iter(session.scalars(query))


COMMANDS = (Command(("keys", "rotate"), "seal with the first key what older keys sealed", rotate),)

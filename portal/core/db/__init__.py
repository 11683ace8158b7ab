"""Tables and transactions: plain typed SQLAlchemy on SQLite and PostgreSQL alike.

`Database.read()` and `Database.write()` are the only doors; a write is one transaction that commits at the end.
"""

from portal.core.db.base import Base, new_id
from portal.core.db.engine import Database, Unavailable
from portal.core.db.holding import hold
from portal.core.db.inserting import insert_rows, insert_unless_there
from portal.core.db.sealing import resealed, sealed, sealed_columns
from portal.core.db.types import UtcDateTime, text_enum

__all__ = [
    "Base",
    "Database",
    "Unavailable",
    "UtcDateTime",
    "hold",
    "insert_rows",
    "insert_unless_there",
    "new_id",
    "resealed",
    "sealed",
    "sealed_columns",
    "text_enum",
]

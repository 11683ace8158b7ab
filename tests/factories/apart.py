"""A base for tables of one test, apart from the portal's own: no sweep over the models or migrations sees them."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

from portal.core.db import Base


class Apart(Base):
    """Like `Base`, with metadata and a registry of its own."""

    __abstract__ = True
    metadata = MetaData()
    _sa_registry = registry(metadata=metadata)

"""The composition root: gathers the features and makes the application; reads as a list of calls."""

from sqlalchemy import MetaData

from portal.core.db import Base


def metadata() -> MetaData:
    """All tables of all features."""
    return Base.metadata

"""What holds for every table: nothing is loaded unasked, everything has a name, no default hides in the database."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import configure_mappers

from portal.app import metadata
from portal.core.db import Base, UtcDateTime, sealed_columns

TABLES = list(metadata().tables.values())


def test_no_relationship_is_loaded_unasked() -> None:
    configure_mappers()
    lazy = [str(link) for mapper in Base.registry.mappers for link in mapper.relationships if link.lazy != "raise"]
    assert lazy == []


def test_every_constraint_and_index_has_a_name() -> None:
    assert TABLES
    nameless = [table.name for table in TABLES for each in (*table.constraints, *table.indexes) if not each.name]
    assert nameless == []


def test_no_default_hides_in_the_database() -> None:
    assert [str(column) for table in TABLES for column in table.columns if column.server_default is not None] == []


def test_every_instant_is_kept_in_utc() -> None:
    instants = [column for table in TABLES for column in table.columns if column.name.endswith("_at")]
    assert [str(column) for column in instants if not isinstance(column.type, UtcDateTime)] == []


def test_what_is_sealed_is_kept_as_bytes_and_named_so() -> None:
    named = {str(column) for table in TABLES for column in table.columns if column.name.endswith("_sealed")}
    sealed = {
        f"{mapper.local_table.name}.{name}"
        for mapper in Base.registry.mappers
        for name in sealed_columns(mapper.class_)
    }
    assert named == sealed
    columns = [column for table in TABLES for column in table.columns if str(column) in sealed]
    assert all(isinstance(column.type, LargeBinary) for column in columns)


def test_every_foreign_key_is_the_first_of_some_index() -> None:
    slow = []
    for table in TABLES:
        firsts = {next(iter(index.columns)).name for index in table.indexes}
        firsts |= {next(iter(table.primary_key.columns)).name}
        firsts |= {next(iter(each.columns)).name for each in table.constraints if getattr(each, "columns", None)}
        slow += [str(key.parent) for key in table.foreign_keys if key.parent.name not in firsts]
    assert slow == []

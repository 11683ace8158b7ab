"""The history of the tables on both databases: up, compared with the models, down, up again."""

import ast
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from portal.app import metadata
from portal.cli import migrating
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.migrations.comparing import include_object
from tests.conftest import create_postgresql, drop_postgresql

ACCOUNT_WITH_ROLE = (
    """INSERT INTO staff_account (id, email, name, language, is_active, single_keys_enabled, password_hash,
    password_changed_at, password_is_temporary, created_at)
    VALUES ('a', 'a@example.org', 'A', 'sv', 1, 1, '', '2026-01-01', 0, '2026-01-01')""",
    "INSERT INTO staff_role (account_id, role) VALUES ('a', 'triage')",
)
REBUILD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "HEAD", None, None
def upgrade():
    with op.batch_alter_table("staff_account", recreate="always") as batch:
        batch.alter_column("name", type_=sa.String(200), existing_type=sa.String(120))
"""
VERSIONS = sorted((migrating.SCRIPTS / "versions").glob("[0-9]*.py"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, keyring: Keyring) -> Iterator[Database]:
    """A database without a single table, once on each engine."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}", keyring)
        yield database
        database.dispose()
        return
    server, name = request.getfixturevalue("postgresql_server"), f"m_{uuid.uuid4().hex}"
    database = Database(create_postgresql(server, name), keyring)
    yield database
    database.dispose()
    drop_postgresql(server, name)


def up(database: Database) -> None:
    command.upgrade(migrating.config_for(database.url), "head")


def down(database: Database) -> None:
    command.downgrade(migrating.config_for(database.url), "base")


def tables(database: Database) -> set[str]:
    return {name for name in inspect(database.engine).get_table_names() if name != "alembic_version"}


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        options = {"include_object": include_object, "compare_type": True, "target_metadata": metadata()}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata()))


def schema(database: Database) -> dict[str, object]:
    """Every table with its columns and indexes as the database itself tells them."""
    looked = inspect(database.engine)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in looked.get_columns(table)],
            sorted(str(index["name"]) for index in looked.get_indexes(table)),
            sorted(str(key["name"]) for key in looked.get_foreign_keys(table)),
        )
        for table in sorted(tables(database))
    }


def test_migrations_lead_to_what_the_models_describe(empty: Database) -> None:
    up(empty)
    assert differences(empty) == []


def test_migrated_tables_are_those_that_the_tests_run_on(empty: Database, database: Database) -> None:
    if empty.dialect == database.dialect:
        up(empty)
        assert schema(empty) == schema(database)


def test_migrations_go_down_to_nothing_and_up_again(empty: Database) -> None:
    up(empty)
    first = schema(empty)
    down(empty)
    assert tables(empty) == set()
    up(empty)
    assert schema(empty) == first
    assert differences(empty) == []


def test_a_second_upgrade_changes_nothing(empty: Database) -> None:
    assert migrating.bring_up_to_date(empty)
    assert not migrating.bring_up_to_date(empty)
    assert migrating.revision_of(empty) == migrating.newest()


def test_free_text_finds_the_middle_of_a_word_after_migrating(empty: Database) -> None:
    up(empty)
    with empty.engine.connect() as connection:
        if empty.dialect == "sqlite":
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            assert sorted(names) == ["case_search_added", "case_search_changed", "case_search_gone"]
        else:
            made = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_case_search'"))
            assert "gin_trgm_ops" in made.scalar_one()


def test_a_row_that_refers_to_nothing_stops_the_migration(tmp_path: Path, keyring: Keyring) -> None:
    database = Database(f"sqlite:///{tmp_path / 'broken.db'}", keyring)
    up(database)
    database.dispose()
    with sqlite3.connect(str(database.url.database)) as connection:
        connection.execute("INSERT INTO staff_role (account_id, role) VALUES ('nobody', 'triage')")
    connection.close()
    with pytest.raises(Exception, match="refer to nothing, in: staff_role"):
        up(database)


def test_a_rebuilt_table_keeps_the_rows_that_refer_to_it(tmp_path: Path, keyring: Keyring) -> None:
    database = Database(f"sqlite:///{tmp_path / 'rebuilt.db'}", keyring)
    scripts = tmp_path / "migrations"
    shutil.copytree(migrating.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_rebuild.py").write_text(REBUILD.replace("HEAD", str(migrating.newest())))
    up(database)
    database.dispose()
    with sqlite3.connect(str(database.url.database)) as connection:
        for statement in ACCOUNT_WITH_ROLE:
            connection.execute(statement)
    config = migrating.config_for(database.url)
    config.set_main_option("script_location", str(scripts))
    command.upgrade(config, "head")
    assert connection.execute("SELECT count(*) FROM staff_role").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.stem)
def test_a_version_imports_nothing_of_ours(version: Path) -> None:
    tree = ast.parse(version.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name.split(".")[0] in {"portal", "tests"}]


def test_versions_form_one_line() -> None:
    assert len({path.name[:4] for path in VERSIONS}) == len(VERSIONS)
    assert migrating.newest() == VERSIONS[-1].name[:4]

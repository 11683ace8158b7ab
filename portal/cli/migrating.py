"""`portal upgrade`: bring the tables up to what this version expects; safe to run at every start."""

from argparse import Namespace
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL

from portal.cli.answers import DONE, say
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings

SCRIPTS = Path(__file__).resolve().parents[1] / "migrations"


def config_for(url: URL) -> Config:
    """Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def newest() -> str | None:
    """The last migration of this version."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head()


def revision_of(database: Database) -> str | None:
    """The migration the database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def bring_up_to_date(database: Database) -> bool:
    """Run the migrations that are missing; True when there were any. Each is one transaction on both databases."""
    before, wanted = revision_of(database), newest()
    database.dispose()
    if before == wanted:
        return False
    command.upgrade(config_for(database.url), "head")
    return True


def upgrade(_arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Migrate to the newest version."""
    changed = bring_up_to_date(database)
    say(f"the database stands at {newest()}" + ("" if changed else " already"))
    return DONE


COMMANDS = (Command(("upgrade",), "bring the database up to date (migrations)", upgrade),)

"""The commands, their words and their help; the features' own stand beside those of the portal."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from portal.app import FEATURES
from portal.cli import backup, catalogues_command, logs, migrating, restore, rotation, serving, together, upkeep
from portal.cli.answers import ASKED_WRONGLY, FAILED, complain
from portal.core.db import Database
from portal.core.errors import PortalError
from portal.core.feature import Command
from portal.core.keys import Keyring
from portal.core.settings import Settings, SettingsError

STATEMENT_MS = 60_000
OWN_ALONE = 0o077
"""What a command writes, nobody else on the machine reads."""

OWN: tuple[Command, ...] = (
    *together.COMMANDS,
    *serving.COMMANDS,
    *migrating.COMMANDS,
    *upkeep.COMMANDS,
    *rotation.COMMANDS,
    *backup.COMMANDS,
    *restore.COMMANDS,
    *catalogues_command.COMMANDS,
)


def commands() -> tuple[Command, ...]:
    """Every command there is, the portal's own first."""
    return (*OWN, *(command for feature in FEATURES for command in feature.commands))


def make_parser(known: Sequence[Command]) -> ArgumentParser:
    """A parser for all commands; `--help` works at every level."""
    parser = ArgumentParser(prog="portal", description="The citizen portal: what an operator types.")
    groups: dict[str, _SubParsersAction[ArgumentParser]] = {}
    top = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in known:
        place = top
        for word in command.words[:-1]:
            place = groups.get(word) or _group(top, word, known)
            groups[word] = place
        own = place.add_parser(command.words[-1], help=command.help, description=command.help)
        command.arguments(own)
        own.set_defaults(run=command.run)
    return parser


def _group(
    top: "_SubParsersAction[ArgumentParser]", word: str, known: Sequence[Command]
) -> "_SubParsersAction[ArgumentParser]":
    inside = [command.words[-1] for command in known if command.words[0] == word]
    return top.add_parser(word, help=", ".join(inside)).add_subparsers(metavar="COMMAND", required=True)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in `words` (the process's own by default); gives the exit code."""
    arguments = make_parser(commands()).parse_args(words)
    os.umask(OWN_ALONE)
    if getattr(arguments, "courses", False) is True:
        return serving.serve_courses(arguments)
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return complain(error.faults, ASKED_WRONGLY)
    logs.install(as_json=not settings.is_demo)
    return _run(arguments, settings)


def _run(arguments: Namespace, settings: Settings) -> int:
    keyring = Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)
    database = Database(settings.database_url, keyring, statement_ms=STATEMENT_MS)
    try:
        code: int = arguments.run(arguments, settings, database)
    except PortalError as error:
        return complain([str(error.message)])
    except SQLAlchemyError as error:
        return complain(
            [f"the database does not do what was asked: {_first_line(error)}", "is `portal upgrade` done?"]
        )
    except OSError as error:
        return complain([f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")])
    except KeyboardInterrupt:
        return FAILED
    finally:
        database.dispose()
    return code


def _first_line(error: SQLAlchemyError) -> str:
    """What the database itself said, without the statement and its values."""
    own = str(getattr(error, "orig", None) or type(error).__name__)
    return own.splitlines()[0]

"""`portal catalogues`: for an image or a package, which compile the translations once."""

from argparse import Namespace

from portal.cli.answers import DONE, say
from portal.cli.catalogues import compile_catalogues
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.core.web.application import ROOT


def catalogues(_arguments: Namespace, _settings: Settings, _database: Database) -> int:
    """Compile what is newer than its compiled form."""
    say(f"{compile_catalogues(ROOT / 'translations')} catalogues compiled")
    return DONE


COMMANDS = (Command(("catalogues",), "compile the translations", catalogues),)

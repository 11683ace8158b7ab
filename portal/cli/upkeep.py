"""`portal demo`, `portal gallring` and `portal fsck`: every feature does its own part."""

from argparse import Namespace
from collections.abc import Callable

from portal import demo
from portal.app import FEATURES
from portal.cli.answers import ASKED_WRONGLY, DONE, Progress, complain, say
from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings

MOST_ROUNDS = 10_000


def fill_demo(_arguments: Namespace, settings: Settings, database: Database) -> int:
    """Fill an empty database with demo content; what is there already stays as it is."""
    if not settings.is_demo:
        return complain(["demo content belongs to the demo; PORTAL_MODE is production"], ASKED_WRONGLY)
    demo.fill(settings, database, FEATURES)
    say("the demo content is there")
    return DONE


def gallring(_arguments: Namespace, settings: Settings, database: Database) -> int:
    """Remove what the municipality's retention rules say must go (gallring), in short transactions."""
    for feature in FEATURES:
        gone = sum(_forgotten(forget, feature.name, settings, database) for forget in feature.forget)
        if feature.forget:
            say(f"{feature.name}: {gone}")
    return DONE


def _forgotten(forget: Callable[..., int], name: str, settings: Settings, database: Database) -> int:
    progress = Progress(name)
    for _ in range(MOST_ROUNDS):
        with database.turn_to_write(), database.write() as session:
            number = forget(session, settings, clock.now())
        progress.step(number)
        if not number:
            break
    progress.end()
    return progress.done


def fsck(_arguments: Namespace, settings: Settings, database: Database) -> int:
    """Look for faults in what is stored; one sentence each, and exit code 1 when there are any."""
    faults: list[str] = []
    for feature in FEATURES:
        for check in feature.fsck:
            with database.read() as session:
                faults += check(session, settings)
    if faults:
        return complain(faults)
    say("nothing is wrong")
    return DONE


COMMANDS = (
    Command(("demo",), "fill an empty database with demo content", fill_demo),
    Command(("gallring",), "remove what retention says must go", gallring),
    Command(("fsck",), "look for faults in what is stored", fsck),
)

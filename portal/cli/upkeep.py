"""`portal demo`, `portal gallring` and `portal fsck`: every feature does its own part."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from portal import demo
from portal.app import FEATURES
from portal.cli.answers import ASKED_WRONGLY, DONE, Progress, complain, say
from portal.core import clock
from portal.core.db import Database
from portal.core.feature import Command, Feature
from portal.core.settings import Settings

MOST_ROUNDS = 10_000
BATCH = 500
"""So many rows at least a feature removes at once where there are more."""


def fill_demo(_arguments: Namespace, settings: Settings, database: Database) -> int:
    """Fill an empty database with demo content; what is there already stays as it is."""
    if not settings.is_demo:
        return complain(["demo content belongs to the demo; PORTAL_MODE is production"], ASKED_WRONGLY)
    demo.fill(settings, database, FEATURES)
    say("the demo content is there")
    return DONE


def gallring(arguments: Namespace, settings: Settings, database: Database) -> int:
    """Say what the municipality's retention rules remove (gallring); with `--run`, remove it."""
    for feature in FEATURES:
        if not arguments.run_it:
            _list(feature, settings, database)
        elif feature.forget:
            gone = sum(_forgotten(forget, feature.name, settings, database) for forget in feature.forget)
            say(f"{feature.name}: {gone}")
    if not arguments.run_it:
        say("nothing was removed; `portal gallring --run` removes it")
    return DONE


def _list(feature: Feature, settings: Settings, database: Database) -> None:
    """What would go: the lines of those who list it, otherwise how many, tried out and taken back."""
    for listing in feature.to_forget:
        with database.read() as session:
            for line in listing(session, settings, clock.now()):
                say(f"{feature.name}: {line}")
    if feature.forget and not feature.to_forget:
        number = sum(_tried(forget, settings, database) for forget in feature.forget)
        say(f"{feature.name}: {number}{' or more' if number >= BATCH else ''}")


def _tried(forget: Callable[..., int], settings: Settings, database: Database) -> int:
    with database.turn_to_write(), database.session(writes=True) as session:
        number = forget(session, settings, clock.now())
        session.rollback()
    return number


def _run_argument(parser: ArgumentParser) -> None:
    parser.add_argument("--run", dest="run_it", action="store_true", help="remove it; without this it is only listed")


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
    Command(("gallring",), "list what retention says must go; --run removes it", gallring, _run_argument),
    Command(("fsck",), "look for faults in what is stored", fsck),
)

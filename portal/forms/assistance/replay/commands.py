"""`portal assistance replay`: decisions computed again from what was stored, and compared byte for byte."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter

from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.forms.assistance.replay import replaying

DONE, FAILED = 0, 1
STEP = 500


def replay(arguments: Namespace, _settings: Settings, database: Database) -> int:
    """Print what differs, or each decision of one case; 1 when a decision does not follow from what was stored."""
    found: Counter[replaying.Verdict] = Counter()
    with database.read() as session:
        for one in replaying.replayed(session, arguments.case):
            found[one.verdict] += 1
            if arguments.case or one.verdict is not replaying.Verdict.SAME:
                print(f"{one.number}\t{one.made_on}\t{one.verdict}")
            if found.total() % STEP == 0:
                print(f"{found.total()} decisions", file=sys.stderr)
    if arguments.case and not found:
        print(f"there is no decision on {arguments.case}", file=sys.stderr)
        return FAILED
    print(f"{found.total()} decisions, {found[replaying.Verdict.SAME]} the same byte for byte")
    return FAILED if replaying.FAULTS & found.keys() else DONE


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--case", metavar="NUMBER", help="the decisions of one case alone")


COMMANDS = (Command(("assistance", "replay"), "compute decisions again and compare", replay, _arguments),)

"""A renewal's whole robot run beside the least there can be: `python -m benchmarks.robot [RENEWALS]`.

On each database families whose month before was calculated, proposed and granted have filed a renewal. The run on
one is the robot's transaction: load, compare with the month before, look for matches, calculate, propose, and store
what seven agencies said (they were asked before), traces, calculation and proposal. The baseline loads the same
renewal with its answers and makes one durable insert. Both take turns on families of their own, with a database of
usual durability; what counts is the median of their times.

The aim: the run at 0.25 of the baseline's rate or more on each database. The last line is JSON.
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from uuid import UUID

from sqlalchemy import insert, text

from benchmarks.queue import postgresql
from portal.app import metadata
from portal.cases.models import Actor, CaseEvent, EventType
from portal.core.db import Database, new_id
from portal.core.keys import Keyring
from portal.forms.assistance.agencies import replies
from portal.forms.assistance.agencies.simulated import Simulated
from portal.forms.assistance.agencies.source import ask_all
from portal.forms.assistance.queries import robot as queries
from portal.forms.assistance.rules.answers import Answers
from portal.forms.assistance.rules.decision import Outcome
from portal.forms.assistance.rules.reasons import Reasons
from portal.forms.assistance.service import deciding, robot
from tests.factories import assistance
from tests.factories import robot as family
from tests.factories.robot import AMINA, NOVEMBER, OCTOBER

RENEWALS, WARM = 160, 10
AIM = 0.25
Case = tuple[UUID, int]
Heard = tuple[replies.Heard, ...]


def numbers(count: int) -> list[str]:
    """Of so many people born on the same day."""
    return [f"{AMINA.personnummer[:8]}{at:04}" for at in range(count)]


def agencies(people: Sequence[str]) -> Simulated:
    """Agencies who know of each what the demo's know of Amina."""
    known = Simulated()._persons[AMINA.personnummer]
    return Simulated(dict.fromkeys(people, known))


def said_by(number: str, answers: Answers) -> Answers:
    """The answers of another person, paid to another account, at another address."""
    home = replace(answers.housing, address=f"Gatan {number}") if answers.housing else None
    return replace(answers, people=(replace(AMINA, personnummer=number, account=number),), housing=home)


def prepared(database: Database, people: Sequence[str], source: Simulated) -> list[Case]:
    """Renewals that are filed and not looked at yet, each with its month before granted: application and case."""
    with database.write() as session:
        if database.dialect == "postgresql":
            session.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        metadata().create_all(session.connection())
    with database.write() as session:
        lead = family.lead(session)
    found = []
    for number in people:
        with database.write() as session:
            first = family.filed(session, said_by(number, family.answers()), OCTOBER)
            family.ran(session, first, OCTOBER, source=source)
            deciding.decide(
                session,
                first,
                outcome=Outcome.GRANT,
                reasons=Reasons((), {}, ""),
                settings=assistance.RULES,
                by=lead,
                version=first.case.version if first.case else 0,
                now=OCTOBER,
            )
            renewal = family.filed(session, said_by(number, family.renewal()), NOVEMBER)
            found.append((renewal.id, renewal.case_id or 0))
    return found


def asked(database: Database, cases: Sequence[Case], source: Simulated) -> list[Heard]:
    """What the agencies answer about each, asked before the robot's transaction begins."""
    with database.read() as session:
        return [ask_all(source, robot.questions(session, case[0])) for case in cases]


def run(database: Database, case: Case, heard: Heard) -> None:
    """The robot's whole run."""
    with database.write() as session:
        found = robot.run(session, case[0], heard=heard, settings=assistance.RULES, is_demo=True, now=NOVEMBER)
    assert found is not None
    assert found.proposal.amount == family.LACKS
    assert not found.proposal.changes


def load_and_insert(database: Database, case: Case) -> None:
    """The renewal loaded with its answers, and one row written through to the disk."""
    with database.write() as session:
        application = queries.application(session, case[0], is_locked=True)
        assert application is not None
        assert queries.answers_of(application).children
        session.execute(
            insert(CaseEvent).values(
                uuid=new_id(),
                case_id=case[1],
                at=NOVEMBER,
                type=EventType.NOTE,
                actor=Actor.SYSTEM,
                is_public=False,
                data={},
            )
        )


def timed(work: Callable[[], None]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measure(url: str, count: int) -> tuple[float, float]:
    """The median milliseconds of a run and of the baseline, taken in turns."""
    people = numbers(2 * count)
    source = agencies(people)
    database = Database(url, Keyring([b"t" * 32], b"i" * 32, b"s" * 32))
    try:
        cases = prepared(database, people, source)
        runs, least = cases[:count], cases[count:]
        heard = asked(database, runs, source)
        gc.collect()
        found = [
            (timed(partial(run, database, one, said)), timed(partial(load_and_insert, database, two)))
            for one, said, two in zip(runs, heard, least, strict=True)
        ]
    finally:
        database.dispose()
    return median(each[0] for each in found[WARM:]), median(each[1] for each in found[WARM:])


def main() -> int:
    """Measure and print; 1 when the aim is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RENEWALS
    ratios = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with postgresql(folder / "postgresql") as server:
            urls = {"sqlite": f"sqlite:///{folder / 'portal.db'}", "postgresql": server.format(name="postgres")}
            for engine, url in urls.items():
                whole, least = measure(url, count)
                ratios[engine] = least / whole
                missed = "" if ratios[engine] >= AIM else "  MISSED"
                print(
                    f"{engine}: robot run {whole:.2f} ms, load and one insert {least:.2f} ms, "
                    f"{ratios[engine]:.2f} of its rate (aim {AIM}){missed}"
                )
    print(json.dumps({"benchmark": "robot", "ratios": {name: round(value, 3) for name, value in ratios.items()}}))
    return 0 if min(ratios.values()) >= AIM else 1


if __name__ == "__main__":
    raise SystemExit(main())

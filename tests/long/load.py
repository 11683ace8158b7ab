"""`make load`: many at once on both databases; no answer may fail and no case may be doubled or lost.

`python -m tests.long.load [--people 50] [--seconds 60]`. Residents look, report (pressing Send twice) and follow,
staff work the queue meanwhile. Prints what was answered and how fast; exit code 1 when anything went wrong.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

from sqlalchemy import func, select

from portal.cases.models import Case, CaseEvent, EventType
from tests.conftest import create_postgresql
from tests.factories import postgresql
from tests.factories.postgresql import DURABLE
from tests.long.traffic import Person, Site, Tally, standing

PEOPLE, SECONDS = 50, 60.0
SHARE_OF_DESKS = 10
"""One in so many works at a desk."""


def crowd(site: Site, people: int, seconds: float) -> Tally:
    """What `people` at once get in so many seconds; each finishes what was begun."""
    until, total = threading.Event(), Tally()
    works = [_life(site, number) for number in range(people)]
    timer = threading.Timer(seconds, until.set)
    timer.start()
    with ThreadPoolExecutor(people) as pool:
        for tally in pool.map(lambda work: work(until), works):
            total.add(tally)
    timer.cancel()
    return total


def _life(site: Site, number: int) -> Callable[[threading.Event], Tally]:
    """What one of them does until it is enough; those at a desk have signed in before it begins."""
    is_desk = number % SHARE_OF_DESKS == 0
    person = Person(site, f"{'Desk' if is_desk else 'Person'} {number}")
    if is_desk:
        person.sign_in(site.desks[number // SHARE_OF_DESKS % len(site.desks)])

    def live(until: threading.Event) -> Tally:
        at = 5 * number
        while not until.is_set():
            if is_desk:
                person.work()
            else:
                person.live(at)
            at += 1
        return person.tally

    return live


def faults(site: Site, tally: Tally) -> Iterator[str]:
    """Everything that went wrong, as sentences."""
    yield from sorted(set(tally.surprises))
    if not tally.told:
        yield "nobody reported anything"
    with site.database.read() as session:
        cases = session.scalar(select(func.count()).select_from(Case)) or 0
        openings = session.scalars(select(CaseEvent.case_id).where(CaseEvent.type == EventType.OPENED)).all()
    if cases != len(tally.told):
        yield f"{len(tally.told)} receipts, {cases} cases"
    if sorted(openings) != sorted(set(openings)) or len(openings) != cases:
        yield f"{cases} cases, {len(openings)} openings"


def summary(tally: Tally, seconds: float) -> str:
    """How much was answered and how fast, in one line."""
    cuts = quantiles(tally.seconds, n=100)
    statuses = ", ".join(f"{status}: {number}" for status, number in sorted(tally.statuses.items()))
    return (
        f"{sum(tally.statuses.values())} answers ({len(tally.seconds) / seconds:.0f} a second; {statuses}); "
        f"{len(tally.told)} reports; half within {cuts[49]:.2f} s, 95 % within {cuts[94]:.2f} s"
    )


def run(url: str, folder: Path, people: int, seconds: float) -> tuple[Tally, list[str]]:
    """What a crowd got on the database at `url`, and what went wrong."""
    with standing(url, folder) as site:
        tally = crowd(site, people, seconds)
        return tally, list(faults(site, tally))


def main() -> int:
    """Run on both databases and print; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given, wrong = parser.parse_args(), 0
    with tempfile.TemporaryDirectory(prefix="load-") as name, postgresql.running(DURABLE) as server:
        urls = {"sqlite": f"sqlite:///{name}/sqlite/portal.db", "postgresql": create_postgresql(server.url, "portal")}
        for engine, url in urls.items():
            folder = Path(name) / engine
            folder.mkdir()
            began = time.monotonic()
            tally, found = run(url, folder, given.people, given.seconds)
            print(f"{engine}: {summary(tally, time.monotonic() - began)}", *found, sep="\n  ", flush=True)
            wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

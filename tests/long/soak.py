"""`make soak`: ten thousand mixed requests on both databases; the memory of every process has to stay flat.

`python -m tests.long.soak [--requests 10000]`. Residents and staff take turns; the memory of each process is read
after every quarter. Exit code 1 when a process holds more than 150 MB, or more than 5 % (and 3 MB) more after the
last quarter than after the second.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import create_postgresql
from tests.factories import postgresql
from tests.factories.postgresql import QUICK
from tests.long.load import faults as faults_of_load
from tests.long.traffic import Person, Site, standing

REQUESTS, QUARTERS, CLIENTS = 10_000, 4, 4
MOST_MB, GROWTH, SLACK_MB = 150.0, 1.05, 3.0
DESK_EVERY = 5
KILOBYTES = 1024


def megabytes(site: Site) -> list[float]:
    """What each process that answers holds in memory."""
    first = site.server.process.pid
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return sorted(_resident(int(child)) for child in children)


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / KILOBYTES for line in lines if line.startswith("VmRSS:"))


class Mixture:
    """A resident and a member of staff who go on where they were; counts every request."""

    def __init__(self, site: Site, number: int) -> None:
        self._at = 0
        self.resident, self.desk = (Person(site, f"{who} {number}") for who in ("Person", "Desk"))
        self.desk.sign_in(site.desks[number % len(site.desks)])

    def go_on(self, requests: int) -> None:
        """Do things until about so many more requests have been answered."""
        until = self.answered + requests
        while self.answered < until:
            self._at += 1
            if self._at % DESK_EVERY:
                self.resident.live(self._at)
            else:
                self.desk.work()

    @property
    def answered(self) -> int:
        """How many requests have been answered so far."""
        return len(self.resident.tally.seconds) + len(self.desk.tally.seconds)


def soak(site: Site, requests: int) -> tuple[list[list[float]], list[str]]:
    """The megabytes of each process after each quarter of so many requests, and what went wrong on the way."""
    held, each = [], requests // (QUARTERS * CLIENTS)
    with ThreadPoolExecutor(CLIENTS) as pool:
        people = [Mixture(site, number) for number in range(CLIENTS)]
        for _ in range(QUARTERS):
            list(pool.map(lambda person: person.go_on(each), people))
            held.append(megabytes(site))
    tally = people[0].resident.tally
    for person in people:
        for other in (person.resident.tally, person.desk.tally):
            if other is not tally:
                tally.add(other)
    return held, list(faults_of_load(site, tally))


def growing(held: Sequence[Sequence[float]], growth: float = GROWTH, most: float = MOST_MB) -> Iterator[str]:
    """What is wrong with the memory held after each quarter, as sentences."""
    settled, last = held[len(held) // 2 - 1], held[-1]
    if len(settled) != len(last):
        yield f"a process was replaced: {len(settled)} before, {len(last)} at the end"
    for before, after in zip(settled, last, strict=False):
        if after > before * growth + SLACK_MB:
            yield f"a process grew from {before:.0f} MB to {after:.0f} MB"
    if max(last) > most:
        yield f"a process holds {max(last):.0f} MB; {most:.0f} MB is the most"


def main() -> int:
    """Run on both databases and print; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--requests", type=int, default=REQUESTS)
    given, wrong = parser.parse_args(), 0
    with tempfile.TemporaryDirectory(prefix="soak-") as name, postgresql.running(QUICK) as server:
        urls = {"sqlite": f"sqlite:///{name}/sqlite/portal.db", "postgresql": create_postgresql(server.url, "portal")}
        for engine, url in urls.items():
            folder = Path(name) / engine
            folder.mkdir()
            with standing(url, folder) as site:
                held, found = soak(site, given.requests)
            found += growing(held)
            shown = "; ".join(", ".join(f"{each:.0f}" for each in quarter) for quarter in held)
            print(f"{engine}: MB of each process after each quarter: {shown}", *found, sep="\n  ", flush=True)
            wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

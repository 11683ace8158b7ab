"""What the server's processes hold after ten thousand requests: `python -m benchmarks.memory [REQUESTS]`.

The real application under gunicorn as in production, on SQLite, filled with the demo's places. Four clients ask in
turn for the pages that residents open first and for the staff door, and send a report with every tenth request.
Resident memory is read from /proc after each quarter. The aims: every process under 150 MB, and flat: no more than
5 % more after the last quarter than after the second. The last line is JSON.
"""

import http.client
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.serving import Stage, forms, resident, staged

REQUESTS, CLIENTS, QUARTERS = 10_000, 4, 4
REPORT_EVERY = 10
MEGABYTES, GROWTH = 150, 1.05
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGES = (
    "/sv/felanmalan/{code}",
    "/ar/felanmalan/{code}",
    "/sv/",
    "/sv/felanmalan/",
    "/en/felanmalan/?q=park",
    "/sv/felanmalan/?lat=56.6634&lon=16.3568",
    "/sv/folj",
    "/sv/om/integritet",
    "/handlaggning/logga-in",
    "/sv/finns-inte",
)
Asked = tuple[str, str | None]


def asked(stage: Stage, number: int) -> Iterator[Asked]:
    """Address and form of each request; every tenth is a report of its own."""
    reports = iter(forms(stage, number // REPORT_EVERY + 1, stage.folder / "memory").read_text().splitlines())
    pages = cycle(page.format(code=stage.code) for page in PAGES)
    for at in range(number):
        if at % REPORT_EVERY == REPORT_EVERY - 1:
            yield f"/sv/felanmalan/{stage.code}", next(reports)
        else:
            yield next(pages), None


def ask(host: str, requests: list[Asked]) -> None:
    """Ask for each in turn over a connection that is kept; raises when the server fails."""
    connection = http.client.HTTPConnection(host, timeout=30)
    for path, form in requests:
        headers = {"Accept-Encoding": "gzip"} | (FORM if form else {})
        connection.request("POST" if form else "GET", path, form, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status >= http.client.INTERNAL_SERVER_ERROR or (form and answer.status != http.client.SEE_OTHER):
            raise RuntimeError(f"{path}: {answer.status}")
    connection.close()


def measure(stage: Stage, number: int) -> list[list[int]]:
    """Megabytes of each process that serves, after each quarter of `number` requests."""
    address = urlsplit(stage.address)
    waiting, found = asked(stage, number), []
    for _ in range(QUARTERS):
        quarter = list(islice(waiting, number // QUARTERS))
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(lambda at, due=quarter: ask(address.netloc, due[at::CLIENTS]), range(CLIENTS)))
        found.append(sorted(resident(str(address.port))))
    return found


def main() -> int:
    """Measure and print; 1 when an aim is missed."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with staged(f"sqlite:///{folder / 'portal.db'}", folder) as stage:
            found = measure(stage, number)
    for quarter, megabytes in enumerate(found, start=1):
        print(f"after {number * quarter // QUARTERS} requests: {', '.join(f'{each} MB' for each in megabytes)}")
    largest, growth = max(found[-1]), max(found[-1]) / max(found[1])
    met = largest <= MEGABYTES and growth <= GROWTH
    print(f"largest {largest} MB (aim {MEGABYTES}), growth {growth:.3f} (aim {GROWTH}){'' if met else '  MISSED'}")
    print(json.dumps({"benchmark": "memory", "megabytes": found, "growth": round(growth, 3)}))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())

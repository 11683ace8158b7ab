"""The sign's page and a report beside a bare Flask view: `python -m benchmarks.serving [SECONDS]`.

On each database the real application, filled with the demo's places, is served by gunicorn as in production; `wrk`
asks at four connections, in turns, for the plain view, for a view that makes one durable insert, for the sign's page
and for reports without a photo, each with a form token of its own. Only ratios within one run mean anything.

The aims: the page at 0.25 of the bare view's rate or more (it comes from a cache), a report at 0.06 on SQLite and
0.05 on PostgreSQL and at 0.25 of the durable insert; the page and all it needs in 30 kB; each process under 150 MB
after 10 000 requests. The last line is JSON.
"""

import contextlib
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import func, select, text

from benchmarks.queue import postgresql, served
from portal.cases.models import Case
from portal.cli import migrating
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.core.web.form_token import FormTokens
from portal.demo.filling import GEOGRAPHY
from portal.reports.damage.rules import PURPOSE
from portal.reports.damage.sites import sign_key
from portal.reports.places import demo as places
from portal.reports.places.models import Sign, SignState

TOWN = Path(__file__).resolve().parents[1] / "municipality.toml"
CONNECTIONS, ROUNDS = 4, 3
FORMS_PER_SECOND = 700
REQUESTS, MEGABYTES, KILOBYTES = 10_000, 150, 30
AIMS = {"page": 0.25, "report sqlite": 0.06, "report postgresql": 0.05, "report beside insert": 0.25}
POSTING = """
local bodies, at = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
request = function() at = at + 1; return wrk.format(nil, nil, nil, bodies[(at - 1) % #bodies + 1]) end
"""


@dataclass(frozen=True)
class Stage:
    """A portal that is served: its address, its database, a sign, and the keys to make form tokens with."""

    address: str
    database: Database
    code: str
    folder: Path

    @property
    def page(self) -> str:
        return f"{self.address}/sv/felanmalan/{self.code}"


def prepared(url: str, folder: Path) -> tuple[Database, str]:
    """A migrated database with places and signs, and the code of a sign that hangs."""
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(folder)})
    database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
    migrating.bring_up_to_date(database)
    places.fill(
        database, settings, clock.now(), areas=GEOGRAPHY / "areas.geojson", places=GEOGRAPHY / "places.geojson"
    )
    with database.read() as session:
        code = session.scalar(select(Sign.code).where(Sign.state == SignState.MOUNTED).order_by(Sign.code).limit(1))
    if code is None:
        raise RuntimeError("no sign hangs in the demo")
    return database, code


def forms(stage: Stage, number: int, path: Path) -> Path:
    """`number` reports, each under a token of its own."""
    tokens, then = FormTokens(stage.database.keyring), clock.now() - timedelta(minutes=10)
    topic = re.findall(r'name="topic"[^>]*value="([^"]+)"', gzip.decompress(fetched(stage.page)).decode())[0]
    with path.open("w", encoding="ascii") as file:
        for place in range(number):
            token = tokens.issue(PURPOSE, sign_key(stage.code), then)
            words = f"Gungan till vänster har lossnat, kedja {place}"
            file.write(urlencode({"token": token, "topic": topic, "words": words, "website": ""}) + "\n")
    return path


def wrk(url: str, seconds: float, script: Path | None = None, bodies: Path | None = None) -> tuple[float, int]:
    """Requests a second, and how many there were; raises when an answer was no success."""
    own = ["-s", str(script)] if script else []
    command = [
        "wrk",
        "-t",
        "1",
        "-c",
        str(CONNECTIONS),
        "--timeout",
        "20s",
        "-d",
        f"{seconds:.0f}s",
        "-H",
        "Accept-Encoding: gzip",
        *own,
        url,
    ]
    environment = os.environ | ({"BODIES": str(bodies)} if bodies else {})
    out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120, env=environment).stdout
    rate, number = re.search(r"Requests/sec:\s+([\d.]+)", out), re.search(r"(\d+) requests in", out)
    if "Non-2xx" in out or "Socket errors" in out or not rate or not number:
        raise RuntimeError(out)
    return float(rate[1]), int(number[1])


@contextlib.contextmanager
def staged(url: str, folder: Path) -> Iterator[Stage]:
    """A portal under gunicorn on the database at `url`, whose budget of reports no benchmark can exceed."""
    database, code = prepared(url, folder)
    town = folder / "municipality.toml"
    town.write_text(re.sub(r"(?m)^reports_per_minute = \d+", "reports_per_minute = 1000000", TOWN.read_text()))
    environment = {"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": url, "PORTAL_MODE": "demo"}
    environment["PORTAL_MUNICIPALITY"] = str(town)
    with served("portal.wsgi:application", "", environment) as server:
        yield Stage(server.url, database, code, folder)
    database.dispose()


def measure(url: str, folder: Path, seconds: float) -> dict[str, float]:
    """The rates on one database, the median of rounds in turns, as ratios to what was measured beside them."""
    script = folder / "posting.lua"
    script.write_text(POSTING)
    insert = {"BENCH_DATABASE": url, "BENCH_FOLDER": str(folder)}
    with (
        served("benchmarks.baselines:bare()", "", {}) as bare,
        served("benchmarks.baselines:inserting()", "", insert) as inserting,
        staged(url, folder) as stage,
    ):
        wrk(stage.page, 1)
        turns = [_turn((bare.url, inserting.url), stage, seconds, script) for _ in range(ROUNDS)]
        size = weight(stage)
        memory = memory_after(stage, seconds)
    return {name: round(median(turn[name] for turn in turns), 4) for name in turns[0]} | {
        "page bytes": size,
        "megabytes": memory,
    }


def _turn(baselines: tuple[str, str], stage: Stage, seconds: float, script: Path) -> dict[str, float]:
    bodies = forms(stage, int(FORMS_PER_SECOND * seconds), stage.folder / "forms")
    before = case_count(stage.database)
    plain, insert, page = (wrk(url, seconds)[0] for url in (*baselines, stage.page))
    report, sent = wrk(stage.page, seconds, script, bodies)
    made = case_count(stage.database) - before
    if not sent <= made <= sent + 4 * CONNECTIONS:  # those under way when the clock stopped
        raise RuntimeError(f"{sent} reports were answered, {made} cases made")
    return {
        "bare per second": plain,
        "page per second": page,
        "reports per second": report,
        "page": page / plain,
        "report": report / plain,
        "report beside insert": report / insert,
    }


def case_count(database: Database) -> int:
    """How many cases there are."""
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def weight(stage: Stage) -> int:
    """Bytes on the wire, bodies alone, of the sign's page and all that a browser fetches for it."""
    packed = fetched(stage.page)
    html = gzip.decompress(packed).decode()
    needed = set(re.findall(r'(?:<link[^>]+href|<script[^>]+src|<img[^>]+src)="(/static/[^"]+)"', html))
    return len(packed) + sum(len(fetched(stage.address + name)) for name in sorted(needed))


def fetched(url: str) -> bytes:
    """The body as it was sent, compressed as a browser asks for it."""
    encodings = "br, gzip" if "/static/" in url else "gzip"
    request = urllib.request.Request(url, headers={"Accept-Encoding": encodings})  # noqa: S310 (our own server)
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        body: bytes = answer.read()
        return body


def memory_after(stage: Stage, seconds: float) -> int:
    """The resident megabytes of the largest process after at least so many requests."""
    asked = 0
    while asked < REQUESTS:
        asked += wrk(stage.page, seconds)[1]
    return max(resident(stage.address.rsplit(":", 1)[1]))


def resident(port: str) -> list[int]:
    """Megabytes of each process that listens on `port`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"127.0.0.1:{port}".encode() in (folder / "cmdline").read_bytes():
                pages = re.search(r"VmRSS:\s+(\d+)", (folder / "status").read_text())
                found.append(int(pages[1]) // 1024 if pages else 0)
    return found


def verdicts(results: dict[str, dict[str, float]]) -> Iterator[tuple[str, bool]]:
    """Each aim as a sentence, and whether it was met."""
    for engine, found in results.items():
        for name in ("page", "report", "report beside insert"):
            aim = AIMS.get(f"{name} {engine}", AIMS.get(name, 0.0))
            yield f"{engine}: {name} {found[name]:.3f} (aim {aim})", found[name] >= aim
        yield (
            f"{engine}: page {found['page bytes'] / 1000:.1f} kB (aim {KILOBYTES})",
            found["page bytes"] <= KILOBYTES * 1000,
        )
        yield f"{engine}: process {found['megabytes']} MB (aim {MEGABYTES})", found["megabytes"] <= MEGABYTES


def on_both(measure_one: Callable[[str, Path], dict[str, float]]) -> dict[str, dict[str, float]]:
    """What `measure_one` finds on SQLite and on a PostgreSQL of our own, each in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, postgresql(Path(name) / "pg") as server:
        folders = {engine: Path(name) / engine for engine in ("sqlite", "postgresql")}
        for folder in folders.values():
            folder.mkdir()
        create = Database(server.format(name="postgres"), Keyring([b"t" * 32], b"i" * 32, b"s" * 32))
        with create.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE DATABASE serving"))
        create.dispose()
        urls = {
            "sqlite": f"sqlite:///{folders['sqlite'] / 'portal.db'}",
            "postgresql": server.format(name="serving"),
        }
        return {engine: measure_one(url, folders[engine]) for engine, url in urls.items()}


def main() -> int:
    """Measure all and print the ratios; 1 when an aim is missed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    results = on_both(lambda url, folder: measure(url, folder, seconds))
    met = True
    for sentence, is_met in verdicts(results):
        print(sentence if is_met else f"{sentence}  MISSED")
        met = met and is_met
    print(json.dumps({"benchmark": "serving", "results": results}))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""The queue's first page beside a bare Flask view: `python -m benchmarks.queue [SECONDS]`.

On each database the real application is served by gunicorn with 1 000 and with 100 000 cases (most of them closed,
at most 2 000 open), and `wrk` asks at four connections for the plain view and for the queue in turns, with the cookie
of somebody who is signed in. Only ratios within one run mean anything. Beside the rates stands what the servers
(PostgreSQL's included) reckon for one request: on a machine that has other work to do, that is the steadier figure.
A page that is still true is shown again (`backoffice.snapshots`), so the last figures are taken while somebody
commits five changes a second.

The aims at 100 000 cases: at least 0.03 of the bare view's rate, at most twice the time at 1 000. The last line is
JSON.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import text, update

from portal.accounts.permissions import Role
from portal.app import metadata
from portal.cases.models import Case
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from tests.factories import accounts, cases

SIZES = (1_000, 100_000)
CONNECTIONS = 4
ROUNDS = 3
AIM_RATIO, AIM_GROWTH = 0.03, 2.0
EMAIL = "maria@kommun.example.org"
STATES = ("new", "new", "assessing", "ordered", "waiting", "closed")


def bare_application() -> Flask:
    """The view that everything is compared with."""
    app = Flask(__name__)
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own on a socket, with its usual durability; gives an address with room for a name."""
    folder.parent.chmod(0o755)
    folder.mkdir()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(binaries / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)

    run("initdb", "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses=''", "start")
    try:
        yield f"postgresql+psycopg://portal@/{{name}}?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


def fill(database: Database, size: int) -> str:
    """Make all tables and `size` cases; gives the session token of a member of staff who sees them all."""
    with database.write() as session:
        if database.dialect == "postgresql":
            session.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        metadata().create_all(session.connection())
    now = clock.now()
    account = accounts.make_account(database, Role.TRIAGE, email=EMAIL, now=now)
    with database.write() as session:
        open_cases = max(200, size // 50)
        cases.add_many(session, size, now, open_cases=open_cases, staff=[account], kind="damage", states=STATES)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if database.dialect == "postgresql" else "ANALYZE"))
    return accounts.sign_in(database, EMAIL, now=now).token


@dataclass(frozen=True)
class Served:
    """A server under test."""

    url: str
    pid: int


@contextlib.contextmanager
def served(target: str, path: str, environment: dict[str, str]) -> Iterator[Served]:
    """`target` under gunicorn as in production; gives the address of `path` in it once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-control-socket", "-k", "gthread", "-w", "2", "--threads", "24", "-b", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *options, "--log-level", "error", target]
    server = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait_for(port)
        yield Served(f"http://127.0.0.1:{port}{path}", server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int) -> None:
    """Return once something listens on `port`; raises TimeoutError after 20 seconds."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


def rate(url: str, cookie: str, seconds: float) -> tuple[float, int]:
    """Requests a second at four connections, and how many there were; raises when any answer is not a page."""
    headers = ["-H", f"Cookie: {cookie}", "-H", "Accept-Encoding: gzip"]
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds:.0f}s", *headers, url]
    out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(out)
    found, number = re.search(r"Requests/sec:\s+([\d.]+)", out), re.search(r"(\d+) requests in", out)
    if found is None or number is None:
        raise RuntimeError(out)
    return float(found[1]), int(number[1])


def cpu_seconds(parent: int) -> float:
    """What a process and its children have reckoned so far."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    ticks = 0
    for pid in (str(parent), *children):
        with contextlib.suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def loaded(server: Served, cookie: str, seconds: float, beside: Sequence[int] = ()) -> tuple[float, float]:
    """Requests a second, and processor milliseconds a request in the server and the processes `beside` it."""
    before = sum(map(cpu_seconds, (server.pid, *beside)))
    found, number = rate(server.url, cookie, seconds)
    return found, (sum(map(cpu_seconds, (server.pid, *beside))) - before) * 1000 / max(number, 1)


@contextlib.contextmanager
def writing(url: str, settings: Settings) -> Iterator[None]:
    """Meanwhile somebody commits a change five times a second, so that nothing found stays true for long."""
    ended = threading.Event()

    def write() -> None:
        database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
        while not ended.wait(0.2):
            with database.write() as session:
                session.execute(update(Case).where(Case.id == 1).values(voices=Case.voices + 1))
        database.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        ended.set()
        writer.join()


def measure(url: str, data: Path, size: int, seconds: float, beside: Sequence[int] = ()) -> dict[str, float]:
    """The bare view and the queue on one database, the median of rounds in turns."""
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(data)})
    database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
    cookie = f"portal_session={fill(database, size)}"
    database.dispose()
    environment = {"PORTAL_DATA_DIR": str(data), "PORTAL_DATABASE_URL": url, "PORTAL_MODE": "demo"}
    with (
        served("benchmarks.queue:bare_application()", "/", {}) as bare,
        served("portal.wsgi:application", "/handlaggning/", environment) as queue,
    ):
        check(queue.url, cookie)
        rate(queue.url, cookie, 1)
        rounds = [(*loaded(bare, cookie, seconds), *loaded(queue, cookie, seconds, beside)) for _ in range(ROUNDS)]
        with writing(url, settings):
            busy, busy_cpu = loaded(queue, cookie, seconds, beside)
    return {
        "bare": round(median(each[0] for each in rounds)),
        "queue": round(median(each[2] for each in rounds), 1),
        "ratio": round(median(each[2] / each[0] for each in rounds), 4),
        "bare_cpu_ms": round(median(each[1] for each in rounds), 3),
        "queue_cpu_ms": round(median(each[3] for each in rounds), 2),
        "busy": round(busy, 1),
        "busy_cpu_ms": round(busy_cpu, 2),
        "cpu_ratio": round(median(each[1] / each[3] for each in rounds), 4),
    }


def check(url: str, cookie: str) -> None:
    """Raise unless the page really is a full page of the queue."""
    request = urllib.request.Request(url, headers={"Cookie": cookie})  # noqa: S310 (our own server)
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        page = answer.read().decode()
    if page.count("data-open ") != 50 or "facet__count" not in page:
        raise RuntimeError("the queue did not show fifty rows and its counts")


def main() -> int:
    """Measure all and print the ratios; 1 when an aim is missed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-queue-") as name, postgresql(Path(name) / "pg") as server:
        for size in SIZES:
            data = Path(name) / str(size)
            data.mkdir()
            results[f"sqlite {size}"] = measure(f"sqlite:///{data / 'portal.db'}", data, size, seconds)
            with Database(
                server.format(name="postgres"), Keyring([b"t" * 32], b"i" * 32, b"s" * 32)
            ).engine.connect() as c:
                c.execution_options(isolation_level="AUTOCOMMIT").execute(text(f"CREATE DATABASE q{size}"))
            postmaster = int((Path(name) / "pg" / "data" / "postmaster.pid").read_text().split()[0])
            address = server.format(name=f"q{size}")
            results[f"postgresql {size}"] = measure(address, data, size, seconds, [postmaster])
    for where, found in results.items():
        print(
            f"{where:>18}: bare {found['bare']:>6.0f}/s  queue {found['queue']:>6.1f}/s  ratio {found['ratio']:.4f};"
            f" CPU {found['bare_cpu_ms']:.2f} and {found['queue_cpu_ms']:.1f} ms  ratio {found['cpu_ratio']:.4f}"
            f"; while somebody writes {found['busy']:.1f}/s, {found['busy_cpu_ms']:.1f} ms"
        )
    growth = {
        engine: round(results[f"{engine} {SIZES[0]}"]["ratio"] / results[f"{engine} {SIZES[1]}"]["ratio"], 2)
        for engine in ("sqlite", "postgresql")
    }
    print("time at 100 000 cases beside 1 000:", growth)
    print(json.dumps({"benchmark": "queue", "results": results, "growth": growth}))
    good = all(results[f"{engine} {SIZES[1]}"]["ratio"] >= AIM_RATIO for engine in growth)
    return 0 if good and max(growth.values()) <= AIM_GROWTH else 1


if __name__ == "__main__":
    raise SystemExit(main())

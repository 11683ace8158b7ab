"""The queue's first page beside a bare Flask view: `python -m benchmarks.queue [SECONDS]`.

On each database the real application is served by gunicorn with 1 000 and with 100 000 cases (most of them closed,
at most 2 000 open), and `wrk` asks at four connections for the plain view and for the queue in turns, with the cookie
of somebody who is signed in. Only ratios within one run mean anything.

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
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import text

from portal.accounts.permissions import Role
from portal.app import metadata
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


@contextlib.contextmanager
def served(target: str, environment: dict[str, str]) -> Iterator[str]:
    """`target` under gunicorn as in production; gives its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-control-socket", "-k", "gthread", "-w", "2", "--threads", "24", "-b", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *options, "--log-level", "error", target]
    server = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
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


def rate(url: str, cookie: str, seconds: float) -> float:
    """Requests a second at four connections; raises when any answer is not a page."""
    headers = ["-H", f"Cookie: {cookie}", "-H", "Accept-Encoding: gzip"]
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds:.0f}s", *headers, url]
    out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(out)
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    if found is None:
        raise RuntimeError(out)
    return float(found[1])


def measure(url: str, data: Path, size: int, seconds: float) -> dict[str, float]:
    """The rates of the bare view and the queue on one database, the median of rounds in turns."""
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(data)})
    database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
    cookie = f"portal_session={fill(database, size)}"
    database.dispose()
    environment = {"PORTAL_DATA_DIR": str(data), "PORTAL_DATABASE_URL": url, "PORTAL_MODE": "demo"}
    with (
        served("benchmarks.queue:bare_application()", {}) as bare,
        served("portal.wsgi:application", environment) as app,
    ):
        check(f"{app}/handlaggning/", cookie)
        rate(f"{app}/handlaggning/", cookie, 1)
        pairs = [(rate(bare, cookie, seconds), rate(f"{app}/handlaggning/", cookie, seconds)) for _ in range(ROUNDS)]
    bare_rate, queue_rate = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(queue / plain for plain, queue in pairs)
    return {"bare": round(bare_rate), "queue": round(queue_rate, 1), "ratio": round(ratio, 4)}


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
            results[f"postgresql {size}"] = measure(server.format(name=f"q{size}"), data, size, seconds)
    for where, found in results.items():
        print(
            f"{where:>18}: bare {found['bare']:>6.0f}/s  queue {found['queue']:>6.1f}/s  ratio {found['ratio']:.4f}"
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

"""`make fuzz`: hostile requests to every route of the portal, on both databases; the answer is never a 500.

`python -m tests.long.fuzz [--times 60] [--seed N]`. As nobody and as somebody who holds every role, with
addresses, queries, forms, files, headers and methods that nobody meant; some begin as a form that a page really
showed. Prints what broke and the seed that breaks it again; exit code 1 when anything did.
"""

import argparse
import logging
import re
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.app import create_app
from portal.core import clock
from portal.core.settings import Settings
from tests.access.matrix import OPEN, RESIDENT, Opening, doors
from tests.conftest import create_postgresql, create_tables
from tests.factories import accounts, postgresql
from tests.factories.postgresql import QUICK
from tests.factories.reports import Resident, database_of, forms_on, only_case, spot
from tests.factories.residents import SignedIn
from tests.long.mischief import Mischief
from tests.long.nasty import field_names

ROOT = Path(__file__).resolve().parents[2]
TIMES = 60
"""How often each route is asked on each database: some twenty thousand requests in all."""
RENEWED_EVERY = 250
"""After so many requests the member of staff signs in anew: some of what they did may have signed them out."""
SIGNED_OUT = 401
EMAIL = "fuzz@kommun.example.org"


@dataclass(frozen=True)
class Ground:
    """A portal with a little in it, and the values that really mean something there."""

    app: Flask
    known: tuple[str, ...]
    names: tuple[str, ...]
    doors: tuple[Opening, ...]


@dataclass
class Findings:
    """What broke, each as a sentence, and how many requests were made of each route."""

    broke: list[str] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)


def ground(app: Flask) -> Ground:
    """A playground, a case with its receipt, an account with every role."""
    here, resident = spot(app), Resident(app.test_client())
    resident.report(here.sign_page, words="Kedjan är av", contact="kalle@example.se")
    database = database_of(app)
    account = accounts.make_account(database, *Role, email=EMAIL, now=clock.now(), teams=("parks",))
    case = only_case(app)
    known = (
        "sv",
        here.code,
        here.ref,
        case.number,
        resident.receipt,
        str(account),
        "1",
        "display",
        "parks",
        "damage",
    )
    return Ground(app, known, field_names(), tuple(doors(app)))


class Attacker:
    """Makes one request after the other, each other than the last; the same seed makes the same ones."""

    def __init__(self, where: Ground, seed: int) -> None:
        self._where, self._mischief = where, Mischief(seed, where.known, where.names)
        self._nobody: FlaskClient = where.app.test_client()
        self.findings = Findings()
        self._sign_in()

    def attack(self, times: int) -> Findings:
        """Ask each route so many times; what broke is in the findings."""
        for at, door in enumerate(self._mischief.shuffled([*self._where.doors] * times)):
            if at and at % RENEWED_EVERY == 0:
                self._sign_in()
            self._try(door)
        return self.findings

    def _sign_in(self) -> None:
        self._staff = accounts.Browser(self._where.app)
        self._staff.sign_in(EMAIL)
        self._resident = SignedIn(self._where.app, "erik")
        page = self._staff.get("/handlaggning/konto").get_data(as_text=True)
        self._token = (re.findall(r'name="csrf_token" value="([^"]+)"', page) or [""])[0]

    def _try(self, door: Opening) -> None:
        is_staff = door.roles not in {OPEN, RESIDENT} and self._mischief.happens(0.9)
        client = self._staff.client if is_staff else self._other(door)
        method, address = self._mischief.method(door.method), self._mischief.address(door)
        values = self._values(client, address) if method != "GET" else {}
        headers = self._mischief.headers()
        self.findings.asked[door.address] = self.findings.asked.get(door.address, 0) + 1
        with _Watching() as seen:
            try:
                answer = client.open(
                    address,
                    method=method,
                    base_url=self._staff.base,
                    headers=headers,
                    **values,
                )
            except Exception as error:  # noqa: BLE001 (whatever escapes is what is looked for)
                self._note(method, door, f"escaped: {error!r}")
                return
        self._judge(method, door, answer, seen.errors, is_staff=is_staff)

    def _judge(
        self, method: str, door: Opening, answer: TestResponse, errors: Sequence[str], *, is_staff: bool
    ) -> None:
        self.findings.statuses[answer.status_code] = self.findings.statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500 and door.address != "/readyz":
            self._note(method, door, f"{answer.status_code} {' | '.join(errors)}")
        if "Content-Security-Policy" not in answer.headers:
            self._note(method, door, "an answer without its headers")
        if urlsplit(answer.headers.get("Location") or "").netloc not in {"", urlsplit(self._staff.base).netloc}:
            self._note(method, door, f"sent on to {answer.headers['Location'][:100]!r}")
        if answer.status_code == SIGNED_OUT and is_staff:
            self._sign_in()
        answer.close()

    def _note(self, method: str, door: Opening, what: str) -> None:
        self.findings.broke.append(f"{method} {door.address}: {what}")

    def _other(self, door: Opening) -> FlaskClient:
        """A resident who has signed in, at the doors of residents; else nobody."""
        return self._resident.client if door.roles == RESIDENT and self._mischief.happens(0.9) else self._nobody

    def _values(self, client: FlaskClient, address: str) -> dict[str, Any]:
        """What is sent: now and then a form that the page there really shows, changed."""
        if not self._mischief.happens(0.3):
            return self._mischief.body(self._token)
        try:
            forms = forms_on(client.get(address, base_url=self._staff.base).get_data(as_text=True))
        except Exception:  # noqa: BLE001 (the request itself is judged when it comes)
            forms = []
        return self._mischief.changed(forms)


class _Watching(logging.Handler):
    """Keeps what the portal logs as an error meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[1] if record.exc_info else None
        self.errors.append(f"{record.getMessage()} {cause!r}"[:300])

    def __enter__(self) -> "_Watching":
        logging.getLogger("portal").addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        logging.getLogger("portal").removeHandler(self)


def run(settings: Settings, url: str, times: int, seed: int) -> Findings:
    """What is found on the empty database at `url` when each route is asked so many times."""
    app = create_app(replace(settings, database_url=url))
    try:
        create_tables(database_of(app))
        return Attacker(ground(app), seed).attack(times)
    finally:
        app.extensions["portal"].services["scans"].stop()
        database_of(app).dispose()


def verdicts(found: Findings, engine: str) -> Iterator[str]:
    """What is printed of one database."""
    statuses = ", ".join(f"{status}: {number}" for status, number in sorted(found.statuses.items()))
    yield f"{engine}: {sum(found.asked.values())} requests to {len(found.asked)} addresses ({statuses})"
    yield from (f"  {fault}" for fault in sorted(set(found.broke)))


def main() -> int:
    """Run on both databases and print; 1 when anything broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    given, wrong = parser.parse_args(), 0
    print(f"seed {given.seed}", flush=True)
    logging.getLogger("portal").propagate = False
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name, postgresql.running(QUICK) as server:
        urls = {"sqlite": f"sqlite:///{name}/portal.db", "postgresql": create_postgresql(server.url, "portal")}
        for engine, url in urls.items():
            own = {"PORTAL_DATA_DIR": f"{name}/{engine}", "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}
            found = run(Settings.from_environment(own), url, given.times, given.seed)
            print(*verdicts(found, engine), sep="\n", flush=True)
            wrong += len(found.broke)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

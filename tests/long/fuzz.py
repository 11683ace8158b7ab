"""`make fuzz`: hostile requests to every route of the portal, on both databases; the answer is never a 500.

`python -m tests.long.fuzz [--times 60] [--seed N]`. As nobody and as somebody who holds every role, with
addresses, queries, forms, files, headers and methods that nobody meant; some begin as a form that a page really
showed. Prints what broke and the seed that breaks it again; exit code 1 when anything did.
"""

import argparse
import io
import logging
import random
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
from tests.factories import accounts, pictures, postgresql
from tests.factories.postgresql import QUICK
from tests.factories.reports import Resident, database_of, forms_on, only_case, spot
from tests.factories.residents import SignedIn

ROOT = Path(__file__).resolve().parents[2]
TIMES = 60
"""How often each route is asked on each database: some twenty thousand requests in all."""
RENEWED_EVERY = 250
"""After so many requests the member of staff signs in anew: some of what they did may have signed them out."""
SIGNED_OUT = 401
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW")
EMAIL = "fuzz@kommun.example.org"
NASTY = (
    "",
    " ",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "%",
    '\'; DROP TABLE "case"; --',
    "' OR '1'='1",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% for x in y %}",
    "${jndi:ldap://x}",
    "a" * 5000,
    "\u202e\u200f\ufeff",
    "\ud800",
    "🙂" * 300,
    "İ" * 300,
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "NaN",
    "true",
    "null",
    "00000000-0000-0000-0000-000000000000",
    "[]",
    "a[b][c]=d",
    "https://evil.example/",
    "//evil.example",
    "2026-02-30",
    "٣٤",
    "1_9999999999999999",
    "19900101-0017",
)
BODIES = (
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "",
)


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


def field_names() -> tuple[str, ...]:
    """The name of every field that a template or a form class names."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(re.findall(r'\bname="([a-z_]+)"', path.read_text(encoding="utf-8")))
    for path in (ROOT / "portal").rglob("*.py"):
        found |= set(re.findall(r"(?m)^    (\w+) = (?:\w+\.)?\w*Field\(", path.read_text(encoding="utf-8")))
        found |= set(re.findall(r"request\.args\.get\(\"(\w+)\"", path.read_text(encoding="utf-8")))
    return tuple(sorted(found))


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
        self._where, self._chance = where, random.Random(seed)  # noqa: S311 (the same requests again)
        self._nobody: FlaskClient = where.app.test_client()
        self.findings = Findings()
        self._sign_in()

    def attack(self, times: int) -> Findings:
        """Ask each route so many times; what broke is in the findings."""
        order = [*self._where.doors] * times
        self._chance.shuffle(order)
        for at, door in enumerate(order):
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
        is_staff = door.roles not in {OPEN, RESIDENT} and self._chance.random() < 0.9
        client = self._staff.client if is_staff else self._other(door)
        method = self._chance.choice(METHODS) if self._chance.random() < 0.05 else door.method
        address = f"{self._address(door)}{self._query()}"
        values = self._form_of_the_page(client, address) if self._chance.random() < 0.3 else self._body(is_staff)
        headers = self._headers()
        self.findings.asked[door.address] = self.findings.asked.get(door.address, 0) + 1
        with _Watching() as seen:
            try:
                answer = client.open(
                    address,
                    method=method,
                    base_url=self._staff.base,
                    headers=headers,
                    **(values if method != "GET" else {}),
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

    def _text(self) -> str:
        pick = self._chance.random()
        if pick < 0.35:
            return self._chance.choice(self._where.known)
        if pick < 0.9:
            return self._chance.choice(NASTY)
        return "".join(chr(self._chance.randrange(1, 0x3000)) for _ in range(self._chance.randrange(1, 40)))

    def _other(self, door: Opening) -> FlaskClient:
        """A resident who has signed in, at the doors of residents; else nobody."""
        return self._resident.client if door.roles == RESIDENT and self._chance.random() < 0.9 else self._nobody

    def _address(self, door: Opening) -> str:
        def place(found: re.Match[str]) -> str:
            if "uuid:" in found[0]:
                return (
                    f"{self._chance.getrandbits(128):032x}"
                    if self._chance.random() < 0.2
                    else str(_uuid(self._chance))
                )
            if "any(" in found[0]:
                return re.findall(r"'([^']+)'", found[0])[0]
            if "lang:" in found[0]:
                return self._chance.choice(("sv", "sv", "en", "ar", "xx"))
            return _quoted(self._text()) or "-"

        return re.sub(r"<[^>]+>", place, door.address)

    def _query(self) -> str:
        pairs = [(self._chance.choice(self._where.names), self._text()) for _ in range(self._chance.randrange(3))]
        return "?" + "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs) if pairs else ""

    def _headers(self) -> dict[str, str]:
        names = ("Accept-Language", "X-Forwarded-For", "Referer", "Range", "If-None-Match", "HX-Request", "Origin")
        chosen = {self._chance.choice(names): self._text() for _ in range(self._chance.randrange(3))}
        return {name: re.sub(r"[^\x20-\x7e]", "?", value)[:2000] for name, value in chosen.items()}

    def _body(self, is_staff: bool) -> dict[str, Any]:
        if self._chance.random() < 0.15:
            junk = self._chance.randbytes(self._chance.randrange(400))
            return {"data": junk, "content_type": self._chance.choice(BODIES)}
        fields: dict[str, Any] = {self._chance.choice(self._where.names): self._text() for _ in range(8)}
        fields |= {"csrf_token": self._token} if is_staff else {}
        return self._as_form(fields)

    def _form_of_the_page(self, client: FlaskClient, address: str) -> dict[str, Any]:
        """A form that the page shows, with something in it changed."""
        try:
            forms = forms_on(client.get(address, base_url=self._staff.base).get_data(as_text=True))
        except Exception:  # noqa: BLE001 (the request itself is judged when it comes)
            forms = []
        fields: dict[str, Any] = dict(self._chance.choice(forms).fields) if forms else {}
        for name in self._chance.sample(sorted(fields), min(len(fields), 2)):
            if name != "csrf_token":
                fields[name] = self._text()
        fields |= {self._chance.choice(self._where.names): self._text()}
        return self._as_form(fields | {"csrf_token": self._token})

    def _as_form(self, fields: dict[str, Any]) -> dict[str, Any]:
        if self._chance.random() < 0.4:
            name = self._chance.choice(("photos", "file", "documents", *self._where.names))
            content = self._chance.choice(
                (b"", b"%PDF-1.4", b"GIF89a", pictures.jpeg(8, 8), self._chance.randbytes(300))
            )
            clean = {key: _storable(value) for key, value in fields.items()}
            return {
                "data": clean | {name: (io.BytesIO(content), "../x\u202ejpg.exe")},
                "content_type": "multipart/form-data",
            }
        body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in fields.items())
        return {"data": body, "content_type": "application/x-www-form-urlencoded"}


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


def _uuid(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _quoted(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in str(value).encode("utf-8", "surrogatepass"))


def _storable(value: str) -> str:
    return str(value).encode("utf-8", "ignore").decode()


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

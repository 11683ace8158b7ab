"""What people do with a portal that really runs: they look, report, follow, press "me too"; staff work the queue."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from tests.conftest import create_tables
from tests.factories import accounts, places
from tests.factories.reports import Spot, form_to, forms_on, report_form
from tests.factories.server import Server, serving

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
LOOKS = (
    "/sv/",
    "/ar/",
    "/sv/felanmalan/",
    "/en/felanmalan/?q=park",
    "/sv/felanmalan/?lat=56.6634&lon=16.3568",
    "/sv/felanmalan/platser",
    "/ar/om/integritet",
    "/sv/folj",
    "/sv/folj/AAAA-AAAA-AAAA-AAAA-AAAA",
    "/sv/finns-inte",
)
DESKS = 8
EXPECTED = frozenset({200, 302, 303, 404})


@dataclass(frozen=True)
class Site:
    """A portal that runs under gunicorn: a playground with a sign, and the addresses of those at the desks."""

    server: Server
    database: Database
    playground: Spot
    desks: tuple[str, ...]


@contextmanager
def standing(url: str, folder: Path, *, processes: int = 2, threads: int = 16) -> Iterator[Site]:
    """The portal on an empty database at `url`, with a budget of reports that no crowd exceeds.

    Its threads share two heaps, as `portal serve` has it.
    """
    town = folder / "municipality.toml"
    own = (ROOT / "municipality.toml").read_text(encoding="utf-8")
    town.write_text(re.sub(r"reports_per_minute = \d+", "reports_per_minute = 1000000", own), encoding="utf-8")
    given = {"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": url, "PORTAL_MUNICIPALITY": str(town)}
    settings = Settings.from_environment(given)
    database = Database(url, Keyring(settings.encryption_keys, settings.index_key, settings.secret_key))
    create_tables(database)
    playground, desks = _furnished(database)
    with serving(given | {"MALLOC_ARENA_MAX": "2"}, workers=processes, threads=threads) as server:
        yield Site(server, database, playground, desks)
    database.dispose()


def _furnished(database: Database) -> tuple[Spot, tuple[str, ...]]:
    with database.write() as session:
        place = places.place(session)
        playground = Spot(place.ref, places.sign(session, place).code)
    desks = tuple(f"desk{number}@kommun.example.org" for number in range(DESKS))
    for email in desks:
        accounts.make_account(database, Role.TRIAGE, email=email, name=email, now=clock.now())
    return playground, desks


@dataclass
class Tally:
    """What came back: how often each status, how long each answer took, and the words behind each receipt."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    surprises: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take over what another has counted."""
        self.statuses += other.statuses
        self.seconds += other.seconds
        self.told |= other.told
        self.surprises += other.surprises


class Person:
    """Somebody with a browser that keeps cookies; every answer is counted, every surprise is noted."""

    def __init__(self, site: Site, name: str) -> None:
        self.tally = Tally()
        self._site, self._name, self._cookies, self._reports = site, name, SimpleCookie(), 0

    def live(self, at: int) -> None:
        """What a resident does at the turn `at`: looks, presses "me too", or reports and follows."""
        turn = at % (len(LOOKS) + 4)
        if turn < len(LOOKS):
            self._ask("GET", LOOKS[turn])
        elif turn % 2:
            self.press_me_too()
        else:
            self.report()

    def report(self) -> None:
        """Report something, press Send twice as people do, and read what became of it."""
        self._reports += 1
        words = f"{self._name} rapporterar fel {self._reports}"
        form = report_form(self._ask("GET", self._site.playground.sign_page)[1])
        fields = form.fields | {"topic": "broken", "words": words}
        once, again = (self._ask("POST", form.action, fields)[0] for _ in range(2))
        if not once or once != again:
            self.tally.surprises.append(f"two receipts for one form: {once!r}, {again!r}")
        self.tally.told[once] = words
        self._follow(once.replace("/kvitto/", "/folj/"), words)

    def press_me_too(self) -> None:
        """Say that one has seen it too, where something is known."""
        page = self._ask("GET", self._site.playground.sign_page)[1]
        known = [form for form in forms_on(page) if "/jag-ocksa/" in form.action]
        if known:
            self._ask("POST", known[0].action, known[0].fields)

    def sign_in(self, email: str) -> None:
        """Sign in as staff."""
        self._ask("POST", "/handlaggning/logga-in", {"email": email, "password": accounts.PASSWORD})

    def work(self) -> None:
        """Look at the queue, open its first case, and write a note."""
        page = self._ask("GET", "/handlaggning/?view=all")[1]
        numbers = re.findall(r'href="(/handlaggning/arenden/[A-Z0-9-]+)" data-open', page)
        if numbers:
            self._ask("GET", f"{numbers[0]}/forhandsvisning")
            token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
            self._ask("POST", f"{numbers[0]}/anteckna", {"csrf_token": token, "words": "Sett."})

    def _follow(self, address: str, words: str) -> None:
        page = self._ask("GET", address)[1]
        if words not in page:
            self.tally.surprises.append(f"not on its page: {words}")
            return
        form = form_to(page, "/skriv")
        self._ask("POST", form.action, form.fields | {"words": "Tack"})

    def _ask(self, method: str, address: str, fields: Mapping[str, str] | None = None) -> tuple[str, str]:
        """Where an answer sends on to, and its page; an error of the connection is a surprise too."""
        began = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self._site.server.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, quote(address, safe="/?&=%"), urlencode(fields or {}) or None, self._headers())
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for kept in answer.headers.get_all("Set-Cookie") or ():
            self._cookies.load(kept)
        self.tally.seconds.append(time.monotonic() - began)
        self.tally.statuses[answer.status] += 1
        if answer.status not in EXPECTED:
            self.tally.surprises.append(f"{method} {urlsplit(address).path}: {answer.status}")
        return answer.headers.get("Location") or "", page

    def _headers(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={kept.value}" for name, kept in self._cookies.items())
        return {"Content-Type": "application/x-www-form-urlencoded"} | ({"Cookie": pairs} if pairs else {})

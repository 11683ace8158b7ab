"""One step of the application beside a bare Flask view: `python -m benchmarks.assistance_step [SECONDS]`.

On each database the real application is served by gunicorn as in production; `wrk` posts the page about the home at
four connections, as a couple of dozen residents who are signed in, each to their own draft, every time with another
address, so that each answer of 303 is a page validated, sealed and stored durably; in turns with the plain view.
Afterwards every draft's version is counted: what was answered was stored. A view with one durable insert stands
beside it, since a slow disk slows both.

The aim: 0.05 of the bare view's rate or more (the best peer manages four whole applications a second). The last line
is JSON.
"""

import contextlib
import json
import sys
import time
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import func, select

from benchmarks.queue import served
from benchmarks.serving import CONNECTIONS, fetched, on_both, wrk
from portal.accounts import cookies
from portal.accounts.population.simulated import demo_persons
from portal.accounts.resident_guard import FORM_FIELD, PURPOSE
from portal.accounts.residents import Resident, service
from portal.cli import migrating
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.core.web.form_token import FormTokens
from portal.forms.assistance.rules import months
from portal.forms.assistance.service import applying
from portal.forms.drafts.models import Draft

PAGE = "/sv/ekonomiskt-bistand/ansok/housing"
PEOPLE, ROUNDS, POSTS_PER_SECOND, AIM = 24, 3, 700, 0.05
POSTING = """
local lines, at = {}, 0
for line in io.lines(os.getenv("BODIES")) do lines[#lines + 1] = line end
wrk.method = "POST"
request = function()
  at = at + 1
  local cookie, body = lines[(at - 1) % #lines + 1]:match("^(%S+) (%S+)$")
  return wrk.format(nil, nil, {["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded"}, body)
end
"""


def residents(keyring: Keyring) -> list[Resident]:
    """Invented adults of the municipality."""
    grown = [person for person in demo_persons() if person["has_eid"] and person["municipality"] == "0880"]
    return [
        Resident(
            personnummer=person["personnummer"],
            name=person["name"],
            is_protected=False,
            municipality="0880",
            born_on=date.fromisoformat(person["born_on"]),
            subject_key=service.subject_key(keyring, person["personnummer"]),
        )
        for person in islice((one for one in grown if one["born_on"] < "2005"), PEOPLE)
    ]


def prepared(url: str, folder: Path) -> tuple[Database, list[tuple[str, str]]]:
    """A migrated database where each resident is signed in and has begun; their cookies and form tokens."""
    settings = Settings.from_environment({"PORTAL_DATA_DIR": str(folder)})
    keyring = Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)
    database, now = Database(url, keyring), clock.now()
    migrating.bring_up_to_date(database)
    held = []
    with database.write() as session:
        for resident in residents(keyring):
            token = service.admit(session, resident=resident, now=now)
            month, practice = months.month_of(now.date()), settings.municipality.assistance
            applying.begin(session, resident, month=month, language="sv", settings=practice, now=now)
            form_token = FormTokens(keyring).issue(PURPOSE, resident.subject_key, now)
            held.append((f"{cookies.RESIDENT}={token}", form_token))
    return database, held


def bodies(held: list[tuple[str, str]], number: int, path: Path) -> Path:
    """`number` posts, one person after the other, no two with the same address."""
    with path.open("w", encoding="ascii") as file:
        for at in range(number):
            cookie, token = held[at % len(held)]
            said = {"form": "rental", "address": f"Norra Långgatan {path.name}-{at}", "persons": "3", "rooms": "2"}
            file.write(f"{cookie} {urlencode({FORM_FIELD: token, 'version': '1', 'tab': 'bench', **said})}\n")
    return path


def kept(database: Database) -> int:
    """How many times pages have been kept."""
    with database.read() as session:
        return session.scalar(select(func.sum(Draft.version))) or 0


def ready(url: str) -> None:
    """Return once every process has loaded the portal; raises TimeoutError after two minutes."""
    ends, answered = time.monotonic() + 120, 0
    while answered < 4 * CONNECTIONS:
        with contextlib.suppress(OSError):
            fetched(url)
            answered += 1
        if time.monotonic() > ends:
            raise TimeoutError(url)


def measure(url: str, folder: Path, seconds: float) -> dict[str, float]:
    """The rates on one database, the median of rounds in turns."""
    script = folder / "posting.lua"
    script.write_text(POSTING)
    database, held = prepared(url, folder)
    environment = {"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": url, "PORTAL_MODE": "demo"}
    insert = {"BENCH_DATABASE": url, "BENCH_FOLDER": str(folder)}
    with (
        served("benchmarks.baselines:bare()", "", {}) as bare,
        served("benchmarks.baselines:inserting()", "", insert) as inserting,
        served("portal.wsgi:application", "", environment) as portal,
    ):
        ready(f"{portal.url}/sv/")
        wrk(bare.url, 1)
        wrk(f"{portal.url}{PAGE}", 1, script, bodies(held, POSTS_PER_SECOND, folder / "warm"))
        turns = []
        for turn in range(ROUNDS):
            before = kept(database)
            plain, durable = wrk(bare.url, seconds)[0], wrk(inserting.url, seconds)[0]
            posts = bodies(held, int(POSTS_PER_SECOND * seconds), folder / f"turn{turn}")
            rate, answered = wrk(f"{portal.url}{PAGE}", seconds, script, posts)
            stored = kept(database) - before
            if not answered <= stored <= answered + 4 * CONNECTIONS:  # those under way when the clock stopped
                raise RuntimeError(f"{answered} posts were answered, {stored} stored")
            turns.append(
                {
                    "bare per second": plain,
                    "inserts per second": durable,
                    "steps per second": rate,
                    "step": rate / plain,
                    "step beside insert": rate / durable,
                }
            )
    database.dispose()
    return {name: round(median(turn[name] for turn in turns), 4) for name in turns[0]}


def main() -> int:
    """Measure both databases and print the ratios; 1 when the aim is missed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    results = on_both(lambda url, folder: measure(url, folder, seconds))
    met = True
    for engine, found in results.items():
        is_met = found["step"] >= AIM
        met = met and is_met
        sentence = f"{engine}: step {found['step']:.3f} (aim {AIM}), {found['steps per second']:.0f} a second"
        print(sentence if is_met else f"{sentence}  MISSED")
    print(json.dumps({"benchmark": "assistance_step", "results": results}))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())

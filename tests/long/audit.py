"""`make audit`: what can be checked of the supply chain and the hardening without asking anybody outside.

`python -m tests.long.audit`. Locks with hashes and without addresses; licences against an allow-list; settings that
production refuses; the image; the headers of every page. Prints each fault; exit code 1 when there is any.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.app import create_app
from portal.core.settings import Settings, SettingsError
from tests.access.matrix import OPEN, Opening, doors
from tests.conftest import create_tables
from tests.factories import accounts
from tests.factories.reports import database_of
from tests.long.supply import licences, locks

ROOT = Path(__file__).resolve().parents[2]
NEEDED_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": r"default-src 'none'",
    "X-Content-Type-Options": r"^nosniff$",
    "Referrer-Policy": r"^no-referrer$",
    "X-Frame-Options": r"^DENY$",
    "Permissions-Policy": r"microphone=\(\)",
    "Cross-Origin-Opener-Policy": r"^same-origin$",
    "Cross-Origin-Resource-Policy": r"^same-origin$",
    "Cache-Control": r"\S",
}
SIGNING_IN = frozenset({"eid.begin", "eid.answer"})
"""Whoever goes there signs in with an e-ID, which needs a cookie until it is done."""
UNSAFE = ("unsafe-inline", "unsafe-eval", "http:", "script-src *")
NEEDED_SETTINGS = (
    "PORTAL_BASE_URL",
    "PORTAL_SECRET_KEY",
    "PORTAL_ENCRYPTION_KEYS",
    "PORTAL_INDEX_KEY",
    "PORTAL_SMTP_URL",
)


def settings() -> Iterator[str]:
    """Production starts with nothing left out, nothing over http, and no key used twice."""
    said = _refusals({"PORTAL_MODE": "production"})
    yield from (f"production starts without {name}" for name in NEEDED_SETTINGS if name not in said)
    key = "A" * 43 + "="
    same = dict.fromkeys(("PORTAL_SECRET_KEY", "PORTAL_ENCRYPTION_KEYS", "PORTAL_INDEX_KEY"), key)
    said = _refusals({"PORTAL_MODE": "production", "PORTAL_BASE_URL": "http://x.example"} | same)
    if "https" not in said:
        yield "production starts over http"
    if "different" not in said:
        yield "production starts with one key for everything"
    with tempfile.TemporaryDirectory() as folder:
        made = Settings.from_environment(_environment(folder))
        shown = repr(made)
        secrets = (made.secret_key, made.index_key, *made.encryption_keys)
        yield from ("a key shows in the repr of the settings" for secret in secrets if repr(secret)[2:-1] in shown)


def image() -> Iterator[str]:
    """The image runs as nobody special, installs by hash and says whether it is well."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    if not re.search(r"(?m)^USER (?!root|0\b)\S+", text):
        yield "Dockerfile: it runs as root"
    for needed in ("--require-hashes", "HEALTHCHECK", "ARG BASE"):
        if needed not in text:
            yield f"Dockerfile: there is no {needed}"


def headers() -> Iterator[str]:
    """Every page carries the headers that protect it; a visitor gets no cookie, staff's pages are kept nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment(_environment(folder)))
        try:
            create_tables(database_of(app))
            yield from header_faults(app)
        finally:
            app.extensions["portal"].services["scans"].stop()
            database_of(app).dispose()


def header_faults(app: Flask) -> Iterator[str]:
    """What the answers of every page lack, asked for by nobody and by somebody with every role."""
    accounts.make_account(database_of(app), *Role)
    staff, nobody = accounts.Browser(app), accounts.Browser(app)
    staff.sign_in()
    for door in doors(app):
        if door.method == "GET":
            for who, browser in (("nobody", nobody), ("staff", staff)):
                answer = browser.get(_address(door))
                yield from (f"{door.address} as {who}: {fault}" for fault in answer_faults(door, answer))
                answer.close()


def answer_faults(door: Opening, answer: TestResponse) -> Iterator[str]:
    """What one answer lacks."""
    for name, wanted in NEEDED_HEADERS.items():
        if not re.search(wanted, answer.headers.get(name, "")):
            yield f"{name} is {answer.headers.get(name)!r}"
    policy = answer.headers.get("Content-Security-Policy", "")
    yield from (f"the policy allows {word}" for word in UNSAFE if word in policy)
    if door.roles == OPEN and door.endpoint not in SIGNING_IN and answer.headers.getlist("Set-Cookie"):
        yield "a visitor gets a cookie"
    if door.address.startswith("/handlaggning") and answer.headers.get("Cache-Control") != "no-store":
        yield "it may be kept by a browser"
    if "Server" in answer.headers or "X-Powered-By" in answer.headers:
        yield "it says what it runs on"


CHECKS: Mapping[str, Callable[[], Iterator[str]]] = {
    check.__name__: check for check in (locks, licences, settings, image, headers)
}


def _environment(folder: str) -> dict[str, str]:
    return {"PORTAL_DATA_DIR": folder, "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}


def _refusals(environment: Mapping[str, str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        try:
            Settings.from_environment(_environment(folder) | environment)
        except SettingsError as error:
            return str(error)
    return ""


def _address(door: Opening) -> str:
    address = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000001", door.address)
    address = re.sub(r"<any\('([^']+)'[^>]*>", r"\1", address.replace("<lang:language>", "sv"))
    return re.sub(r"<[\w:]+>", "1", address)


def main() -> int:
    """Run every check and print; 1 when there is any fault."""
    faults = {name: list(check()) for name, check in CHECKS.items()}
    for name, found in faults.items():
        print(f"{name}: {'ok' if not found else f'{len(found)} faults'}", *found, sep="\n  ", flush=True)
    return 1 if any(faults.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

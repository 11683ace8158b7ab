"""`make audit`: what can be checked of the supply chain and the hardening without asking anybody outside.

`python -m tests.long.audit`. Locks with hashes and without addresses; licences against an allow-list; settings that
production refuses; the image; the headers of every page. Prints each fault; exit code 1 when there is any.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, files, metadata
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

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("runtime", "dev")
NODE_LOCKS = ("assets/package-lock.json", "benchmarks/package-lock.json")
_PINNED = re.compile(r"(?m)^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?(.*)$")
_FREE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|0?BSD|Apache|ISC|PSF|PSFL|Python Software Foundation|MPL|Mozilla Public|Unlicense|Zlib|CC0"
    r"|LGPL|Lesser General Public|HPND)\b"
)
_STRONG = re.compile(r"\b(AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public License|SSPL|BUSL)\b")
MAY_BE_STRONG = frozenset({"djlint"})
"""Checks our templates, is never shipped and never imported (docs: dependencies for development alone)."""
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


def locks() -> Iterator[str]:
    """Every dependency is pinned and hashed, and no lock says where to fetch it."""
    for name in LOCKS:
        yield from (f"{name}.lock: {fault}" for fault in lock_faults(_text(f"requirements/{name}.lock")))
    for path in NODE_LOCKS:
        yield from (f"{path}: {fault}" for fault in node_lock_faults(_text(path)))
    yield from (f"runtime.lock and dev.lock differ in {name}" for name in _differing())


def lock_faults(text: str) -> Iterator[str]:
    """What is wrong with a lock of Python packages."""
    if "://" in text or "--index" in text or "--find-links" in text:
        yield "it says where to fetch something"
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", text):
        pinned = _PINNED.match(block)
        if pinned and "==" not in pinned[2]:
            yield f"{pinned[1]} is not pinned"
        if pinned and not re.search(r"--hash=sha256:[0-9a-f]{64}", block):
            yield f"{pinned[1]} has no hash"


def node_lock_faults(text: str) -> Iterator[str]:
    """What is wrong with a lock of Node packages."""
    for name, package in json.loads(text)["packages"].items():
        if name and not package.get("link") and not str(package.get("integrity", "")).startswith("sha512-"):
            yield f"{name} has no hash"
        if "resolved" in package:
            yield f"{name} says where to fetch it"


def licences() -> Iterator[str]:
    """Every Python dependency has a licence that allows what we do with it."""
    for lock in LOCKS:
        for name in sorted(_pins(lock)):
            if fault := licence_fault(licence_of(name), may_be_strong=lock == "dev" and name in MAY_BE_STRONG):
                yield f"{lock}: {name}: {fault}"


def licence_of(name: str) -> str:
    """What a distribution says of its licence, in all the places where it may; else how its licence file begins."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return "not installed"
    classifiers = [said for said in found.get_all("Classifier", []) if said.startswith("License")]
    said = [found.get("License-Expression"), (found.get("License") or "")[:200], *classifiers]
    return "; ".join(filter(None, said)) or _beginning_of_its_licence(name)


def _beginning_of_its_licence(name: str) -> str:
    written = [path for path in files(name) or () if path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING"))]
    return " ".join(" ".join(path.read_text().split())[:80] for path in written)


def licence_fault(said: str, *, may_be_strong: bool = False) -> str | None:
    """Why a licence is not among those we may use; None when it is."""
    if said == "not installed":
        return said
    if _STRONG.search(said) and not (may_be_strong or _FREE.search(said)):
        return f"its licence would bind us: {said}"
    return None if _FREE.search(said) or may_be_strong else f"no known licence: {said!r}"


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
    text = _text("Dockerfile")
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


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", _text(f"requirements/{lock}.lock")))


def _differing() -> list[str]:
    runtime, dev = (_pins(name) for name in LOCKS)
    return sorted(name for name, version in runtime.items() if dev.get(name, version) != version)


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

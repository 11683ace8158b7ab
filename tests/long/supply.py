"""Where dependencies come from: locks with hashes and without addresses, licences that allow what we do."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path

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


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", _text(f"requirements/{lock}.lock")))


def _differing() -> list[str]:
    runtime, dev = (_pins(name) for name in LOCKS)
    return sorted(name for name, version in runtime.items() if dev.get(name, version) != version)

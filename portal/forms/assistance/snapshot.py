"""The snapshot: the questions as they were shown and the answers as they were given, in that language, for ever.

It is what the applicants sign and what the caseworker reads. Its canonical JSON is stored sealed and hashed with
SHA-256; nothing ever changes it, and no later wording of a question touches it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class Section:
    """A part of the application: its heading, and each question with its answer, as the applicant saw them.

    `code` is the page of the form (`housing`, `incomes` …) whose attachments belong here.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    code: str = ""


@dataclass(frozen=True)
class Signer:
    """An adult who is to sign: what they are called in the application's language, their name and personnummer."""

    role: str
    name: str
    personnummer: str


@dataclass(frozen=True)
class Enclosure:
    """A file sent along: the part of the application it belongs to, its name, and the SHA-256 of its bytes in hex."""

    section: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """Everything that is signed. `language` is the portal's code of the language all words here are in."""

    title: str
    language: str
    municipality: str
    kind: str
    month: str
    signers: tuple[Signer, ...]
    sections: tuple[Section, ...]
    enclosures: tuple[Enclosure, ...] = ()


def of(
    *,
    title: str,
    language: str,
    municipality: str,
    kind: str,
    month: str,
    signers: Sequence[Signer],
    sections: Sequence[Section],
    enclosures: Sequence[Enclosure] = (),
) -> Snapshot:
    """The snapshot of what is shown; questions without an answer stay, so that it tells what was left open."""
    shown = tuple(
        Section(section.title, tuple((asked, said) for asked, said in section.rows), section.code)
        for section in sections
    )
    return Snapshot(title, language, municipality, kind, month, tuple(signers), shown, tuple(enclosures))


def to_json(snapshot: Snapshot) -> str:
    """`snapshot` as canonical JSON: the same snapshot gives the same bytes."""
    return json.dumps(
        {"format": FORMAT} | asdict(snapshot), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def from_json(text: str) -> Snapshot:
    """The snapshot that `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    found: dict[str, Any] = json.loads(text)
    if found.pop("format") != FORMAT:
        raise ValueError("a snapshot of another format")
    return Snapshot(
        **found
        | {
            "signers": tuple(Signer(**signer) for signer in found["signers"]),
            "sections": tuple(_section(**section) for section in found["sections"]),
            "enclosures": tuple(Enclosure(**enclosure) for enclosure in found["enclosures"]),
        }
    )


def hash_of(text: str) -> bytes:
    """The SHA-256 of a snapshot's canonical JSON: what a signature is put under."""
    return hashlib.sha256(text.encode()).digest()


def _section(title: str, rows: Sequence[Sequence[str]], code: str) -> Section:
    return Section(title, tuple((asked, said) for asked, said in rows), code)

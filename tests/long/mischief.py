"""Hostile requests, made up by chance: the same seed makes the same ones."""

import io
import random
import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tests.access.matrix import Opening
from tests.factories import pictures
from tests.factories.reports import Form
from tests.long.nasty import BODIES, METHODS, NASTY, quoted, storable


class Mischief:
    """Makes up addresses, headers and bodies; `known` are values that mean something, `names` those of fields."""

    def __init__(self, seed: int, known: Sequence[str], names: Sequence[str]) -> None:
        self._chance = random.Random(seed)  # noqa: S311 (the same requests again)
        self._known, self._names = known, names

    def happens(self, share: float) -> bool:
        """True in this share of all cases."""
        return self._chance.random() < share

    def shuffled(self, doors: Sequence[Opening]) -> list[Opening]:
        """The routes in another order."""
        return self._chance.sample(doors, len(doors))

    def method(self, usual: str) -> str:
        """The method to use, now and then one that nobody expects."""
        return self._chance.choice(METHODS) if self.happens(0.05) else usual

    def _text(self) -> str:
        pick = self._chance.random()
        if pick < 0.35:
            return self._chance.choice(self._known)
        if pick < 0.9:
            return self._chance.choice(NASTY)
        return "".join(chr(self._chance.randrange(1, 0x3000)) for _ in range(self._chance.randrange(1, 40)))

    def address(self, door: Opening) -> str:
        """The address of a route with something in each of its places, and a query."""

        def place(found: re.Match[str]) -> str:
            if "uuid:" in found[0]:
                return str(UUID(int=self._chance.getrandbits(128)))
            if "any(" in found[0]:
                return re.findall(r"'([^']+)'", found[0])[0]
            if "lang:" in found[0]:
                return self._chance.choice(("sv", "sv", "en", "ar", "xx"))
            return quoted(self._text()) or "-"

        return re.sub(r"<[^>]+>", place, door.address) + self._query()

    def _query(self) -> str:
        pairs = [(self._chance.choice(self._names), self._text()) for _ in range(self._chance.randrange(3))]
        return "?" + "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs) if pairs else ""

    def headers(self) -> dict[str, str]:
        """Headers that a proxy or a strange browser might send."""
        names = ("Accept-Language", "X-Forwarded-For", "Referer", "Range", "If-None-Match", "HX-Request", "Origin")
        chosen = {self._chance.choice(names): self._text() for _ in range(self._chance.randrange(3))}
        return {name: re.sub(r"[^\x20-\x7e]", "?", value)[:2000] for name, value in chosen.items()}

    def body(self, token: str) -> dict[str, Any]:
        """What a client sends: fields that nobody asked for, or no form at all."""
        if self._chance.random() < 0.15:
            junk = self._chance.randbytes(self._chance.randrange(400))
            return {"data": junk, "content_type": self._chance.choice(BODIES)}
        fields: dict[str, Any] = {self._chance.choice(self._names): self._text() for _ in range(8)}
        return self._as_form(fields | {"csrf_token": token})

    def changed(self, forms: Sequence[Form]) -> dict[str, Any]:
        """What a client sends: one of the forms of a page, with something in it changed."""
        fields: dict[str, Any] = dict(self._chance.choice(forms).fields) if forms else {}
        for name in self._chance.sample(sorted(fields), min(len(fields), 2)):
            if name != "csrf_token":
                fields[name] = self._text()
        return self._as_form(fields | {self._chance.choice(self._names): self._text()})

    def _as_form(self, fields: dict[str, Any]) -> dict[str, Any]:
        if self._chance.random() < 0.4:
            name = self._chance.choice(("photos", "file", "documents", *self._names))
            content = self._chance.choice(
                (b"", b"%PDF-1.4", b"GIF89a", pictures.jpeg(8, 8), self._chance.randbytes(300))
            )
            clean = {key: storable(value) for key, value in fields.items()}
            return {
                "data": clean | {name: (io.BytesIO(content), "../x\u202ejpg.exe")},
                "content_type": "multipart/form-data",
            }
        body = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in fields.items())
        return {"data": body, "content_type": "application/x-www-form-urlencoded"}

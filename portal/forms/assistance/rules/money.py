"""Amounts as people write them in Sweden: read forgivingly into öre, shown as kronor.

"1 234,50 kr", "1.234:-", "1234:50", "1 234", "SEK 500" and digits of other scripts are all understood; the last
point, comma or colon before one or two digits begins the öre, those before groups of three digits only group them.
"""

import re
import unicodedata

from portal.core.words import Word, word

Amount = int
"""Öre."""

MOST = 100_000_000_00
LONGEST = 40
_CURRENCY = re.compile(r"(kronor|krona|kr|sek)\.?", re.IGNORECASE)
_NO_ORE = re.compile(r"[:,.][-–—=]+$")
_SHAPE = re.compile(r"(?P<whole>\d+|\d{1,3}(?:[.,']\d{3})+)(?:[.,:](?P<ore>\d{1,2}))?", re.ASCII)
_MINUS = "-−–"
_SEPARATORS = str.maketrans({"٫": ",", "٬": "'", "’": "'", "،": ","})

UNREADABLE = word("Write an amount in kronor with digits, for example 1234 or 1234,50.")
NEGATIVE = word("The amount cannot be less than zero.")
TOO_LARGE = word("The amount is too large. Check the digits.")


class BadAmount(ValueError):
    """What was typed is no amount that can be; `words` tell the person why."""

    def __init__(self, words: Word) -> None:
        self.words = words
        super().__init__(words)


def read_amount(text: str, most: Amount = MOST) -> Amount:
    """The öre that `text` says; raises `BadAmount` for words, negative amounts and more than `most`."""
    plain = _plain(text[: LONGEST + 1])
    if len(text.strip()) > LONGEST:
        raise BadAmount(TOO_LARGE if plain.isdigit() else UNREADABLE)
    if plain[:1] in _MINUS and plain[1:2].isdigit():
        raise BadAmount(NEGATIVE)
    found = _SHAPE.fullmatch(plain)
    if found is None:
        raise BadAmount(UNREADABLE)
    whole = int(re.sub(r"\D", "", found["whole"]))
    amount = whole * 100 + int((found["ore"] or "0").ljust(2, "0"))
    if amount > most:
        raise BadAmount(TOO_LARGE)
    return amount


def shown_amount(amount: Amount) -> str:
    """`1 234 kr`, with öre only where there are some; spaces that never break."""
    kronor, ore = divmod(abs(amount), 100)
    grouped = f"{kronor:,}".replace(",", "\N{NO-BREAK SPACE}")
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}{grouped}{f',{ore:02}' if ore else ''}\N{NO-BREAK SPACE}kr"


def _plain(text: str) -> str:
    without = _CURRENCY.sub("", text.translate(_SEPARATORS))
    joined = "".join(_ascii(letter) for letter in without if not letter.isspace() and letter.isprintable())
    return _NO_ORE.sub("", joined)


def _ascii(letter: str) -> str:
    return str(unicodedata.digit(letter)) if letter.isdecimal() else letter

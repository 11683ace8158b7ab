"""Money in whole öre: rounding that has a name, kronor as people and files write them."""

from decimal import Decimal
from enum import StrEnum

Amount = int
"""Öre, never below zero but in a result."""

ORE = 100
LARGEST: Amount = 10_000_000 * ORE
"""More than this in one row is taken for a slip; it is also how high an unknown amount may turn out to be."""


class Rounding(StrEnum):
    """What is done with the part of a krona in shares and days; the regulation says nothing about it.

    `NONE` keeps öre (and rounds to the nearest one), `UP` and `NEAREST` give whole kronor.
    """

    NONE = "none"
    UP = "up"
    NEAREST = "nearest"


def divided(amount: int, divisor: int, rounding: Rounding) -> Amount:
    """`amount` öre divided by `divisor` and rounded, half upwards; neither is below zero."""
    if rounding is Rounding.NONE:
        return (2 * amount + divisor) // (2 * divisor)
    whole = divisor * ORE
    if rounding is Rounding.UP:
        return -(-amount // whole) * ORE
    return (2 * amount + whole) // (2 * whole) * ORE


def to_ore(kronor: int | Decimal) -> Amount:
    """Whole kronor or kronor with at most two decimals as öre; raises ValueError for more decimals."""
    found = Decimal(kronor) * ORE
    if not found.is_finite() or found != found.to_integral_value():
        raise ValueError("an amount has at most two decimals")
    return int(found)


def to_kronor(amount: Amount) -> int | float:
    """Öre as a JSON number of kronor; a float is written with the same two decimals that it is made of."""
    kronor, ore = divmod(amount, ORE)
    return amount / ORE if ore else kronor


def shown(amount: Amount) -> str:
    """Öre as people read it in Sweden: `3 060 kr`, `987,10 kr`, with spaces that do not break a line."""
    kronor, ore = divmod(abs(amount), ORE)
    digits = f"{kronor:,}".replace(",", "\N{NO-BREAK SPACE}")
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}{digits}{f',{ore:02}' if ore else ''}\N{NO-BREAK SPACE}kr"

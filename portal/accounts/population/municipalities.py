"""The names of Sweden's 290 municipalities by their codes (SCB, län och kommuner i kodnummerordning 2026)."""

from functools import cache
from importlib.resources import files


def name_of(code: str) -> str:
    """The name of the municipality with the four-digit `code`; empty when there is none."""
    return _names().get(code, "")


@cache
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("municipalities.txt").read_text(encoding="utf-8")
    return {code: name for code, _, name in (line.partition(" ") for line in text.splitlines())}

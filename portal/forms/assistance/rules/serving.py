"""When somebody got a decision (delgivning), and whether an answer to us came in time.

A resident has got a decision on the day they say that they read it, or on a day that a caseworker entered (a receipt
signed, a letter handed over); where both are known, the first of them counts for that person.
"""

from datetime import date


def served_on(read_on: date | None, entered_on: date | None) -> date | None:
    """The day on which one adult got the decision, or None while nobody knows."""
    return min((day for day in (read_on, entered_on) if day is not None), default=None)


def served_to_all(read_on: list[date | None]) -> date | None:
    """The day on which the last of the adults had read it; None until every one of them has."""
    days = [day for day in read_on if day is not None]
    return max(days) if days and len(days) == len(read_on) else None


def is_late(answered_on: date, due_on: date) -> bool:
    """True when an answer came after its last day; it is taken all the same and marked (FL 23, 25 §§)."""
    return answered_on > due_on

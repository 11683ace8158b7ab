"""The resident's door: the open page with the calculator, then the application from `ansok` on, one module each."""

from portal.forms.assistance.routes import (
    answering,
    decisions,
    door,
    filling,
    information,
    mine,
    review,
    rows,
    signing,
)
from portal.forms.assistance.routes.blueprint import bp

neutral = signing.neutral

__all__ = [
    "answering",
    "bp",
    "decisions",
    "door",
    "filling",
    "information",
    "mine",
    "neutral",
    "review",
    "rows",
    "signing",
]

"""Every way in which signing in with an e-ID can end without a session, each with words and a status of its own."""

from dataclasses import dataclass
from enum import Enum

from portal.core.errors import PortalError
from portal.core.words import Word, word


@dataclass(frozen=True)
class _Page:
    code: str
    status: int
    heading: Word
    text: Word
    can_try_again: bool = True


class Refusal(Enum):
    """What went wrong; `value.code` stands in the log, never whom it happened to."""

    CANCELLED = _Page(
        "cancelled",
        403,
        word("You stopped before you were signed in"),
        word("Nothing has happened, and nothing was saved. You can begin again whenever you like."),
    )
    EXPIRED = _Page(
        "expired",
        400,
        word("The sign-in took too long"),
        word("A sign-in has to be finished within ten minutes, in the browser where it was begun. Begin again."),
    )
    STRANGE_STATE = _Page(
        "strange-state",
        400,
        word("That was not the sign-in you began here"),
        word("Perhaps you began once more in another tab. To be safe we did not sign anybody in. Begin again."),
    )
    REPLAYED = _Page(
        "replayed",
        409,
        word("This sign-in has been used already"),
        word("Perhaps you went back in the browser or reloaded the page. Begin again if you are not signed in."),
    )
    WRONG_LEVEL = _Page(
        "wrong-level",
        403,
        word("This e-ID is not strong enough"),
        word("Here you need an e-ID of assurance level 3, such as BankID or Freja+. Try again with another e-ID."),
    )
    WRONG_ISSUER = _Page(
        "wrong-issuer",
        400,
        word("The answer came from another e-ID service"),
        word("It is not the one that we asked. To be safe we did not sign anybody in. Begin again from this page."),
    )
    WRONG_NONCE = _Page(
        "wrong-nonce",
        400,
        word("The answer belongs to another sign-in"),
        word("To be safe we did not sign anybody in. Begin again."),
    )
    STALE = _Page(
        "stale",
        403,
        word("You have to show your e-ID anew"),
        word("The e-ID service answered with an earlier sign-in, perhaps of somebody else. Begin again."),
    )
    UNTRUSTED = _Page(
        "untrusted",
        400,
        word("We could not trust the answer of the e-ID service"),
        word("Its signature, its time or its addressee was not right, so we did not sign anybody in. Begin again."),
    )
    NO_NUMBER = _Page(
        "no-number",
        403,
        word("Your e-ID did not tell us who you are"),
        word("We need a personnummer or a samordningsnummer from it. Try another e-ID, or call us."),
    )
    PROVIDER_AWAY = _Page(
        "provider-away",
        503,
        word("The e-ID service does not answer"),
        word("It is not your fault. Try again in a few minutes. If it is urgent: call us, or apply on paper."),
    )
    REGISTER_AWAY = _Page(
        "register-away",
        503,
        word("We cannot sign anybody in right now"),
        word("A register that we need does not answer. Try again in a few minutes, or call us, or apply on paper."),
    )
    NOT_SET_UP = _Page(
        "not-set-up",
        503,
        word("You cannot sign in here yet"),
        word("The municipality has not connected an e-ID. Call us, or apply on paper."),
        can_try_again=False,
    )


class EidRefused(PortalError):
    """Nobody is signed in, for the reason `refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value.heading)

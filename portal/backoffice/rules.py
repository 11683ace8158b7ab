"""Limits of the queue and of what staff write, and replies that are ready to be sent, as plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.core.words import Word, word

PAGE_SIZE = 50
MOST_AT_ONCE = 100
UNDO_FOR = timedelta(minutes=10)
WORDS_MOST = 4_000
HEADING_MOST = 120
DETAIL_MOST = 1_000
VIEW_NAME_MOST = 60
VIEWS_MOST = 12
RESULT_PHOTOS_MOST = 4


class BulkAction(StrEnum):
    """What can be done with many cases at once, where their kind allows it."""

    ASSIGN = "assign"
    TEAM = "team"
    PRIORITY = "priority"


PRIORITY_NAMES: Mapping[str, Word] = MappingProxyType(
    {"high": word("High"), "normal": word("Normal"), "low": word("Low")}
)


@dataclass(frozen=True)
class ReadyReply:
    """A reply that staff may insert and change; its words are in every language of the portal."""

    code: str
    title: Word
    words: Word


READY_REPLIES = (
    ReadyReply(
        "thanks",
        word("Thank you, we are looking into it"),
        word("Thank you for telling us. We are looking into it and will write to you again when we know more."),
    ),
    ReadyReply(
        "ordered",
        word("The work is ordered"),
        word("Thank you for telling us. We have been there and have ordered the work. We tell you when it is done."),
    ),
    ReadyReply(
        "where",
        word("Where exactly?"),
        word(
            "Thank you for telling us. We have been there but did not find it. Can you say more exactly where it is?"
        ),
    ),
    ReadyReply(
        "photo",
        word("Can you send a photo?"),
        word("Thank you for telling us. A photo would help us. Can you send one if you pass by again?"),
    ),
    ReadyReply(
        "made_safe",
        word("We have made it safe"),
        word(
            "Thank you for telling us. We have closed it off so that nobody gets hurt. We mend it as soon as we can."
        ),
    ),
    ReadyReply(
        "mended",
        word("It is mended"),
        word("It is mended now. Thank you for helping us. If you see that it is not, tell us here."),
    ),
    ReadyReply(
        "delayed",
        word("It takes longer than we promised"),
        word("We are sorry: this takes longer than we promised. We will write to you when it is done."),
    ),
)

"""What can happen to a case, whatever its kind: it is opened, worked on, and ended with an outcome.

Every verb of staff takes the `version` they saw: when somebody else was first, `Conflict` is raised and nothing is
overwritten. What the reporter can do is in `following`.
"""

from portal.cases.service.ending import close, hand_duplicates_on
from portal.cases.service.history import append, end, enter_state
from portal.cases.service.opening import Opened, Opening, open_case
from portal.cases.service.working import (
    assign,
    hand_to_team,
    move,
    note,
    prioritise,
    publish,
    reply,
    share,
    take,
    unpublish,
)

__all__ = [
    "Opened",
    "Opening",
    "append",
    "assign",
    "close",
    "end",
    "enter_state",
    "hand_duplicates_on",
    "hand_to_team",
    "move",
    "note",
    "open_case",
    "prioritise",
    "publish",
    "reply",
    "share",
    "take",
    "unpublish",
]

"""The case kind of a complaint: its states, how they may move, and its honest outcomes.

A complaint is the ombudsman's alone until the ombudsman shares it with the unit it is about (requirement R-60).
"""

from portal.cases.kinds import Kind, Outcome, Secrecy, State, Tone
from portal.core.words import word

STATES = (
    State(
        "received",
        word("Received"),
        word("We have received what you wrote."),
        word("The ombudsman reads it. Nobody else does."),
        Tone.NEW,
    ),
    State(
        "sorted",
        word("Sorted"),
        word("The ombudsman has read it and looks for the cause."),
        word("We find out which process it is about, and whether others have said the same."),
        Tone.PROGRESS,
    ),
    State(
        "with_owner",
        word("With the owner"),
        word("The one who owns the process has been asked what can be made simpler."),
        word("You see it here when there is an answer."),
        Tone.PROGRESS,
    ),
    State(
        "decided",
        word("Measure decided"),
        word("It is decided that this shall be made simpler."),
        word("You see it here when it is done."),
        Tone.PLANNED,
    ),
    State(
        "waiting",
        word("Waiting for an answer"),
        word("We have asked you something."),
        word("Answer below and we go on at once."),
        Tone.WAITING,
        pauses=True,
    ),
    State(
        "reopened",
        word("Reopened"),
        word("The case is open again."),
        word("The ombudsman looks at it once more."),
        Tone.NEW,
    ),
    State(
        "done",
        word("Done"),
        word("It has been made simpler."),
        word("Later we measure whether it helped."),
        Tone.DONE,
        is_open=False,
    ),
    State(
        "closed",
        word("Closed"),
        word("The case is closed."),
        word("Nothing more is planned."),
        Tone.DONE,
        is_open=False,
    ),
    State(
        "withdrawn",
        word("Withdrawn"),
        word("You have taken back what you wrote."),
        word("Nothing more happens."),
        Tone.CLOSED,
        is_open=False,
    ),
)

_OPEN = ("received", "sorted", "with_owner", "decided", "waiting", "reopened")
_AT_WORK = frozenset({"sorted", "with_owner", "decided", "waiting", "done", "closed", "withdrawn"})

OUTCOMES = (
    Outcome("simpler", word("Made simpler"), word("It has been made simpler."), "done", is_change=True),
    Outcome("not_changed", word("Not changed"), word("It stays as it is."), "closed", asks="why"),
    Outcome(
        "national",
        word("The rule is national"),
        word("The rule is the state's. We have told those who can change it."),
        "closed",
        asks="who",
    ),
    Outcome("elsewhere", word("Belongs elsewhere"), word("It belongs to somebody else."), "closed", asks="who"),
)

KIND = Kind(
    slug="complaint",
    prefix="K",
    label=word("Complaint about needless trouble"),
    states={state.code: state for state in STATES},
    first_state="received",
    reopened_state="reopened",
    withdrawn_state="withdrawn",
    answered_state="sorted",
    moves={code: _AT_WORK - {code} for code in _OPEN},
    outcomes={outcome.code: outcome for outcome in OUTCOMES},
    secrecy=Secrecy.UNTIL_SHARED,
    permission="ombudsman",
    review="complaint_staff.review",
    actions=frozenset({"take", "assign", "priority", "state", "close", "reply", "note"}),
)

"""The case kind of an application for assistance: states, moves and outcomes; one role alone sees it."""

from portal.cases.kinds import Kind, Outcome, Secrecy, State, Tone
from portal.core.words import word

STATES = (
    State(
        "received",
        word("Received"),
        word("We have received your application."),
        word("A caseworker reads it and looks into it."),
        Tone.NEW,
    ),
    State(
        "investigating",
        word("Being investigated"),
        word("A caseworker is looking into your application."),
        word("We ask you if something is missing. Otherwise we decide."),
        Tone.PROGRESS,
    ),
    State(
        "supplement",
        word("Supplement asked for"),
        word("We need something more from you."),
        word("Read what we ask for and answer here, and we go on at once."),
        Tone.WAITING,
        pauses=True,
    ),
    State(
        "communicated",
        word("Sent for comments"),
        word("You can read what we base the decision on, and comment before we decide."),
        word("Write if something is wrong or missing. Then we decide."),
        Tone.WAITING,
        pauses=True,
    ),
    State(
        "approval",
        word("Waiting for a second approval"),
        word("A proposal for a decision is ready and a second person reads it."),
        word("You can soon read the decision here."),
        Tone.PROGRESS,
    ),
    State(
        "appealed",
        word("Appealed"),
        word("You have appealed the decision."),
        word("We first see whether we should change it ourselves. If not, we send it to the court."),
        Tone.PROGRESS,
    ),
    State(
        "decided",
        word("Decided"),
        word("We have decided."),
        word("Read the decision here. It also says how you appeal."),
        Tone.DONE,
        is_open=False,
    ),
    State(
        "withdrawn",
        word("Withdrawn"),
        word("You have withdrawn the application."),
        word("Nothing more happens."),
        Tone.CLOSED,
        is_open=False,
    ),
)

OUTCOMES = (
    Outcome("granted", word("Granted"), word("We have decided."), "decided"),
    Outcome("partly", word("Partly granted"), word("We have decided."), "decided"),
    Outcome("refused", word("Refused"), word("We have decided."), "decided"),
    Outcome("dismissed", word("Dismissed"), word("We have decided."), "decided"),
)

_OPEN = ("received", "investigating", "supplement", "communicated", "approval")
_AT_WORK = frozenset({"investigating", "supplement", "communicated", "approval", "decided", "withdrawn"})

KIND = Kind(
    slug="assistance",
    prefix="E",
    label=word("Application for assistance"),
    states={state.code: state for state in STATES},
    first_state="received",
    reopened_state="investigating",
    withdrawn_state="withdrawn",
    answered_state="investigating",
    moves={code: _AT_WORK - {code} for code in _OPEN}
    | {"decided": frozenset({"appealed", "investigating"}), "appealed": frozenset({"investigating", "decided"})},
    outcomes={outcome.code: outcome for outcome in OUTCOMES},
    secrecy=Secrecy.ONE_ROLE,
    permission="see_assistance",
    review="assistance_staff.review",
    actions=frozenset({"take", "assign", "priority", "note"}),
    own_page="/{language}/mina-sidor",
)

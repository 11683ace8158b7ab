"""The case kind of a damage report: its states, how they may move, and its honest outcomes."""

from portal.cases.kinds import Kind, Outcome, Secrecy, State, Tone
from portal.core.words import word

STATES = (
    State(
        "new",
        word("New"),
        word("We have received your report."),
        word("Somebody reads it and decides what to do."),
        Tone.NEW,
    ),
    State(
        "assessing",
        word("Being looked into"),
        word("We are looking into it."),
        word("We go and look, or ask those who know the place."),
        Tone.PROGRESS,
    ),
    State(
        "ordered",
        word("Work ordered"),
        word("The work has been ordered."),
        word("Those who do the work mend it. We tell you when it is done."),
        Tone.PROGRESS,
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
        word("The case is open again, because it was not fixed."),
        word("Somebody looks at it once more."),
        Tone.NEW,
    ),
    State(
        "planned",
        word("Planned"),
        word("It will be mended as part of planned work."),
        word("We tell you when it is done."),
        Tone.PLANNED,
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
        word("You have withdrawn the report."),
        word("Nothing more happens."),
        Tone.CLOSED,
        is_open=False,
    ),
)

_OPEN = frozenset({"new", "assessing", "ordered", "waiting", "reopened"})
_AT_WORK = frozenset({"assessing", "ordered", "waiting", "planned", "closed", "withdrawn"})

OUTCOMES = (
    Outcome("fixed", word("Fixed"), word("It is fixed."), "closed", is_change=True),
    Outcome(
        "planned", word("Planned"), word("It will be mended later, as part of planned work."), "planned", asks="why"
    ),
    Outcome(
        "not_ours",
        word("Not ours"),
        word("It belongs to somebody else, and we have told them."),
        "closed",
        asks="who",
    ),
    Outcome("not_fixed", word("Will not be fixed"), word("We will not mend this."), "closed", asks="why"),
    Outcome("not_found", word("Not found"), word("We went there and found nothing wrong."), "closed"),
    Outcome("duplicate", word("Duplicate"), word("We already have this in another case."), "closed", asks="which"),
)

KIND = Kind(
    slug="damage",
    prefix="F",
    label=word("Damage report"),
    states={state.code: state for state in STATES},
    first_state="new",
    reopened_state="reopened",
    withdrawn_state="withdrawn",
    answered_state="assessing",
    moves={code: _AT_WORK - {code} for code in _OPEN} | {"planned": frozenset({"assessing", "ordered", "closed"})},
    outcomes={outcome.code: outcome for outcome in OUTCOMES},
    secrecy=Secrecy.OPEN,
    permission="work_reports",
    review="damage_staff.review",
    bulk_actions=frozenset({"assign", "team", "priority"}),
    subject_page="/{language}/felanmalan/plats/{ref}",
)

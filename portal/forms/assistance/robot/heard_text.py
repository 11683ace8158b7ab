"""What agencies answered, in words for staff: each amount with its day, silence told apart from nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from portal.core.words import word
from portal.forms.assistance.agencies.replies import NAMES, Heard, Reply
from portal.forms.assistance.riksnorm.amounts import shown
from portal.forms.assistance.rules import labels

Say = Callable[[str], str]

TITLE = word("What agencies have answered")
SILENT = word("has not answered")
NOTHING = word("knows of nothing")
SIMULATED = word("simulated")
PAID = word("%(income)s %(amount)s, paid %(on)s")
UNKNOWN = word("an unknown amount")
WAGE = word("%(gross)s before tax from %(employer)s")
ENROLLED = word("enrolled as seeking work")
ENROLLED_SINCE = word("enrolled as seeking work since %(since)s")
NOT_ENROLLED = word("not enrolled as seeking work")
VEHICLE = word("owns %(vehicle)s")
PERMIT = word("permit to stay: %(kind)s")
PERMIT_TO = word("permit to stay: %(kind)s, until %(to)s")
APPLIED = word("has applied for %(what)s")


def sentences(heard: Sequence[Heard], say: Say = str) -> tuple[str, ...]:
    """One sentence for each agency and adult."""
    return tuple(_sentence(one, say) for one in heard)


def _sentence(one: Heard, say: Say) -> str:
    who = f"{say(labels.ROLES[one.whose])}, {say(NAMES[one.agency])}"
    if one.reply is None:
        return f"{who}: {say(SILENT)}"
    marked = f" ({say(SIMULATED)})" if one.is_simulated else ""
    return f"{who}{marked}: {'; '.join(_parts(one.reply, say)) or say(NOTHING)}"


def _parts(reply: Reply, say: Say) -> Iterator[str]:
    yield from _money(reply, say)
    if reply.enrolment is not None:
        yield _enrolment(reply, say)
    for vehicle in reply.vehicles:
        words = (vehicle.registration, vehicle.make, str(vehicle.year or ""))
        yield say(VEHICLE) % {"vehicle": _joined(words)}
    if reply.permit is not None:
        ends = reply.permit.valid_to
        values = {"kind": reply.permit.kind, "to": ends.isoformat() if ends else ""}
        yield say(PERMIT_TO if ends else PERMIT) % values
    for what in reply.applied_for:
        yield say(APPLIED) % {"what": what}


def _money(reply: Reply, say: Say) -> Iterator[str]:
    for paid in reply.payments:
        amount = say(UNKNOWN) if paid.amount is None else shown(paid.amount)
        yield say(PAID) % {"income": say(labels.INCOMES[paid.type]), "amount": amount, "on": paid.on.isoformat()}
    for wage in reply.wages:
        yield say(WAGE) % {"gross": shown(wage.gross), "employer": wage.employer}


def _enrolment(reply: Reply, say: Say) -> str:
    enrolment = reply.enrolment
    if enrolment is None or not enrolment.is_enrolled:
        return say(NOT_ENROLLED)
    if enrolment.since is None:
        return say(ENROLLED)
    return say(ENROLLED_SINCE) % {"since": enrolment.since.isoformat()}


def _joined(words: Iterable[str]) -> str:
    return " ".join(filter(None, words))

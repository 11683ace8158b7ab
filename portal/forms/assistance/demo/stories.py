"""What happens to each household of the demo; together they stand in every state an application can have."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import true

from portal.forms.assistance.demo import families
from portal.forms.assistance.demo.telling import Teller, case_of
from portal.forms.assistance.models import ExchangeKind
from portal.forms.assistance.rules.answers import CostType, IncomeType
from portal.forms.assistance.rules.changes import LineWord, WordKind
from portal.forms.assistance.rules.decision import Outcome
from portal.forms.assistance.service import appealing, automation, investigating, paying, withdrawing

DELEGATION = "SN 2026-114"
TOO_MUCH = "Så här räknar vi. Din inkomst är högre än norm och kostnader. Läs och skriv om något är fel eller saknas."
TOO_MUCH_IN_ARABIC = (
    "هكذا حسبنا. دخلك أعلى من مجموع المعيار والتكاليف. يرجى القراءة والكتابة إلينا إذا كان هناك خطأ أو نقص."
)


def warsame(teller: Teller) -> None:
    """A single mother: granted twice by a person, then unchanged and granted automatically, drawn for control."""
    for months_ago in (2, 1):
        application = teller.filed(families.WARSAME, months_ago)
        decision = teller.decide(application, Outcome.GRANT, teller.at(months_ago, 2))
        teller.read(application, decision, "amina", teller.at(months_ago, 3))
    automation.turn(
        teller.session,
        is_on=True,
        delegation=DELEGATION,
        one_in=teller.settings.municipality.assistance.control_one_in,
        by=teller.staff["assistance_lead"],
        now=teller.at(1, 10),
    )
    teller.filed(families.WARSAME, 0)


def ekberg(teller: Teller) -> None:
    """A couple with three children: granted twice; this month a wage has gone up, and a person has to look."""
    for months_ago in (2, 1):
        application = teller.filed(families.EKBERG, months_ago)
        decision = teller.decide(application, Outcome.GRANT, teller.at(months_ago, 3))
        for key in families.EKBERG.people:
            teller.read(application, decision, key, teller.at(months_ago, 4))
    more = tuple(
        (kind, whose, 10650 if kind is IncomeType.SALARY else amount, day)
        for kind, whose, amount, day in families.EKBERG.incomes
    )
    teller.filed(families.EKBERG.but(incomes=more), 0)


def sandgren(teller: Teller) -> None:
    """Savings that a person must judge: being investigated."""
    application = teller.filed(families.SANDGREN, 0)
    by, at = teller.staff["assistance"], teller.at(0, 1)
    investigating.begin(teller.session, application, by=by, version=case_of(application).version, now=at)


def lindroth(teller: Teller) -> None:
    """Dismissed once since nothing was supplemented; applied again, and asked for the lease again."""
    words = "Skicka hyreskontraktet och kontoutdrag för hela förra månaden."
    first = teller.filed(families.LINDROTH, 2)
    teller.ask(first, ExchangeKind.SUPPLEMENT, words, teller.at(2, 1), 10)
    teller.decide(first, Outcome.DISMISS, teller.at(2, 14), phrases=("not_supplemented",))
    again = teller.filed(families.LINDROTH, 0)
    teller.ask(again, ExchangeKind.SUPPLEMENT, words, teller.at(0, 1), 14)


def haddad(teller: Teller) -> None:
    """Incomes above the norm: sent for comments, in the language they applied in, before it is refused."""
    application = teller.filed(families.HADDAD, 0)
    teller.ask(application, ExchangeKind.KOMMUNICERING, TOO_MUCH_IN_ARABIC, teller.at(0, 2), 21)


def wikander(teller: Teller) -> None:
    """Refused after comments, read, and appealed."""
    application = teller.filed(families.WIKANDER, 1)
    exchange = teller.ask(application, ExchangeKind.KOMMUNICERING, TOO_MUCH, teller.at(1, 1), 14)
    teller.answer(application, exchange, "Jag har skulder som ni inte räknar med.", teller.at(1, 4))
    decision = teller.decide(application, Outcome.REFUSE, teller.at(1, 6), phrases=("income_covers",))
    teller.read(application, decision, "bjorn", teller.at(1, 8))
    appealing.send(
        teller.session,
        application,
        decision,
        words="Jag tycker att beslutet är fel. Medicinen kostar mer än ni tror. Jag vill få bistånd för månaden.",
        person_key=teller.resident("bjorn").subject_key,
        once=teller.session.info["keyring"].blind_index("demo", "appeal"),
        now=teller.at(1, 12),
    )


def malmborg(teller: Teller) -> None:
    """A rent above what is reasonable: partly granted after comments, and the same proposed again this month."""
    application = teller.filed(families.MALMBORG, 1)
    words = "Din hyra är högre än vad vi brukar godta för en person. Skriv om det finns skäl att bo kvar."
    exchange = teller.ask(application, ExchangeKind.KOMMUNICERING, words, teller.at(1, 1), 14)
    teller.answer(application, exchange, "Jag letar efter en mindre lägenhet.", teller.at(1, 5))
    teller.change(
        application,
        "cost.rent:all-1",
        LineWord(WordKind.AMOUNT, 7_000_00, 8_900_00),
        "Skälig hyra för en person enligt riktlinjerna.",
        teller.at(1, 6),
    )
    decision = teller.decide(
        application, Outcome.PARTLY, teller.at(1, 7), phrases=("norm_not_met", "cost_above_reasonable")
    )
    teller.read(application, decision, "kerstin", teller.at(1, 9))
    teller.filed(families.MALMBORG.but(more={CostType.GLASSES: 2400}), 0)


def nylen(teller: Teller) -> None:
    """Children every other week: granted; then work was found, and the next application withdrawn."""
    application = teller.filed(families.NYLEN, 1)
    teller.decide(application, Outcome.GRANT, teller.at(1, 2))
    another = teller.filed(families.NYLEN, 0)
    withdrawing.withdraw(
        teller.session, another, person_key=teller.resident("petra").subject_key, now=teller.at(0, 1)
    )


def kovalenko(teller: Teller) -> None:
    """Two agencies are silent: a range, never no income."""
    teller.filed(families.KOVALENKO, 0)


def hassan(teller: Teller) -> None:
    """Eight in the family: above the limit, so a second person reads the decision."""
    application = teller.filed(families.HASSAN, 0)
    teller.decide(application, Outcome.GRANT, teller.at(0, 3))


def sundin_and_ohman(teller: Teller) -> None:
    """Two households that say nothing of each other, with one account and one address."""
    application = teller.filed(families.SUNDIN, 1)
    decision = teller.decide(application, Outcome.GRANT, teller.at(1, 2))
    teller.read(application, decision, "filip", teller.at(1, 3))
    teller.filed(families.OHMAN, 0)


def hellstrom(teller: Teller) -> None:
    """A couple of whom one has signed: not filed yet."""
    application = teller.presented(families.HELLSTROM, 0)
    teller.sign(application, "nora", teller.at(0, 0.1))


def jonas(teller: Teller) -> None:
    """A draft that lies half filled in."""
    family = replace(families.NYLEN, people=("jonas",), children=(), days=None, account="1414141414")
    teller.draft(family, 0)


def pay(teller: Teller) -> None:
    """The payments of the months before went to the bank in one file; this month's wait."""
    name = teller.settings.municipality.name
    by = teller.staff["assistance_lead"]
    paying.export(teller.session, visible=true(), sender=name, by=by, now=teller.at(1, 15))


STORIES: tuple[Callable[[Teller], None], ...] = (
    ekberg,
    sandgren,
    lindroth,
    wikander,
    malmborg,
    nylen,
    sundin_and_ohman,
    pay,
    warsame,
    haddad,
    kovalenko,
    hassan,
    hellstrom,
    jonas,
)

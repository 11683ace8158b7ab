"""Every page of the application in one table: its heading, its form, its rows, what may be attached to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.words import Word, word
from portal.forms.assistance.form import assets, home, money, people, work
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.rules import conditions as codes

NO_WORD = Word("")
MOST_ROWS = 60


@dataclass(frozen=True)
class PageKind:
    """A page. With `row` it is a list: `form` asks whether there is anything, `row` is one of them.

    `add` and `one` are the words for adding another and for the page of one; `files` says what to attach.
    """

    code: str
    title: Word
    icon: str
    form: type[PageForm]
    row: type[PageForm] | None = None
    add: Word = NO_WORD
    one: Word = NO_WORD
    most: int = MOST_ROWS
    files: Word = NO_WORD


_PAGES = (
    PageKind(codes.PERIOD, word("Month"), "calendar", people.PeriodForm),
    PageKind(codes.TOGETHER, word("Alone or together"), "users", people.TogetherForm),
    PageKind(codes.APPLICANT, word("How we reach you"), "phone", people.ApplicantForm),
    PageKind(codes.PAYMENT, word("Where the money goes"), "key", people.PaymentForm),
    PageKind(codes.CO_APPLICANT, word("How we reach your partner"), "phone", people.CoApplicantForm),
    PageKind(
        codes.CHILDREN,
        word("Children"),
        "users",
        home.ChildrenForm,
        home.ChildForm,
        word("Add a child"),
        word("A child"),
        most=15,
        files=word("An agreement about where the child lives, if there is one"),
    ),
    PageKind(
        codes.HOUSING,
        word("Your home"),
        "home",
        home.HousingPage,
        files=word("Your lease, and the latest bill for the rent"),
    ),
    PageKind(codes.LIVELIHOOD, word("Until now"), "history", people.LivelihoodForm),
    PageKind(
        codes.PLANNING,
        word("What you do"),
        "calendar",
        work.PlanningForm,
        files=word("A medical certificate, a plan from Arbetsförmedlingen, an activity report"),
    ),
    PageKind(
        codes.CO_PLANNING,
        word("What your partner does"),
        "calendar",
        work.CoPlanningForm,
        files=word("A medical certificate, a plan from Arbetsförmedlingen, an activity report"),
    ),
    PageKind(
        codes.JOBS,
        word("Jobs you have applied for"),
        "search",
        work.JobsForm,
        work.JobRow,
        word("Add a job"),
        word("A job you have applied for"),
        files=word("A list of the jobs you have applied for"),
    ),
    PageKind(
        codes.INCOMES,
        word("Money that came in"),
        "download",
        money.IncomesForm,
        money.IncomeRow,
        word("Add money that came in"),
        word("Money that came in"),
        files=word("Payslips, decisions and statements of all accounts for the last month"),
    ),
    PageKind(
        codes.PENDING,
        word("Money you wait for"),
        "clock",
        assets.PendingForm,
        assets.PendingRow,
        word("Add something you have applied for"),
        word("Something you have applied for"),
    ),
    PageKind(
        codes.ASSETS,
        word("What you own"),
        "lock",
        assets.AssetsForm,
        assets.AssetRow,
        word("Add something you own"),
        word("Something you own"),
        files=word("An overview of all your accounts from the bank"),
    ),
    PageKind(
        codes.COSTS,
        word("Costs"),
        "list",
        money.CostsForm,
        money.CostRow,
        word("Add a cost"),
        word("A cost"),
        files=word("Bills and receipts for the costs"),
    ),
    PageKind(codes.MESSAGE, word("Something more"), "message", work.MessageForm),
    PageKind(codes.DECLARATION, word("Declaration on honour"), "edit", work.DeclarationForm),
)

PAGES: Mapping[str, PageKind] = {page.code: page for page in _PAGES}

GROUPS: tuple[tuple[Word, tuple[str, ...]], ...] = (
    (word("Who applies"), (codes.PERIOD, codes.TOGETHER, codes.APPLICANT, codes.PAYMENT, codes.CO_APPLICANT)),
    (word("Home and family"), (codes.CHILDREN, codes.HOUSING)),
    (word("Work and plans"), (codes.LIVELIHOOD, codes.PLANNING, codes.CO_PLANNING, codes.JOBS)),
    (word("Money"), (codes.INCOMES, codes.PENDING, codes.ASSETS, codes.COSTS)),
    (word("The rest"), (codes.MESSAGE,)),
)
"""The task list's parts."""

"""Answers as the texts of a draft's pages, as the person would have typed them into the form."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from portal.forms.assistance.rules import carrying
from portal.forms.assistance.rules import conditions as pages
from portal.forms.assistance.rules.answers import Answers, Cost, Income, JobApplication, Person, Role
from portal.forms.drafts.content import Content, Page, Row


def filled(content: Content, answers: Answers) -> Content:
    """The draft with every page said; pages that were fetched and say the same are confirmed as unchanged."""
    for code, page in _pages(answers):
        content = content.with_page(code, _said(content.page(code), page))
    return content


def together(answers: Answers) -> Mapping[str, str]:
    """What is answered to whether one lives with somebody."""
    partner = answers.co_applicant
    if partner is None:
        return {"together": "no"}
    return {"together": "yes", "partner_name": partner.name, "partner_number": partner.personnummer}


def _said(old: Page, new: Page) -> Page:
    is_same = old.is_carried and (old.values, _texts(old)) == (new.values, _texts(new))
    return replace(new, is_said=True, is_same=is_same)


def _texts(page: Page) -> list[Mapping[str, str]]:
    return [row.values for row in page.rows]


def _pages(answers: Answers) -> Iterator[tuple[str, Page]]:
    partner = answers.co_applicant
    number = partner.personnummer if partner else ""
    for code, carried in carrying.carried(answers, answers.applicant.personnummer, number).items():
        if code != pages.COSTS:
            yield code, Page(carried.values, tuple(Row(row_id, values) for row_id, values in carried.rows))
    yield pages.LIVELIHOOD, Page({"livelihood": answers.livelihood, **_work(answers.applicant)})
    if partner is not None:
        contact = {"phone": partner.phone, "needs_interpreter": "no", **_work(partner)}
        yield pages.CO_APPLICANT, Page(contact)
    yield pages.JOBS, _rows([_job(job) for job in answers.job_applications])
    yield pages.INCOMES, _rows([_income(row) for row in answers.incomes])
    yield pages.COSTS, _rows([_cost(cost) for cost in answers.costs])
    yield pages.MESSAGE, Page({"message": answers.message})
    yield pages.DECLARATION, Page({"attest": "y"})


def _rows(rows: list[dict[str, str]]) -> Page:
    if not rows:
        return Page({"has": "no"})
    return Page({"has": "yes"}, tuple(Row(f"row{place}", values) for place, values in enumerate(rows)))


def _work(person: Person) -> dict[str, str]:
    if not person.worked_last_year:
        return {"worked": "no"}
    return {"worked": "yes", "work_description": person.work_description}


def _job(job: JobApplication) -> dict[str, str]:
    on = job.on.isoformat() if job.on else ""
    return {"title": job.title, "employer": job.employer, "on": on, "whose": job.whose.value}


def _income(row: Income) -> dict[str, str]:
    texts = {"type": row.type.value, "description": row.description, "whose": _whose(row.whose, row.child)}
    return texts | _amount(row.amount) | {"on": row.on.isoformat() if row.on else ""}


def _cost(cost: Cost) -> dict[str, str]:
    whose = "all" if cost.whose is None else _whose(cost.whose, cost.child)
    return {"type": cost.type.value, "description": cost.description, "whose": whose} | _amount(cost.amount)


def _amount(amount: int | None) -> dict[str, str]:
    return {"unknown": "y"} if amount is None else {"amount": f"{amount // 100},{amount % 100:02}"}


def _whose(role: Role, child: int | None) -> str:
    return role.value if child is None else f"child:last{child}"

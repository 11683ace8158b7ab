"""Whose a row is: asked only where there is a choice, by role for the adults and by row for a child."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.forms.assistance.rules.answers import Role

ALL = "all"
OF_CHILD = "child:"


@dataclass(frozen=True)
class Whose:
    """The answer: an adult, or a child by its place in the list from 0, or everybody."""

    role: Role = Role.APPLICANT
    child: int | None = None
    is_all: bool = False

    @classmethod
    def of(cls, form: Any) -> "Whose":
        """What a row says; the applicant's where nothing was asked, everybody's where that could be."""
        if "whose" not in form:
            return cls(is_all=True)
        said = form.whose.data or ""
        if said.startswith(OF_CHILD):
            ids = [child.id for child in form.setting.children]
            return cls(Role.CHILD, ids.index(said.removeprefix(OF_CHILD)))
        return cls(is_all=True) if said == ALL else cls(Role(said))

    @staticmethod
    def named(form: Any) -> str:
        """The name of whose a row is; empty where it was not asked."""
        return form.whose.says() if "whose" in form else ""


def whose_choices(form: Any, *, with_children: bool = False, with_all: bool = False) -> None:
    """Offer those whose the row can be, or take the question away when there is but one."""
    setting = form.setting
    choices: list[tuple[str, object]] = [(ALL, _l("The whole household"))] if with_all else []
    choices.append((Role.APPLICANT.value, setting.name or _l("Me")))
    if setting.is_couple:
        choices.append((Role.CO_APPLICANT.value, setting.partner))
    if with_children:
        choices += [(f"{OF_CHILD}{child.id}", child.name) for child in setting.children]
    if len(choices) - with_all > 1:
        form.whose.offer(choices)
    else:
        del form.whose

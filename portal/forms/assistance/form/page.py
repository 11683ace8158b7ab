"""The ground of every page's form: filled from kept texts, knows the rest, drops what is not asked."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict

from portal.core.web.form import BaseForm
from portal.forms.assistance.form.fields import Tick
from portal.forms.assistance.rules.conditions import Setting

LONGEST_KEPT = 8000
"""Of one field that nobody has looked at yet; more than any field allows, so that too much is said, not cut."""


class PageForm(BaseForm):
    """One page, made from kept or posted texts. `only_if` names fields asked only after certain other answers."""

    only_if: ClassVar[Mapping[str, tuple[str, Collection[str]]]] = {}

    def __init__(self, values: Mapping[str, str], setting: Setting) -> None:
        self.setting = setting
        super().__init__(formdata=MultiDict(values))
        self.adapt()

    def adapt(self) -> None:
        """Leave out and word what depends on the rest of the application."""

    @property
    def hidden(self) -> frozenset[str]:
        """The fields that what was answered makes pointless; what they say is never kept or read."""
        return frozenset(name for name, (other, wanted) in self.only_if.items() if not self._says(other, wanted))

    def shown(self) -> list[Any]:
        """The fields that are asked, in order."""
        hidden = self.hidden
        return [field for name, field in self._fields.items() if name not in hidden]

    def texts(self) -> dict[str, str]:
        """What is asked and answered, as it was written."""
        found = {field.short_name: _text(field) for field in self.shown()}
        return {name: text[:LONGEST_KEPT] for name, text in found.items() if text}

    def validate(self, extra_validators: Any = None) -> bool:
        """True when every field that is asked is answered and can be read; the errors lie in the fields."""
        every = [field.validate(self) for field in self.shown()]
        return all(every) and self.fits()

    def fits(self) -> bool:
        """True when the answers fit each other; says so at a field when they do not."""
        return True

    def _says(self, other: str, wanted: Collection[str]) -> bool:
        field = self._fields.get(other)
        return field is not None and _text(field) in wanted


def _text(field: Any) -> str:
    if isinstance(field, Tick):
        return "y" if field.data else ""
    return field.data if isinstance(field.data, str) else ""


def refuse(field: Any, words: object) -> bool:
    """Add an error to `field`; False, to be returned by `fits`."""
    field.errors = [*field.errors, words]
    return False

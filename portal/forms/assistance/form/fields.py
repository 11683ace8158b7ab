"""The plain fields of the application: lines, texts, choices, ticks; what somebody wrote is never lost.

`render_kw` holds what the template hands to the macro `field`: hint, width, suffix, kind of keyboard.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, StopValidation

from portal.core.web.form import OneLine, PlainText, tidy
from portal.core.words import Word

TOO_LONG = _l("Please use at most %(max)d characters.")
LONGEST_LINE, LONGEST_TEXT = 200, 2000
Choices = Sequence[tuple[str, object]]


class MayBeEmpty:
    """Asks nothing more of a field that was left empty."""

    def __call__(self, _form: Any, field: Any) -> None:
        if not (field.data or "").strip():
            raise StopValidation


def worded(words: Mapping[Any, Word]) -> list[tuple[str, object]]:
    """The members of an enumeration with what each is called, as choices."""
    return [(member.value, _l(name)) for member, name in words.items()]


class Line(StringField):  # type: ignore[misc]  # wtforms has no types
    """One line of text; `missing` is what to say when it is empty, without it the line may be."""

    def __init__(self, label: object, missing: object = None, most: int = LONGEST_LINE, **more: Any) -> None:
        wanted = DataRequired(missing) if missing is not None else MayBeEmpty()
        rules = [wanted, PlainText(), OneLine(), Length(max=most, message=TOO_LONG)]
        super().__init__(label, rules, filters=[tidy], **more)

    def says(self) -> str:
        """The answer as people read it."""
        return str(self.data or "")


class Text(TextAreaField):  # type: ignore[misc]
    """Several lines of text; `missing` as for `Line`."""

    def __init__(self, label: object, missing: object = None, most: int = LONGEST_TEXT, **more: Any) -> None:
        wanted = DataRequired(missing) if missing is not None else MayBeEmpty()
        look = {"rows": 5, "maxlength": most} | more.pop("render_kw", {})
        rules = [wanted, PlainText(), Length(max=most, message=TOO_LONG)]
        super().__init__(label, rules, filters=[tidy], render_kw=look, **more)

    def says(self) -> str:
        """The answer as people read it."""
        return str(self.data or "")


class Choice(RadioField):  # type: ignore[misc]
    """One of several; `choices` are (value, words)."""

    def __init__(self, label: object, choices: Choices = (), missing: object = None, **more: Any) -> None:
        wanted = DataRequired(_l("Choose one of the answers.") if missing is None else missing)
        super().__init__(label, [wanted], **more)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Offer these."""
        self.choices = [SelectChoice(value, words) for value, words in choices]

    def says(self) -> str:
        """The answer as people read it."""
        return next((str(choice.label) for choice in self.choices if choice.value == self.data), "")


class Pick(SelectField):  # type: ignore[misc]
    """One of many, in a list that opens; begins with nothing chosen."""

    def __init__(self, label: object, choices: Choices, missing: object, **more: Any) -> None:
        offered = [SelectChoice("", _l("Choose")), *(SelectChoice(value, words) for value, words in choices)]
        super().__init__(label, [DataRequired(missing)], choices=offered, **more)

    def pre_validate(self, form: Any) -> None:
        """Nothing chosen is said by `missing`, not by the list."""
        if self.data:
            super().pre_validate(form)

    def says(self) -> str:
        """The answer as people read it."""
        return next((str(choice.label) for choice in self.choices if self.data and choice.value == self.data), "")


class YesNo(Choice):
    """Yes or no; `answer` is None until one is chosen."""

    def __init__(self, label: object, missing: object = None, **more: Any) -> None:
        look = {"inline": True} | more.pop("render_kw", {})
        super().__init__(label, (("yes", _l("Yes")), ("no", _l("No"))), missing, render_kw=look, **more)

    @property
    def answer(self) -> bool | None:
        """True for yes, False for no."""
        return {"yes": True, "no": False}.get(self.data)


class Tick(BooleanField):  # type: ignore[misc]
    """A box that is ticked or not."""

    def __init__(self, label: object, **more: Any) -> None:
        super().__init__(label, false_values=(False, "", "n", "no"), **more)

    def says(self) -> str:
        """The answer as people read it."""
        return str(_l("Yes")) if self.data else str(_l("No"))

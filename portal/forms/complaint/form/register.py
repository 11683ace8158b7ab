"""The forms of the register, for the ombudsman."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from portal.core.web import BaseForm
from portal.core.web.form import OneLine, PlainText, tidy
from portal.forms.complaint.rules.register import NAME_MOST, REF_MOST, Level, Node, NodeDraft

_TOO_LONG = _l("Please use at most %(max)d characters.")
_NAMED = [PlainText(), OneLine(), Length(max=NAME_MOST, message=_TOO_LONG)]
LAST_POSITION = 9999


class VersionedForm(BaseForm):
    """A form about something that others may change meanwhile."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that the person saw; 0 when the field is not a number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 (an int column)


class NodeForm(VersionedForm):
    """A node as the ombudsman describes it."""

    name_sv = StringField(
        _l("Name in Swedish"), [InputRequired(_l("Please fill in the name.")), *_NAMED], filters=[tidy]
    )
    name_en = StringField(_l("Name in English"), _NAMED, filters=[tidy])
    name_ar = StringField(_l("Name in Arabic"), _NAMED, filters=[tidy])
    above = SelectField(_l("Hangs on"))
    owner = SelectField(_l("Owner"))
    team = SelectField(_l("Unit that answers for it"))
    position = IntegerField(_l("Order in the list"), [Optional(), NumberRange(0, LAST_POSITION)], default=0)

    def offer(
        self, above: Sequence[Node], owners: Mapping[UUID, tuple[str, str]], teams: Mapping[str, str], language: str
    ) -> None:
        """Offer what it may hang on, who may own it and which unit may answer for it."""
        nobody = SelectChoice("", _("As what it hangs on"))
        self.above.choices = [SelectChoice(str(node.id), node.name(language)) for node in above] or [
            SelectChoice("", _("Nothing: it is at the top"))
        ]
        self.owner.choices = [nobody, *(SelectChoice(str(one), name) for one, (name, _email) in owners.items())]
        self.team.choices = [nobody, *(SelectChoice(code, name) for code, name in teams.items())]

    def fill(self, node: Node) -> None:
        """Show what is kept now."""
        for language in ("sv", "en", "ar"):
            self[f"name_{language}"].data = node.names.get(language, "")
        self.above.data = str(node.above_id) if node.above_id else ""
        self.owner.data = str(node.owner_id) if node.owner_id else ""
        self.team.data, self.position.data, self.version.data = node.team or "", node.position, str(node.version)

    def draft(self) -> NodeDraft:
        """The node as described."""
        above, owner = self.above.data, self.owner.data
        return NodeDraft(
            names=self._names(),
            above_id=UUID(above) if above else None,
            team=self.team.data or None,
            owner_id=UUID(owner) if owner else None,
            position=self.position.data or 0,
        )

    def _names(self) -> dict[str, str]:
        given = {language: self[f"name_{language}"].data for language in ("sv", "en", "ar")}
        return {language: name for language, name in given.items() if name}


class NewNodeForm(NodeForm):
    """A node that is not in the register yet."""

    ref = StringField(
        _l("Reference"),
        [
            InputRequired(_l("Please fill in the reference.")),
            PlainText(),
            OneLine(),
            Length(max=REF_MOST, message=_TOO_LONG),
        ],
        description=_l(
            "The process's own number or name in your register. It stays the same and joins repeated imports."
        ),
        filters=[tidy],
    )
    level = HiddenField()

    def chosen_level(self) -> Level | None:
        """The level the person came for; None for one that is none."""
        known = {level.value: level for level in Level}
        return known.get(self.level.data or "")


class MergeForm(VersionedForm):
    """What a node becomes part of."""

    into = SelectField(_l("Merge into"))

    def offer(self, nodes: Sequence[Node], language: str) -> None:
        """Offer the nodes it may be merged into."""
        self.into.choices = [SelectChoice(str(node.id), node.name(language)) for node in nodes]


class RegisterFileForm(BaseForm):
    """A file of processes."""

    file = FileField(_l("CSV file"))

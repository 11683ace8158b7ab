"""The forms of the register, for staff."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput

from portal.core.settings import Municipality
from portal.core.web import BaseForm
from portal.core.web.form import OneLine, PlainText, tidy
from portal.platform.geo.positions import point_from
from portal.platform.geo.problems import BadShape
from portal.platform.geo.shapes import Point
from portal.reports.places.rules import (
    AREA_LENGTH,
    MOST_SIGNS_AN_ORDER,
    MOST_TOPICS,
    NAME_LENGTH,
    NOTE_LENGTH,
    REF_LENGTH,
    STATES,
    PlaceDraft,
    SignState,
    next_states,
)

_TOO_LONG = _l("Please use at most %(max)d characters.")


class PlaceForm(BaseForm):
    """A place as staff describe it; `ref` is asked for a new place alone."""

    ref = StringField(
        _l("Reference"),
        [PlainText(), OneLine(), Length(max=REF_LENGTH, message=_TOO_LONG)],
        description=_l(
            "The place's own number or name in your register. It stays the same and joins repeated imports."
        ),
        filters=[tidy],
    )
    name = StringField(
        _l("Name"),
        [
            InputRequired(_l("Please fill in the name.")),
            PlainText(),
            OneLine(),
            Length(max=NAME_LENGTH, message=_TOO_LONG),
        ],
        filters=[tidy],
    )
    type = SelectField(_l("Type"))
    lat = StringField(
        _l("Latitude, or north in SWEREF 99 TM"), [InputRequired(_l("Please fill in the position."))], filters=[tidy]
    )
    lon = StringField(
        _l("Longitude, or east in SWEREF 99 TM"), [InputRequired(_l("Please fill in the position."))], filters=[tidy]
    )
    area = StringField(
        _l("Area"),
        [PlainText(), OneLine(), Length(max=AREA_LENGTH, message=_TOO_LONG)],
        description=_l("Leave empty to take the area that the position lies in."),
        filters=[tidy],
    )
    topics = SelectMultipleField(
        _l("What can be wrong here"),
        option_widget=CheckboxInput(),
        description=_l("Choose none to offer what belongs to the type."),
    )
    note = TextAreaField(
        _l("Note for colleagues"), [PlainText(), Length(max=NOTE_LENGTH, message=_TOO_LONG)], filters=[tidy]
    )
    version = HiddenField()

    def offer(self, town: Municipality, language: str, *, is_new: bool) -> None:
        """Offer the types and topics of the municipality, named in `language`, and check against its box."""
        self._town, self._is_new = town, is_new
        self._point: Point | None = None
        self.type.choices = [
            SelectChoice(kind.code, kind.name.in_language(language)) for kind in town.place_types.values()
        ]
        self.topics.choices = [SelectChoice(one.code, one.name.in_language(language)) for one in town.topics.values()]

    def fill(self, draft: PlaceDraft, version: int) -> None:
        """Show what is kept now."""
        self.name.data, self.type.data, self.note.data = draft.name, draft.type, draft.note
        self.lat.data, self.lon.data = f"{draft.lat:.6f}", f"{draft.lon:.6f}"
        self.area.data, self.topics.data, self.version.data = draft.area or "", list(draft.topics or ()), str(version)

    def validate_ref(self, field: StringField) -> None:
        """A new place needs one."""
        if self._is_new and not field.data:
            raise ValidationError(_("Please fill in the reference."))

    def validate_lon(self, field: StringField) -> None:
        """Both parts together must be a position in the municipality."""
        lat, lon = _number(self.lat.data), _number(field.data)
        if lat is None or lon is None:
            raise ValidationError(_("A coordinate is not a number."))
        try:
            point = point_from(lat_or_north=lat, lon_or_east=lon)
        except BadShape as error:
            raise ValidationError(_(error.message, **error.params)) from None
        if not self._town.box.holds(point.lat, point.lon):
            raise ValidationError(_("The position is outside the municipality."))
        self._point = point

    def validate_topics(self, field: SelectMultipleField) -> None:
        """As many as fit on the sign's page."""
        if len(field.data or ()) > MOST_TOPICS:
            raise ValidationError(_("A place can have at most %(most)s topics.", most=MOST_TOPICS))

    @property
    def seen_version(self) -> int:
        """The version of the place that the person saw; 0 when the field is not a number."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 (an int column)

    def answers(self, ref: str = "") -> PlaceDraft:
        """The place as described; `ref` is that of a place which exists already."""
        point = self._point
        if point is None:
            raise ValueError("the form has not been checked")
        return PlaceDraft(
            ref=ref or self.ref.data,
            name=" ".join(self.name.data.split()),
            type=self.type.data,
            lat=point.lat,
            lon=point.lon,
            area=self.area.data or None,
            topics=tuple(self.topics.data) if self.topics.data else None,
            note=self.note.data,
        )


class OrderForm(BaseForm):
    """How many signs to order."""

    count = IntegerField(
        _l("How many"),
        [
            InputRequired(_l("Please fill in how many.")),
            NumberRange(1, MOST_SIGNS_AN_ORDER, _l("Order between %(min)s and %(max)s signs.")),
        ],
        default=1,
    )


class StateForm(BaseForm):
    """Where a sign goes next."""

    state = SelectField(_l("New state"))
    note = StringField(
        _l("Note"), [PlainText(), OneLine(), Length(max=NOTE_LENGTH, message=_TOO_LONG)], filters=[tidy]
    )

    def offer(self, states: Iterable[SignState] = SignState) -> None:
        """Offer these states."""
        self.state.choices = [SelectChoice(state.value, _(STATES[state].action)) for state in states]

    def answers(self) -> tuple[SignState, str]:
        """The state to go to, and why."""
        return SignState(self.state.data), self.note.data


def state_form(state: SignState) -> StateForm:
    """An unsent form that offers where a sign in `state` may go."""
    form = StateForm(formdata=None)
    form.offer(next_states(state))
    return form


class ImportForm(BaseForm):
    """A file of places."""

    file = FileField(_l("CSV or GeoJSON file"))


class PhotoForm(BaseForm):
    """A photo of the place."""

    photo = FileField(_l("Photo of the place"))


def _number(text: str | None) -> float | None:
    tidy_text = (text or "").replace(" ", "").replace("\u00a0", "").replace(",", ".")
    try:
        return float(tidy_text) if len(tidy_text) < 30 else None  # noqa: PLR2004 (no coordinate is longer)
    except ValueError:
        return None

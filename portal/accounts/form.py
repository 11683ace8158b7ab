"""The forms of staff accounts; each ends in typed answers."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput

from portal.accounts import rules
from portal.accounts.permissions import ROLE_DUTIES, ROLE_NAMES, Role
from portal.accounts.rules import AccountDetails
from portal.core.web import BaseForm
from portal.core.web.form import OneLine, PlainText

CODE_MOST = 40


def _password(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired(_l("Please fill in the password.")), Length(max=rules.PASSWORD_MOST)])


def _name() -> StringField:
    return StringField(
        _l("Name"),
        [InputRequired(_l("Please fill in the name.")), Length(max=rules.NAME_MOST), OneLine(), PlainText()],
    )


class SignInForm(BaseForm):
    """Address and password."""

    email = StringField(
        _l("E-mail address"),
        [InputRequired(_l("Please fill in your e-mail address.")), Length(max=rules.EMAIL_MOST), PlainText()],
    )
    password = _password(_l("Password"))
    next = HiddenField()


class CodeForm(BaseForm):
    """A code of the app, or a recovery code."""

    code = StringField(_l("Code"), [InputRequired(_l("Please fill in the code.")), Length(max=CODE_MOST)])
    next = HiddenField()


class SetUpForm(BaseForm):
    """The first code of the app; the password too when somebody signed in changes the app."""

    code = StringField(
        _l("The six digits that the app shows"),
        [InputRequired(_l("Please fill in the six digits.")), Length(max=CODE_MOST)],
    )
    password = PasswordField(_l("Your password"), [Length(max=rules.PASSWORD_MOST)])
    next = HiddenField()


class PasswordForm(BaseForm):
    """A new password, twice, and the present one from those who have been signed in for a while."""

    current = PasswordField(_l("Present password"), [Length(max=rules.PASSWORD_MOST)])
    new = _password(_l("New password"))
    again = _password(_l("New password once more"))
    next = HiddenField()

    def validate_again(self, field: PasswordField) -> None:
        """The two must be the same."""
        if self.new.data != field.data:
            raise ValidationError(_("The two passwords are not the same."))


class ProofForm(BaseForm):
    """The password once more, before something that matters."""

    password = _password(_l("Your password"))


class SettingsForm(BaseForm):
    """What everybody decides about themselves."""

    name = _name()
    language = RadioField(_l("Language of the staff pages"))
    single_keys = BooleanField(
        _l("Single-key shortcuts"),
        description=_l("One key does one thing in the queue, such as j for the next case."),
    )


class AccountForm(BaseForm):
    """What an administrator says about an account."""

    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Please fill in the e-mail address.")),
            Length(max=rules.EMAIL_MOST),
            OneLine(),
            PlainText(),
            Email(_l("Write the address as name@example.se.")),
        ],
    )
    name = _name()
    language = RadioField(_l("Language of the staff pages"), default="sv")
    roles = SelectMultipleField(_l("Roles"), option_widget=CheckboxInput())
    teams = SelectMultipleField(_l("Teams"), option_widget=CheckboxInput())

    def offer(self, teams: Mapping[str, str]) -> None:
        """Say which roles and teams there are; `teams` gives a name in the reader's language for each code."""
        self.roles.choices = [_role_choice(role) for role in Role]
        self.teams.choices = [SelectChoice(code, name) for code, name in teams.items()]

    def fill(self, *, email: str, name: str, language: str, roles: Iterable[Role], teams: Iterable[str]) -> None:
        """Show what is kept now."""
        self.email.data, self.name.data, self.language.data = email, name, language
        self.roles.data = [role.value for role in roles]
        self.teams.data = list(teams)

    def answers(self) -> AccountDetails:
        """The account as asked for."""
        return AccountDetails(
            email=rules.normal_email(self.email.data),
            name=self.name.data.strip(),
            language=self.language.data,
            roles=frozenset(Role(code) for code in self.roles.data or ()),
            teams=frozenset(self.teams.data or ()),
        )


def _role_choice(role: Role) -> SelectChoice:
    return SelectChoice(role.value, _(ROLE_NAMES[role]), {"hint": _(ROLE_DUTIES[role])})

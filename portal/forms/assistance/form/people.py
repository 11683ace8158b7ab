"""Who applies: the month, alone or together, how we reach each adult, where the money goes."""

from typing import Any, ClassVar

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l

from portal.forms.assistance.form.fields import Choice, Line, Text, Tick, YesNo, worded
from portal.forms.assistance.form.page import PageForm, refuse
from portal.forms.assistance.form.reading import BankDigits, Personnummer, Reach
from portal.forms.assistance.rules import labels, months
from portal.forms.assistance.rules.answers import PaymentWay, Person, Role
from portal.forms.assistance.rules.conditions import Setting
from portal.platform.notices.contact import Channel

CLEARING, ACCOUNT = (4, 5), (5, 15)


class PeriodForm(PageForm):
    """Which month."""

    month = Choice(_l("Which month do you apply for?"), missing=_l("Choose a month."))

    def adapt(self) -> None:
        """Offer the months that are open."""
        self.month.offer([(month, format_date(months.first_day(month), "LLLL y")) for month in self.setting.months])


class TogetherForm(PageForm):
    """Alone or with a partner, who is then named; both sign."""

    together = Choice(
        _l("Do you live with a husband, wife or partner?"),
        (("yes", _l("Yes")), ("no", _l("No"))),
        _l("Answer whether you live with a husband, wife or partner."),
        render_kw={"hint": _l("Then you apply together, and both sign with an e-ID.")},
    )
    partner_name = Line(_l("Your partner's first name and surname"), _l("Write your partner's name."), most=100)
    partner_number = Personnummer(_l("Your partner's personnummer"), _l("Write your partner's personnummer."))
    only_if: ClassVar = {"partner_name": ("together", {"yes"}), "partner_number": ("together", {"yes"})}

    def adapt(self) -> None:
        """Offer the one they applied with last time by name."""
        if self.setting.last_partner:
            same = gettext("Yes, with %(name)s as last time", name=self.setting.last_partner)
            other = (("yes", _l("Yes, with somebody else")), ("no", _l("No")))
            self.together.offer((("same", same), *other))

    def texts(self) -> dict[str, str]:
        """What is asked and answered; a number that was read in its twelve digits, so that it is always the same."""
        number = {"partner_number": self.partner_number.number} if self.partner_number.number else {}
        return super().texts() | number

    def fits(self) -> bool:
        """The partner is somebody else."""
        if self.partner_number.number and self.partner_number.number == self.setting.personnummer:
            return refuse(self.partner_number, gettext("This is your own personnummer. Write your partner's."))
        return True


class ContactForm(PageForm):
    """How we reach one adult."""

    phone = Reach(_l("Mobile number"), Channel.SMS, render_kw={"autocomplete": "tel", "width": "medium"})
    email = Reach(_l("E-mail address"), Channel.EMAIL, render_kw={"autocomplete": "email"})
    by_sms = Tick(_l("Send a text message when there is something to read"))
    by_email = Tick(_l("Send an e-mail when there is something to read"))
    needs_interpreter = YesNo(
        _l("Is an interpreter needed when we talk?"), _l("Answer whether an interpreter is needed.")
    )
    interpreter_language = Line(_l("Which language?"), _l("Write which language."), most=60)
    only_if: ClassVar = {
        "interpreter_language": ("needs_interpreter", {"yes"}),
    }

    def fits(self) -> bool:
        """What is to be sent has somewhere to go."""
        if self.by_sms.data and not self.phone.data:
            return refuse(self.phone, gettext("Write the mobile number that we send text messages to."))
        if self.by_email.data and not self.email.data:
            return refuse(self.email, gettext("Write the address that we send e-mail to."))
        return True


class ApplicantForm(ContactForm):
    """How we reach the applicant."""


class CoApplicantForm(ContactForm):
    """How we reach the co-applicant; a first application also asks whether they have worked."""

    worked = YesNo(
        _l("Has your partner worked during the last 12 months?"), _l("Answer whether your partner has worked.")
    )
    work_description = Text(_l("Where, and when did it end?"), _l("Write where and when."), render_kw={"rows": 3})
    only_if: ClassVar = {
        "interpreter_language": ("needs_interpreter", {"yes"}),
        "work_description": ("worked", {"yes"}),
    }

    def adapt(self) -> None:
        """A renewal does not ask about the past."""
        if not self.setting.is_first:
            del self.worked, self.work_description


class PaymentForm(PageForm):
    """Where the money goes."""

    payment = Choice(_l("How do you want the money?"), worded(labels.PAYMENTS), _l("Choose how you want the money."))
    clearing = BankDigits(
        _l("Clearing number"),
        CLEARING,
        _l("A clearing number has four digits, or five at Swedbank."),
        _l("Write the clearing number of your bank."),
        render_kw={"hint": _l("Four digits, or five if it begins with 8"), "width": "short"},
    )
    account = BankDigits(
        _l("Account number"),
        ACCOUNT,
        _l("An account number has 5 to 15 digits. Check the digits."),
        _l("Write your account number."),
    )
    only_if: ClassVar = {"clearing": ("payment", {"account"}), "account": ("payment", {"account"})}


class LivelihoodForm(PageForm):
    """How the household has managed until now (first application)."""

    livelihood = Text(
        _l("How have you supported yourself until now, and why is your money not enough?"),
        _l("Write how you have supported yourself until now."),
        render_kw={"hint": _l("A few sentences are enough. Write in the language you prefer.")},
    )
    worked = YesNo(_l("Have you worked during the last 12 months?"), _l("Answer whether you have worked."))
    work_description = Text(_l("Where, and when did it end?"), _l("Write where and when."), render_kw={"rows": 3})
    only_if: ClassVar = {"work_description": ("worked", {"yes"})}


def applicant(setting: Setting, contact: ContactForm, payment: PaymentForm, work: LivelihoodForm | None) -> Person:
    """The applicant, from the pages about them; `setting` holds what the e-ID said."""
    return Person(
        Role.APPLICANT,
        setting.personnummer,
        setting.name,
        **_reached(contact),
        worked_last_year=work.worked.answer if work else None,
        work_description=_asked(work, "work_description") if work else "",
        payment=PaymentWay(payment.payment.data) if payment.payment.data in set(PaymentWay) else PaymentWay.ACCOUNT,
        clearing=payment.clearing.digits,
        account=payment.account.digits,
    )


def co_applicant(setting: Setting, contact: CoApplicantForm) -> Person:
    """The other adult; the money goes to the applicant."""
    worked = contact.worked.answer if "worked" in contact else None
    return Person(
        Role.CO_APPLICANT,
        setting.partner_number,
        setting.partner,
        **_reached(contact),
        worked_last_year=worked,
        work_description=_asked(contact, "work_description"),
        payment=PaymentWay.OTHER,
    )


def _reached(contact: ContactForm) -> dict[str, Any]:
    return {
        "email": contact.email.address,
        "phone": contact.phone.address,
        "by_email": bool(contact.by_email.data and contact.email.address),
        "by_sms": bool(contact.by_sms.data and contact.phone.address),
        "needs_interpreter": contact.needs_interpreter.answer is True,
        "interpreter_language": _asked(contact, "interpreter_language"),
    }


def _asked(form: PageForm, name: str) -> str:
    return form.texts().get(name, "")

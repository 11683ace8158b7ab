"""Which ways out there are: chosen by the settings, in this one place."""

from dataclasses import dataclass

from portal.core.settings import Settings
from portal.platform.notices.contact import Channel
from portal.platform.notices.delivery import Way
from portal.platform.notices.mail import FolderMail, Sender, SmtpMail
from portal.platform.notices.rendering import JinjaRenderer, LetterRenderer
from portal.platform.notices.sms import ConsoleSms, HttpSms, NoSms


@dataclass(frozen=True)
class PostOffice:
    """Renders letters and carries them; put another one into the worker's extras as `post` to replace it."""

    renderer: LetterRenderer
    mail: Way
    sms: Way
    base_url: str

    def way(self, channel: Channel) -> Way:
        return self.sms if channel is Channel.SMS else self.mail


def post_office(settings: Settings) -> PostOffice:
    """The post office for these settings; without a mail server, letters become files in `<data_dir>/outbox/`."""
    town = settings.municipality
    sender = Sender(town.name, settings.mail_from)
    outbox = settings.data_dir / "outbox"
    mail: Way = SmtpMail.at(settings.smtp_url, sender) if settings.smtp_url else FolderMail(sender, outbox)
    return PostOffice(JinjaRenderer(town), mail, _sms(settings), settings.base_url)


def may_sms(settings: Settings) -> bool:
    """True when a mobile number may be given: a gateway is set, or it is the demo."""
    return settings.sms_url is not None or settings.is_demo


def _sms(settings: Settings) -> Way:
    if settings.sms_url:
        return HttpSms.at(settings.sms_url, settings.municipality.short_name)
    return ConsoleSms(settings.data_dir / "outbox") if settings.is_demo else NoSms()

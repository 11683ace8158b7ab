"""Which ways out the settings choose."""

from dataclasses import replace

from portal.core.settings import Mode, Settings
from portal.platform.notices.contact import Channel
from portal.platform.notices.mail import FolderMail, SmtpMail
from portal.platform.notices.post import may_sms, post_office
from portal.platform.notices.sms import ConsoleSms, HttpSms, NoSms


def test_the_demo_writes_files(settings: Settings) -> None:
    post = post_office(settings)
    assert isinstance(post.way(Channel.EMAIL), FolderMail)
    assert isinstance(post.way(Channel.SMS), ConsoleSms)
    assert may_sms(settings)


def test_servers_that_are_set_are_used(settings: Settings) -> None:
    post = post_office(replace(settings, smtp_url="smtp://mail.example:2525", sms_url="https://sms.example/send"))
    assert isinstance(post.mail, SmtpMail)
    assert isinstance(post.sms, HttpSms)
    assert (post.mail.port, post.mail.sender.name) == (2525, "Kalmar kommun")


def test_production_without_a_gateway_sends_no_sms_and_asks_for_no_number(settings: Settings) -> None:
    production = replace(settings, mode=Mode.PRODUCTION, smtp_url="smtp://mail.example")
    assert isinstance(post_office(production).sms, NoSms)
    assert not may_sms(production)

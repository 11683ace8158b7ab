"""E-mail: what goes out, and what each answer of a mail server means; the peer is a real SMTP server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from portal.platform.notices.delivery import Later, Never, Parcel
from portal.platform.notices.mail import FolderMail, Sender, SmtpMail, message
from portal.platform.notices.rendering import Rendered
from tests.factories.smtp_peer import Peer, free_port, smtp_peer

SENDER = Sender("Kalmar kommun, Växjö", "noreply@kalmar.example")
WORDS = Rendered(text="Hej!\n" + "ö" * 3000 + "\nمرحبا\n", subject="رسالة till dig", html="<p>Hej å</p>")


def parcel(recipient: str = "anna@example.se", words: Rendered = WORDS) -> Parcel:
    return Parcel("0123456789abcdef", recipient, "ar", datetime(2026, 3, 2, 8, 0, tzinfo=UTC), words)


@pytest.fixture
def peer() -> Iterator[Peer]:
    with smtp_peer() as found:
        yield found


def send(url: str, letter: Parcel | None = None) -> None:
    SmtpMail.at(url, SENDER, timeout=3).deliver(letter or parcel())


def test_a_letter_arrives_whole_and_at_its_recipient_alone(peer: Peer) -> None:
    send(peer.url)
    letter = peer.letters[0]
    assert peer.recipients == [["anna@example.se"]]
    assert letter["Subject"] == WORDS.subject
    assert str(letter["From"]) == '"Kalmar kommun, Växjö" <noreply@kalmar.example>'
    assert letter["Message-ID"] == "<0123456789abcdef@kalmar.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "ar"
    assert letter["Date"] == "Mon, 02 Mar 2026 08:00:00 +0000"
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == WORDS.text
    assert html.get_content().strip() == WORDS.html


@pytest.mark.parametrize("code", [550, 551, 553, 554, 501])
def test_a_recipient_refused_for_good_is_never_tried_again(peer: Peer, code: int) -> None:
    peer.refusals["anna@example.se"] = f"{code} no"
    with pytest.raises(Never, match=f"smtp-{code}"):
        send(peer.url)


@pytest.mark.parametrize("code", [421, 450, 451, 452, 530, 552])
def test_a_recipient_refused_for_now_or_through_our_fault_is_tried_later(peer: Peer, code: int) -> None:
    peer.refusals["anna@example.se"] = f"{code} later"
    with pytest.raises(Later, match=f"smtp-{code}"):
        send(peer.url)


@pytest.mark.parametrize(("verdict", "outcome"), [("451 busy", Later), ("554 spam", Never)])
def test_the_answer_to_the_letter_itself_counts_too(peer: Peer, verdict: str, outcome: type[Exception]) -> None:
    peer.verdict = verdict
    with pytest.raises(outcome):
        send(peer.url)


def test_a_server_that_cannot_be_reached_or_hangs_up_is_tried_later(peer: Peer) -> None:
    with pytest.raises(Later, match="smtp-unreachable"):
        send(f"smtp://127.0.0.1:{free_port()}")
    peer.hangs_up_after_data = True
    with pytest.raises(Later, match="smtp-unreachable"):
        send(peer.url)


def test_a_server_without_login_or_encryption_is_our_fault_to_mend_not_the_letters(peer: Peer) -> None:
    for url in (peer.url.replace("//", "//user:pass@"), f"{peer.url}?starttls=1"):
        with pytest.raises(Later, match="smtp-not-supported"):
            send(url)
    assert peer.letters == []


@pytest.mark.parametrize("recipient", ["a@b.se\r\nBcc: x@y.se", "a@b.se\0", "", "a b", "<a@b.se>", "a@b.se, c@d.se"])
def test_a_line_break_in_an_address_never_leaves_the_house(peer: Peer, recipient: str) -> None:
    with pytest.raises(Never, match="mail-address"):
        send(peer.url, parcel(recipient))
    assert peer.letters == []


def test_the_address_of_a_server_is_read_with_its_login() -> None:
    found = SmtpMail.at("smtps://us%40er:p%3Aw@mail.example.se", SENDER)
    assert (found.host, found.port, found.user, found.password, found.is_tls) == (
        "mail.example.se",
        465,
        "us@er",
        "p:w",
        True,
    )
    assert SmtpMail.at("smtp://mail.example.se?starttls=1", SENDER).is_starttls
    assert "p:w" not in repr(found)


@pytest.mark.parametrize("url", ["http://mail.example.se", "mail.example.se", "smtp://"])
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://host:port"):
        SmtpMail.at(url, SENDER)


def test_the_twin_writes_a_file_that_reads_as_the_same_letter_and_is_private(tmp_path: Path) -> None:
    twin = FolderMail(SENDER, tmp_path / "outbox")
    twin.deliver(parcel())
    twin.deliver(parcel())
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "20260302T080000-0123456789abcdef.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    read: Any = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert read["To"] == "anna@example.se"
    assert read["Subject"] == WORDS.subject


def test_the_words_and_the_recipient_do_not_show_in_a_repr() -> None:
    assert "anna" not in repr(parcel())
    assert "Hej" not in repr(parcel())
    assert message(parcel(words=Rendered("only text")), SENDER).get_content_type() == "text/plain"

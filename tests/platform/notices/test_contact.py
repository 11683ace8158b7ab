"""Reading the address a resident typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.errors import Refused
from portal.platform.notices import contact
from portal.platform.notices.contact import Channel, Contact, read_contact


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@example.se", "anna@example.se"),
        ("  Anna.Svensson@Example.SE ", "Anna.Svensson@example.se"),
        ("a@exämple.se", "a@xn--exmple-cua.se"),
    ],
)
def test_an_email_address_is_read(typed: str, address: str) -> None:
    assert read_contact(typed) == Contact(Channel.EMAIL, address)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("070-123 45 67", "+46701234567"),
        ("0046 70 123 45 67", "+46701234567"),
        ("+46(0)701234567", "+46701234567"),
        ("٠٧٠١٢٣٤٥٦٧", "+46701234567"),
        ("\u200e070 123 45 67\u200f", "+46701234567"),
        ("+47 412 34 567", "+4741234567"),
        ("+1 202 555 0123", "+12025550123"),
    ],
)
def test_a_mobile_number_is_read_swedish_by_default(typed: str, number: str) -> None:
    assert read_contact(typed) == Contact(Channel.SMS, number)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", contact.NEITHER),
        ("Anna Svensson", contact.NEITHER),
        ("x" * 300, contact.NEITHER),
        ("anna@", contact.BAD_EMAIL),
        ("anna@localhost", contact.BAD_EMAIL),
        ("Anna <anna@example.se>", contact.BAD_EMAIL),
        ("a@b.se, c@d.se", contact.BAD_EMAIL),
        ("åsa@example.se", contact.BAD_EMAIL),
        ("070-12 34", contact.BAD_NUMBER),
        ("112", contact.BAD_NUMBER),
        ("0480-45 00 00", contact.LANDLINE),
        ("010-123 45 67", contact.LANDLINE),
    ],
)
def test_anything_else_is_refused_with_a_word_that_helps(typed: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_contact(typed)
    assert refused.value.message == words


@pytest.mark.parametrize("end", ["\r\nBcc: x@example.org", "\n", "\0", "\x0b", "\u2028"])
@pytest.mark.parametrize("start", ["anna@example.se", "0701234567"])
def test_line_breaks_and_nul_are_refused_also_in_an_address_made_by_hand(start: str, end: str) -> None:
    with pytest.raises(Refused):
        read_contact(f"{start}{end}x")
    with pytest.raises(Refused):
        Contact(Channel.EMAIL, start + end)


def test_without_a_gateway_a_number_is_refused_and_an_address_is_not() -> None:
    with pytest.raises(Refused) as refused:
        read_contact("0701234567", may_sms=False)
    assert refused.value.message == contact.NO_SMS
    assert read_contact("a@example.se", may_sms=False).channel is Channel.EMAIL


def test_an_address_does_not_show_in_a_repr() -> None:
    assert "anna" not in repr(read_contact("anna@example.se"))


@given(st.text(max_size=80) | st.from_regex(r"[+0-9() -]{3,20}") | st.emails())
def test_whatever_is_typed_gives_a_contact_or_a_refusal(typed: str) -> None:
    try:
        found = read_contact(typed)
    except Refused:
        return
    assert read_contact(found.address) == found

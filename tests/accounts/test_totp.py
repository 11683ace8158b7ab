import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from PIL import Image
from pyzbar.pyzbar import ZBarSymbol
from pyzbar.pyzbar import decode as read_codes

from portal.accounts import totp
from portal.core.keys import Keyring

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B: the ASCII text 12345678901234567890


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.matching_step(RFC_SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


def test_the_step_before_and_after_count_too_but_no_further() -> None:
    code = pyotp.TOTP(RFC_SECRET).at(NOON)
    here = int(NOON.timestamp()) // 30
    for drift in (-30, 0, 30):
        assert totp.matching_step(RFC_SECRET, code, NOON + timedelta(seconds=drift)) == here
    for drift in (-61, 61):
        assert totp.matching_step(RFC_SECRET, code, NOON + timedelta(seconds=drift)) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("١٢٣٤٥٦", "123456"),
        ("12345", None),
        ("12345a", None),
        ("½23456", None),
    ],
)
def test_a_code_may_be_typed_with_spaces_and_in_any_digits(typed: str, code: str | None) -> None:
    assert totp.typed_code(typed) == code


def test_the_offered_secret_stays_while_the_session_stays(keyring: Keyring) -> None:
    first = totp.candidate_secret(keyring, b"a" * 32)
    assert first == totp.candidate_secret(keyring, b"a" * 32)
    assert first != totp.candidate_secret(keyring, b"b" * 32)
    assert len(first) == 32


def test_the_picture_holds_the_address() -> None:
    address = totp.address(RFC_SECRET, "maria@kommun.example", "Kalmar kommun")
    drawn = totp.qr(address)
    picture = Image.new("L", (drawn.size, drawn.size), 255)
    for x, y in re.findall(r"M(\d+) (\d+)", drawn.path):
        picture.putpixel((int(x), int(y)), 0)
    found = read_codes(
        picture.resize((drawn.size * 6, drawn.size * 6), Image.Resampling.NEAREST), [ZBarSymbol.QRCODE]
    )
    assert [code.data.decode() for code in found] == [address]
    assert "issuer=Kalmar%20kommun" in address

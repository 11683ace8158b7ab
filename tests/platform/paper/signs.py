"""Signs to print in tests."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from portal.platform.paper.sign_sheet import SignFace, SignText

MADE_AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
SWEDISH = SignText("sv", "ltr", "Något trasigt?", "Skanna och berätta. Inget konto behövs.", "Kod")
ENGLISH = SignText("en", "ltr", "Something broken?", "Scan and tell us. No account needed.", "Code")
ARABIC = SignText("ar", "rtl", "هل هناك شيء مكسور؟", "امسح الرمز وأخبرنا. لا حاجة إلى حساب.", "الرمز")
UKRAINIAN = SignText("uk", "ltr", "Щось зламалося?", "Відскануйте й розкажіть.", "Код")
TIGRINYA = SignText("ti", "ltr", "ዝተሰብረ ነገር ኣሎ?", "ስካን ግበሩን ንገሩናን።", "ኮድ")

_FACE = SignFace(
    place_name="Kapten Karlssons lekpark",
    place_type="Lekpark",
    code="K7M4QX",
    url="https://portal.kalmar.example/s/K7M4QX",
    languages=(SWEDISH, ENGLISH, ARABIC),
    municipality_name="Kalmar kommun",
)


def sign(**different: Any) -> SignFace:
    """A sign in Swedish, English and Arabic, with whatever should be different."""
    return replace(_FACE, **different)


def many(count: int) -> list[SignFace]:
    """So many signs, each with its own code and address."""
    numbered = [(number, f"K7M{number:03d}") for number in range(count)]
    return [
        sign(place_name=f"Lekplats {number}", code=code, url=f"https://portal.kalmar.example/s/{code}")
        for number, code in numbered
    ]

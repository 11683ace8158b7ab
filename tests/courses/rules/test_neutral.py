"""Neutral titles, addresses and file names (AN-13)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.courses.rules.neutral import is_neutral, neutral_title, offending_words

TELLING = [
    "Våld i hemmet",
    "Hedersvåld",
    "Om slag",
    "Missbruk i familjen",
    "Spelberoende",
    "Att vara familjehem",
    "familjehemmets vardag",
    "Soc och du",
    "Socialtjänsten hjälper",
    "En orosanmälan",
    "Unga i gäng",
    "Ungdomsgänget",
    "Självmordstankar",
    "Domestic violence",
    "Drug abuse",
    "Foster care",
    "To be a family home",
    "Meeting the social services",
    "Self-harm",
    "Gang life",
    "Heder och familj",
    "Hedersnormer",
    "Hot hemma",
    "När någon hotar",
    "Dödshot",
    "Hat på nätet",
    "Porr och unga",
    "När barnet är rädd",
    "När barn är rädda",
    "Rädslan för mörker",
    "Kontakt med BUP",
    "Barnpsykiatrin",
    "Socialen ringer",
    "LVU steg för steg",
    "Orosanmälningar",
    "Att leva på försörjningsstöd",
    "Threats at home",
    "Honour-based oppression",
    "Are you afraid?",
    "Pornography",
    "A report of concern",
    "Care order",
    "التهديد في البيت",
    "الخوف",
    "خطاب الكراهية",
    "الإباحية",
    "بلاغ القلق",
    "الأسرة البديلة",
    "العنف في البيت",
    "والعنف",
    "إدمان",
    "أسرة حاضنة",
    "الخدمات الاجتماعية",
    "عُنْف",
]
PLAIN = [
    "Gränser utan bråk",
    "Slagverk för barn",
    "Ett förslag och ett anslag",
    "Vad för slags lek?",
    "Umgänge efter separation",
    "Tillgänglig förälder",
    "Utbrott och avbrott",
    "Bli oberoende",
    "Socialt ansvar",
    "Social responsibility in contracts",
    "How to be social",
    "Uppfostran",
    "Utvald",
    "En gång till",
    "Hotell och resor",
    "Rädda Barnen",
    "Räddningstjänsten",
    "Sporra ditt barn",
    "Hederligt spel",
    "Hattar och vantar",
    "Att chatta",
    "Snapshots",
    "Kroppen",
    "Honour your promises",
    "Psykologi i vardagen",
    "What that means",
    "بطاقة الهوية",
    "Limits without fights",
    "حدود بلا شجار",
    "ضريبة الدخل",
    "",
]


@pytest.mark.parametrize("text", TELLING)
def test_a_telling_title_is_noticed(text: str) -> None:
    assert not is_neutral(text)
    assert not is_neutral(text.upper())
    assert not is_neutral(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", PLAIN)
def test_an_ordinary_title_is_left_alone(text: str) -> None:
    assert offending_words(text) == ()


@pytest.mark.parametrize(
    "address",
    [
        "vald-i-hemmet",
        "hedersvald",
        "familjehem",
        "att-vara-familjehem.pdf",
        "socialtjansten",
        "slag",
        "sjalvmord",
        "nar-barnet-ar-radd",
        "hedersfortryck",
    ],
)
def test_a_telling_address_is_noticed_without_its_dots(address: str) -> None:
    assert not is_neutral(address)


@pytest.mark.parametrize("address", ["granser-utan-brak", "utvalda-lekar", "en-gang-till", "forslag", "sv.pdf"])
def test_an_ordinary_address_is_left_alone(address: str) -> None:
    assert is_neutral(address)


def test_the_words_to_replace_are_named_once_in_their_order() -> None:
    assert offending_words("Missbruk, våld och missbruk") == ("missbruk", "våld")


def test_a_word_hidden_behind_a_soft_hyphen_is_found() -> None:
    assert offending_words("fami\u00adlje\u200bhem") == ("familjehem",)


def test_the_head_of_a_page_is_given_another_title() -> None:
    assert neutral_title("Att vara familjehem", "Kurs") == "Kurs"
    assert neutral_title("Skärmtid", "Kurs") == "Skärmtid"


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_neutral(text) == (offending_words(text) == ())

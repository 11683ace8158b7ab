from pathlib import Path

import pytest

from portal.platform.paper.sign_sheet import SignColours, grouped, mixed, sign_pdf
from portal.platform.paper.sizes import Paper
from tests.platform.paper.reading import codes, pages, text, words
from tests.platform.paper.signs import ARABIC, ENGLISH, MADE_AT, SWEDISH, TIGRINYA, UKRAINIAN, many, sign

LONG = (
    "Stensö naturreservats tillgänglighetsanpassade badplats med grillplatser "
    "och utegym vid Kalmarsundets södra strand 12"
)
CONTRAST_OF_TEXT = 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("paper", [Paper.A6, Paper.A4])
def test_the_code_on_a_sign_leads_to_its_address(paper: Paper) -> None:
    faces = many(3)
    assert [codes(page) for page in pages(sign_pdf(faces, paper, MADE_AT))] == [[face.url] for face in faces]


def test_a_sheet_holds_four_signs_and_the_last_one_what_is_left() -> None:
    faces = many(6)
    found = [codes(page) for page in pages(sign_pdf(faces, Paper.A4_SHEET, MADE_AT))]
    assert found == [[face.url for face in faces[:4]], [face.url for face in faces[4:]]]


@pytest.mark.parametrize("paper", Paper)
def test_a_page_has_the_size_of_its_paper(paper: Paper) -> None:
    page = pages(sign_pdf([sign()], paper, MADE_AT), dpi=72)[0]
    assert page.size == (
        pytest.approx(paper.width / 25.4 * 72, abs=1),
        pytest.approx(paper.height / 25.4 * 72, abs=1),
    )


def test_a_code_is_read_although_a_tenth_of_it_is_painted_over() -> None:
    page = pages(sign_pdf([sign()], Paper.A6, MADE_AT), dpi=200)[0]
    width, height = page.size
    page.paste("#888888", (int(width * 0.46), int(height * 0.56), int(width * 0.58), int(height * 0.64)))
    assert codes(page) == [sign().url]


def test_a_sign_says_place_owner_code_and_address_in_clear() -> None:
    written = text(sign_pdf([sign()], Paper.A6, MADE_AT))
    for part in (
        "Kapten Karlssons",
        "lekpark",
        "Lekpark",
        "Kalmar kommun",
        "K7M 4QX",
        "portal.kalmar.example/s/K7M4QX",
    ):
        assert part in written


def test_a_sign_calls_in_swedish_english_and_arabic() -> None:
    written = " ".join(text(sign_pdf([sign()], Paper.A6, MADE_AT)).split())
    for part in (SWEDISH.heading, SWEDISH.instruction, ENGLISH.heading, "Scan and tell us.", "No account needed."):
        assert part in written
    for word in ("هل", "هناك", "شيء", "مكسور؟", "امسح", "حساب", ARABIC.code_label):
        assert word in written


@pytest.mark.parametrize("name", [LONG, "Å" * 120, "Badplats " * 13, "حديقة الأطفال " * 8])
@pytest.mark.parametrize("first", [SWEDISH, ARABIC])
def test_a_long_place_name_stays_in_its_field(name: str, first: object) -> None:
    plain = sign(languages=(first,), place_type="", municipality_name="", code="K7M4QX")
    below = {word.text for word in words(sign_pdf([plain], Paper.A6, MADE_AT)) if word.top > 43}
    named = words(sign_pdf([sign(languages=(first,), place_name=name)], Paper.A6, MADE_AT))
    assert min(word.left for word in named) >= 7.9
    assert max(word.right for word in named) <= 97.1
    assert {word.text for word in named if word.top > 43} == below
    letters = "".join(word.text for word in named if word.top < 43)
    assert sum(letters.count(letter) for letter in set(name) - {" "}) >= len(name.replace(" ", ""))


def test_long_words_everywhere_stay_inside_the_margins() -> None:
    wordy = sign(
        place_name="Fritidsanläggning" * 7,
        place_type="Aktivitetspark" * 9,
        municipality_name="Storstadsområdeskommunalförbundet" * 4,
        code="ABCDEFGHJKMNPQRSTVWX",
        url="https://" + "mycket-lang-adress." * 8 + "example/s/K7M4QX",
        languages=(SWEDISH, ENGLISH, ARABIC, UKRAINIAN, TIGRINYA),
    )
    pdf = sign_pdf([wordy], Paper.A6, MADE_AT)
    assert all(word.left >= 7.9 and word.right <= 97.1 and word.bottom <= 143 for word in words(pdf))
    assert codes(pages(pdf, dpi=200)[0]) == [wordy.url]


@pytest.mark.parametrize("languages", [(ARABIC,), (SWEDISH, ARABIC), (SWEDISH, ENGLISH, ARABIC, UKRAINIAN, TIGRINYA)])
def test_a_sign_has_room_for_one_language_or_five(languages: tuple[object, ...]) -> None:
    assert codes(pages(sign_pdf([sign(languages=languages)], Paper.A6, MADE_AT))[0]) == [sign().url]


def test_a_sign_that_begins_in_arabic_begins_at_the_right() -> None:
    found = words(sign_pdf([sign(place_name="حديقة", languages=(ARABIC, SWEDISH))], Paper.A6, MADE_AT))
    name = max((word for word in found if word.text == "حديقة"[::-1]), key=lambda word: word.bottom - word.top)
    assert name.right == pytest.approx(96, abs=1)


def test_a_hundred_signs_are_a_hundred_different_codes() -> None:
    faces = many(100)
    found = [code for page in pages(sign_pdf(faces, Paper.A4_SHEET, MADE_AT), dpi=110) for code in codes(page)]
    assert sorted(found) == [face.url for face in faces]


@pytest.mark.parametrize("paper", Paper)
def test_the_same_signs_give_the_same_bytes(paper: Paper) -> None:
    assert sign_pdf(many(5), paper, MADE_AT) == sign_pdf(many(5), paper, MADE_AT)


def test_the_quiet_zone_around_the_code_is_blank() -> None:
    page = pages(sign_pdf([sign()], Paper.A6, MADE_AT), dpi=254)[0].convert("L")  # ten pixels to a millimetre
    dark = page.crop((300, 620, 750, 1090)).point(lambda value: 255 if value < 60 else 0).getbbox()
    assert dark is not None
    left, top, right, bottom = dark[0] + 300, dark[1] + 620, dark[2] + 300, dark[3] + 620
    quiet = int((right - left) / 33 * 4) - 2
    around = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    around.paste(255, (quiet - 1, quiet - 1, around.width - quiet + 1, around.height - quiet + 1))
    assert around.getextrema() == (255, 255)


@pytest.mark.parametrize("faces", [[], [sign(languages=())], [sign(url="https://a.example/" + "a" * 1700)]])
def test_what_cannot_be_a_sign_is_refused(faces: list[object]) -> None:
    with pytest.raises(ValueError, match=r"sign needs|too long"):
        sign_pdf(faces, Paper.A6, MADE_AT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "shown"), [("K7M4QX", "K7M 4QX"), ("7K4MQX2P", "7K4M QX2P"), ("k7m-4qx", "k7m 4qx"), ("ABCDE", "ABC DE")]
)
def test_a_code_is_shown_in_groups(code: str, shown: str) -> None:
    assert grouped(code) == shown


def test_colours_come_from_the_tokens_of_the_municipality() -> None:
    colours = SignColours.from_tokens({"sea-deep": "#111111", "amber": "", "other": "#222222"})
    assert colours == SignColours(sea_deep="#111111")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("text_colour", "ground"),
    [("#ffffff", "sea_deep"), ("amber", "sea_deep"), ("ink", "#ffffff"), ("ink_2", "stone"), ("sea", "stone")],
)
def test_words_stand_out_from_their_ground(text_colour: str, ground: str) -> None:
    shades = [_luminance(getattr(SignColours(), colour, colour)) for colour in (text_colour, ground)]
    assert (max(shades) + 0.05) / (min(shades) + 0.05) >= CONTRAST_OF_TEXT


def test_a_mixed_colour_lies_between_the_two() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_the_fonts_are_small_and_their_licence_lies_beside_them() -> None:
    folder = Path(sign_pdf.__code__.co_filename).parent / "fonts"
    assert sum(font.stat().st_size for font in folder.glob("*.ttf")) < 700_000
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8").upper()

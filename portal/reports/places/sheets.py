"""Signs on paper: what stands on them, in the municipality's languages, and the PDF to print."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations

from portal.core.settings import Municipality, Settings
from portal.core.words import Word, word
from portal.platform.notices.rendering import TRANSLATIONS
from portal.platform.paper.sign_sheet import SignColours, SignFace, SignText, sign_pdf
from portal.platform.paper.sizes import Paper
from portal.reports.places import signs
from portal.reports.places.models import Place, Sign

HEADING = word("Something broken?")
INSTRUCTION = word("Scan and tell us. No account needed.")
CODE_LABEL = word("Code")

PAPERS = {"a6": Paper.A6, "a4": Paper.A4, "sheet": Paper.A4_SHEET}
PAPER_NAMES: dict[str, Word] = {
    "a6": word("A6, one sign to a page"),
    "a4": word("A4, one large sign to a page"),
    "sheet": word("A4 with four A6 signs to cut out"),
}


def sheet(pairs: Sequence[tuple[Sign, Place]], settings: Settings, paper: str, made_at: datetime) -> bytes:
    """The PDF of these signs on `paper` (a key of `PAPERS`); a hundred take a few seconds. ValueError for none."""
    faces = [face(sign, place, settings) for sign, place in pairs]
    return sign_pdf(faces, PAPERS[paper], made_at)


def face(sign: Sign, place: Place, settings: Settings) -> SignFace:
    """What one sign shows; the municipality's first language is the large one."""
    town = settings.municipality
    kind = town.place_types.get(place.type)
    return SignFace(
        place_name=place.name,
        place_type=kind.name.in_language(town.languages[0]) if kind else "",
        code=sign.code,
        url=signs.address(settings.base_url, sign.code),
        languages=sign_texts(town),
        municipality_name=town.name,
        colours=SignColours.from_tokens(town.colours),
    )


def file_name(pairs: Sequence[tuple[Sign, Place]], paper: str) -> str:
    """What to call the PDF: the code of a single sign, or how many there are."""
    what = signs.shown(pairs[0][0].code) if len(pairs) == 1 else str(len(pairs))
    return f"skyltar-{what}-{paper}.pdf"


def sign_texts(municipality: Municipality) -> tuple[SignText, ...]:
    """The words of a sign in each of the municipality's languages, from the catalogues."""
    return tuple(_text(language, TRANSLATIONS) for language in municipality.languages)


@cache
def _text(language: str, translations: Path) -> SignText:
    catalogue: NullTranslations = Translations.load(translations, [language])
    locale = Locale.parse(language)
    return SignText(
        language=language,
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        heading=catalogue.ugettext(HEADING),
        instruction=catalogue.ugettext(INSTRUCTION),
        code_label=catalogue.ugettext(CODE_LABEL),
    )

"""Paper: the same again gives the same bytes, in every direction of writing."""

import pytest

from portal.courses.printing import hand_out
from portal.courses.published import Cue, PartWords
from tests.factories.accounts import NOON
from tests.platform.paper import reading

WORDS = PartWords("När barnet säger nej", "", ("Vad hände sist?",), "Kom ihåg:\n\n- andas\n- vänta")
CUES = (Cue(0.0, 2.0, "Alla barn säger nej."), Cue(2.0, 4.0, "Håll fast."))


def test_paper_holds_hand_out_questions_and_what_is_said() -> None:
    paper = hand_out("Gränser", WORDS, CUES, language="sv", made_at=NOON)
    assert paper is not None
    text = reading.text(paper)
    for part in (
        "Gränser",
        "När barnet säger nej",
        "• andas",
        "• Vad hände sist?",
        "Alla barn säger nej. Håll fast.",
    ):
        assert part in text


def test_the_same_again_gives_the_same_bytes() -> None:
    first, second = (hand_out("Gränser", WORDS, CUES, language="sv", made_at=NOON) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", ["ar", "fa", "prs", "xx"])
def test_any_language_can_be_printed(language: str) -> None:
    words = PartWords("حين يقول الطفل لا", "", ("ماذا حدث؟",), "تذكّر")
    paper = hand_out("حدود", words, (), language=language, made_at=NOON)
    assert paper is not None
    assert paper.startswith(b"%PDF-")


def test_nothing_to_print_is_no_paper() -> None:
    assert hand_out("Gränser", PartWords("Titel", "Bara läsa."), (), language="sv", made_at=NOON) is None

"""The reasons that are ready: in every language of the residents, each for some outcome; kept as written."""

import pytest

from portal.forms.assistance.kind import KIND
from portal.forms.assistance.rules.decision import CASE_OUTCOMES, Outcome
from portal.forms.assistance.rules.reasons import AUTOMATIC, Phrase, Reasons, phrases, phrases_for, written

ALL = list(phrases().values())


@pytest.mark.parametrize("phrase", ALL, ids=lambda phrase: phrase.code)
class TestEveryPhrase:
    def test_it_is_there_in_three_languages(self, phrase: Phrase) -> None:
        assert set(phrase.text) == {"sv", "en", "ar"}
        assert all(text.endswith(".") for text in phrase.text.values())
        assert len(set(phrase.text.values())) == 3

    def test_staff_can_read_its_title(self, phrase: Phrase) -> None:
        assert set(phrase.title) == {"sv", "en"}

    def test_it_fits_some_outcome(self, phrase: Phrase) -> None:
        assert phrase.outcomes


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_reasons_and_none_that_only_the_robot_gives(outcome: Outcome) -> None:
    offered = phrases_for(outcome)
    assert offered
    assert not any(phrase.is_automatic for phrase in offered)


def test_reasons_are_written_in_the_application_s_language_and_in_swedish() -> None:
    made = written(["assets", "assets", "other_support"], "  Bilen.  ", "en")
    assert made.phrases == ("assets", "other_support")
    assert set(made.paragraphs) == {"en", "sv"}
    assert made.own == "Bilen."
    assert made.in_language("en")[0].startswith("You have money")
    assert made.in_language("ti") == made.in_language("sv")


def test_they_survive_being_stored_as_they_were() -> None:
    made = written(["jobbstimulans"], "Egna ord", "ar")
    assert Reasons.from_json(made.to_json()) == made
    assert made.to_json() == Reasons.from_json(made.to_json()).to_json()


def test_a_phrase_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        written(["made_up"], "", "sv")


def test_an_automatic_grant_says_that_it_is_one() -> None:
    assert any(phrases()[code].is_automatic for code in AUTOMATIC)


def test_every_outcome_is_one_of_the_case_s() -> None:
    assert set(CASE_OUTCOMES.values()) == set(KIND.outcomes)

"""A caseworker's words on lines: the latest counts, a void one counts no more."""

import pytest

from portal.forms.assistance.rules.changes import ADDED, LineWord, Said, WordKind, in_force, word_key


def said(line: str, amount: int, kind: WordKind = WordKind.AMOUNT) -> Said:
    return Said(line, LineWord(kind, amount), "därför")


def test_the_latest_word_on_a_line_counts() -> None:
    found = in_force([said("rent", 1), said("wage", 5), said("rent", 2)])
    assert {line: one.word.amount for line, one in found.items()} == {"rent": 2, "wage": 5}


def test_a_void_word_takes_back_all_before_it_and_a_new_one_counts_again() -> None:
    void = said("rent", 0, WordKind.VOID)
    assert in_force([said("rent", 1), void]) == {}
    assert in_force([said("rent", 1), void, said("rent", 3)])["rent"].word.amount == 3


@pytest.mark.parametrize(
    "word",
    [LineWord(WordKind.VOID), LineWord(WordKind.COST, 120_000, None, "glasses"), LineWord(WordKind.AMOUNT, 1, 2)],
)
def test_a_word_survives_being_stored(word: LineWord) -> None:
    assert LineWord.from_json(word.to_json()) == word


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("cost.rent:all-1", "cost.rent:all-1"),
        ("norm.single", "norm.single"),
        (f"cost.glasses:{ADDED}0a1b", f"{ADDED}0a1b"),
    ],
)
def test_words_on_an_added_row_are_kept_under_its_own_key(line: str, key: str) -> None:
    assert word_key(line) == key

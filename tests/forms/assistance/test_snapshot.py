"""The snapshot: canonical, the same again when read back, and another hash for every other letter."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.snapshot import Enclosure, Section, Signer

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SECTIONS = st.lists(
    st.builds(Section, WORDS, st.lists(st.tuples(WORDS, WORDS), max_size=4).map(tuple)), max_size=4
).map(tuple)

PLAIN = snapshots.of(
    title="Ansökan om ekonomiskt bistånd",
    language="sv",
    municipality="Kalmar kommun",
    kind="first",
    month="2026-12",
    signers=[Signer("Sökande", "Anna Öberg", "199001019802")],
    sections=[Section("Boende", (("Hur bor du?", "Hyresrätt"), ("Hyra i december", "7 450 kr")))],
    enclosures=[Enclosure("Boende", "hyresavi.pdf", "ab" * 32)],
)


@given(SECTIONS)
def test_what_was_written_is_read_back(sections: tuple[Section, ...]) -> None:
    whole = replace(PLAIN, sections=sections)
    assert snapshots.from_json(snapshots.to_json(whole)) == whole


def test_the_hash_is_sha256_of_the_bytes_that_are_kept() -> None:
    text = snapshots.to_json(PLAIN)
    assert snapshots.hash_of(text) == hashlib.sha256(text.encode("utf-8")).digest()


@given(SECTIONS, SECTIONS)
def test_other_words_have_another_hash_and_the_same_words_the_same(
    one: tuple[Section, ...], other: tuple[Section, ...]
) -> None:
    hashes = [snapshots.hash_of(snapshots.to_json(replace(PLAIN, sections=found))) for found in (one, other)]
    assert (hashes[0] == hashes[1]) is (one == other)


@pytest.mark.parametrize(
    "changed",
    [
        {"month": "2027-01"},
        {"kind": "renewal"},
        {"language": "en"},
        {"signers": (Signer("Sökande", "Anna Oberg", "199001019802"),)},
        {"enclosures": (Enclosure("Boende", "hyresavi.pdf", "ac" * 32),)},
        {"enclosures": ()},
    ],
)
def test_everything_that_is_signed_counts_in_the_hash(changed: dict[str, object]) -> None:
    other = replace(PLAIN, **changed)  # type: ignore[arg-type]
    assert snapshots.hash_of(snapshots.to_json(other)) != snapshots.hash_of(snapshots.to_json(PLAIN))


@pytest.mark.parametrize("text", ["", "{}", '{"format":2}', "[]", '{"format":1,"title":"x"}'])
def test_anything_else_is_no_snapshot(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        snapshots.from_json(text)

"""The limits and their words."""

import pytest

from portal.platform.files import rules
from portal.platform.files.rules import NoRoom, NotAPicture, PhotoRefused, Reason, TooLarge, TooMany


def test_every_reason_has_words() -> None:
    assert set(rules.REASONS) == set(rules.DOCUMENT_REASONS) == set(Reason)


def test_the_words_name_the_limits_that_are_enforced() -> None:
    assert f"{rules.MOST_BYTES // 1_000_000} MB" in rules.REASONS[Reason.TOO_MANY_BYTES]
    assert f"{rules.MOST_PIXELS // 1_000_000} megapixels" in rules.REASONS[Reason.TOO_MANY_PIXELS]
    assert f"{rules.MOST_PHOTOS} photos" in rules.REASONS[Reason.TOO_MANY]
    assert f"{rules.MOST_DOCUMENT_BYTES // 1_000_000} MB" in rules.DOCUMENT_REASONS[Reason.TOO_MANY_BYTES]
    assert f"{rules.MOST_DOCUMENTS} files" in rules.DOCUMENT_REASONS[Reason.TOO_MANY]
    assert f"{rules.MOST_PAGES} pages" in rules.DOCUMENT_REASONS[Reason.TOO_MANY_PAGES]


def test_no_word_about_a_document_calls_it_a_photo_that_was_cut_off() -> None:
    photos = {rules.REASONS[reason] for reason in (Reason.BROKEN, Reason.LOST, Reason.TOO_MANY, Reason.NO_ROOM)}
    assert not photos & set(rules.DOCUMENT_REASONS.values())


@pytest.mark.parametrize("refusal", [NotAPicture(), TooLarge(Reason.TOO_MANY_BYTES), TooMany(), NoRoom()])
def test_a_refusal_says_why_in_words(refusal: PhotoRefused) -> None:
    assert refusal.message == rules.REASONS[refusal.reason]


def test_a_photo_refused_is_the_senders_to_mend_and_a_full_disk_is_ours() -> None:
    assert (NotAPicture().status, NoRoom().status) == (422, 503)


def test_the_pixel_limits_are_inclusive() -> None:
    rules.check_pixels(10_000, 5_000)
    with pytest.raises(TooLarge):
        rules.check_pixels(10_000, 5_001)


def test_the_form_can_name_every_kind() -> None:
    assert rules.MIME_TYPES == ("image/jpeg", "image/png", "image/webp", "image/heic", "image/avif")
    assert rules.DOCUMENT_TYPES[-1] == "application/pdf"
    assert rules.DOCUMENT_TYPES[:-1] == rules.MIME_TYPES

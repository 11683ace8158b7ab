"""Kept pictures: sealed for their own row, read, deleted, resealed."""

import shutil
import uuid
from pathlib import Path

import pytest

from portal.core.keys import Keyring
from portal.platform.files.store import ORIGINAL, FolderStore, Missing, Variant, page, variants_kept

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
OLD, NEW = b"o" * 32, b"n" * 32


def ring(*keys: bytes) -> Keyring:
    return Keyring(keys, b"i" * 32, b"s" * 32)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path, ring(OLD))


def paths(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def test_a_picture_is_read_as_it_was_written_and_lies_sealed(store: FolderStore, tmp_path: Path) -> None:
    store.write(ONE, Variant.DISPLAY, b"old picture")
    store.write(ONE, Variant.DISPLAY, b"picture")
    store.write(ONE, Variant.THUMB, b"thumb")
    assert (store.read(ONE, Variant.DISPLAY), store.read(ONE, Variant.THUMB)) == (b"picture", b"thumb")
    assert list(store.kept()) == [(ONE, Variant.DISPLAY), (ONE, Variant.THUMB)]
    assert not [path for path in paths(tmp_path) if b"picture" in path.read_bytes()]


def test_a_deleted_picture_is_gone_and_others_stay(store: FolderStore) -> None:
    for file_id in (ONE, OTHER):
        store.write(file_id, Variant.THUMB, b"thumb")
    for _ in range(2):
        store.delete(ONE)
    assert list(store.kept()) == [(OTHER, Variant.THUMB)]
    with pytest.raises(Missing):
        store.read(ONE, Variant.THUMB)


def test_a_picture_moved_to_another_row_or_variant_is_missing(store: FolderStore, tmp_path: Path) -> None:
    store.write(ONE, Variant.THUMB, b"thumb")
    (path,) = paths(tmp_path)
    for moved in (path.with_name(f"{OTHER.hex}.thumb"), path.with_suffix(".display")):
        shutil.copy(path, moved)
    for file_id, variant in ((OTHER, Variant.THUMB), (ONE, Variant.DISPLAY)):
        with pytest.raises(Missing):
            store.read(file_id, variant)


def test_rotation_seals_every_picture_with_the_new_key_once(store: FolderStore, tmp_path: Path) -> None:
    store.write(ONE, Variant.THUMB, b"thumb")
    both = FolderStore(tmp_path, ring(NEW, OLD))
    assert (both.rotate(), both.rotate()) == (1, 0)
    assert FolderStore(tmp_path, ring(NEW)).read(ONE, Variant.THUMB) == b"thumb"


def test_foreign_files_in_the_folder_are_passed_over(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "00").mkdir()
    (tmp_path / "00" / "notes.txt").touch()
    assert list(store.kept()) == []


def test_every_variant_has_the_type_it_is_served_with() -> None:
    assert [variant.mime_type for variant in Variant] == ["image/jpeg", "image/webp"]


def test_all_variants_of_a_document_are_kept_listed_and_deleted(store: FolderStore, tmp_path: Path) -> None:
    for file_id in (ONE, OTHER):
        for variant in variants_kept(12):
            store.write(file_id, variant, variant.encode())
    assert {variant for file_id, variant in store.kept() if file_id == ONE} == set(variants_kept(12))
    assert (store.read(ONE, page(12)), store.read(ONE, ORIGINAL)) == (b"page-12", b"original")
    store.delete(ONE)
    assert {file_id for file_id, _ in store.kept()} == {OTHER}
    assert len(paths(tmp_path)) == 14


@pytest.mark.parametrize(
    "variant", ["", "..", "../../etc/passwd", "page-0", "page-1000", "page--1", "thumb/x", "THUMB"]
)
def test_no_other_name_is_written_or_read(store: FolderStore, variant: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a variant"):
        store.write(ONE, variant, b"x")
    with pytest.raises(Missing):
        store.read(ONE, variant)
    assert paths(tmp_path) == []

"""What vouches for a file of a model is the note of its download."""

import hashlib
from pathlib import Path

from common.models import MODELS
from common.weights import unsound

CARD = MODELS["sdxl-lightning"]
(FILE,) = CARD.files


def lay(folder: Path, *, revision: str = CARD.revision, noted: bool = True) -> Path:
    file = folder / CARD.name / FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(b"weights")
    if noted:
        note = folder / CARD.name / f".cache/huggingface/download/{FILE}.metadata"
        note.parent.mkdir(parents=True)
        note.write_text(f"{revision}\n{hashlib.sha256(b'weights').hexdigest()}\n1.0\n")
    return file


def faults(folder: Path) -> list[str]:
    return [fault for _, fault in unsound(CARD, folder)]


def test_what_was_published_is_sound(tmp_path: Path) -> None:
    lay(tmp_path)
    assert faults(tmp_path) == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path) == ["missing"]


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    lay(tmp_path).write_bytes(b"weighty")
    assert faults(tmp_path) == ["changed since it was pulled"]


def test_a_file_of_another_revision_is_named(tmp_path: Path) -> None:
    lay(tmp_path, revision="0123456789abcdef")
    assert faults(tmp_path) == ["of another revision, 0123456789ab"]


def test_a_file_that_nobody_vouches_for_is_named(tmp_path: Path) -> None:
    lay(tmp_path, noted=False)
    assert faults(tmp_path) == ["not pulled by this program, so that nothing vouches for it"]


def test_a_digest_of_the_card_needs_no_note(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"weights").hexdigest()
    card = CARD.model_copy(update={"digests": {FILE: digest}})
    file = lay(tmp_path, noted=False)
    assert list(unsound(card, tmp_path)) == []
    file.write_bytes(b"weighty")
    assert list(unsound(card, tmp_path)) == [(FILE, "not what was published")]

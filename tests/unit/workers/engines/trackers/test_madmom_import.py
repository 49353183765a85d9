"""The shim answers one question, for one moment."""

from importlib import metadata

import pytest

from common.errors import MissingEngineError
from workers.engines.trackers.madmom_import import import_madmom


def test_the_question_is_answered_only_while_importing() -> None:
    before = metadata.distribution
    assert import_madmom("features.beats").__name__ == "madmom.features.beats"
    assert metadata.distribution is before
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.distribution("madmom")


def test_a_missing_part_is_a_missing_engine() -> None:
    with pytest.raises(MissingEngineError, match="madmom cannot be imported"):
        import_madmom("no_such_part")

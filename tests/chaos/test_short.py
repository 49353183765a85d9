"""The most telling faults within a minute; `make chaos` has all of them."""

import dataclasses
from pathlib import Path

import pytest

from tests.chaos.plans import SHORT
from tests.chaos.playing import play

pytestmark = pytest.mark.slow
SEED = 1


def test_whatever_dies_each_film_is_made_once(tmp_path: Path) -> None:
    outcome = play(SHORT, SEED, folder=tmp_path / "stack")
    assert outcome.sound, dataclasses.asdict(outcome)
    assert outcome.jobs == SHORT.jobs
    assert outcome.recoveries, "nothing was lost, so nothing was tested"

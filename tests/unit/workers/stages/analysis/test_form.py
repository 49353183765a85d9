"""Sections begin where the sound changes, and repeat their letter where it returns."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.artifacts.analysis import Curve
from workers.stages.analysis.form import LONGEST, SHORTEST, form_features, sections

FLAT = Curve(rate=1, values=(0.5,))
NO_BARS = np.empty(0)
FRAME_RATE = 100.0


def mel_of(form: str, part: float) -> np.ndarray:
    """A spectrum with another timbre for each letter, `part` seconds each, and a little noise."""
    generator = np.random.default_rng(0)
    colours = {letter: generator.uniform(0, 4, 64) for letter in sorted(set(form))}
    rows = [np.tile(colours[letter], (round(part * FRAME_RATE), 1)) for letter in form]
    mel = np.concatenate(rows)
    return (mel + generator.normal(0, 0.3, mel.shape)).astype(np.float32)


def found(form: str, part: float = 15.0, downbeats: np.ndarray = NO_BARS) -> tuple:
    features, step = form_features(mel_of(form, part), FRAME_RATE)
    return sections(
        features=features,
        step=step,
        duration=len(form) * part,
        downbeats=downbeats,
        energy=FLAT,
    )


@pytest.mark.parametrize("form", ["ABAB", "ABACA", "ABCB"])
def test_the_form_is_found(form: str) -> None:
    parts = found(form)
    assert "".join(part.label for part in parts) == form
    for part, start in zip(parts, range(0, 200, 15), strict=False):
        assert part.start == pytest.approx(start, abs=1.0)


def test_boundaries_move_to_downbeats() -> None:
    parts = found("ABAB", downbeats=np.arange(0.7, 60, 2.0))
    assert [round((part.start - 0.7) % 2, 6) for part in parts[1:]] == [0, 0, 0]


def test_a_long_part_is_divided() -> None:
    parts = found("A", part=100.0)
    lengths = [part.end - part.start for part in parts]
    assert max(lengths) <= LONGEST + 1
    assert min(lengths) >= SHORTEST / 2


def test_a_short_song_is_one_section() -> None:
    (part,) = found("A", part=3.0)
    assert (part.start, part.end, part.label) == (0, 3, "A")


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 100),
    duration=st.floats(0.3, 120),
    bars=st.lists(st.floats(0, 120), max_size=30),
)
def test_sections_tile_any_song(seed: int, duration: float, bars: list[float]) -> None:
    mel = np.random.default_rng(seed).uniform(0, 5, (max(int(duration * 100), 1), 8))
    features, step = form_features(mel.astype(np.float32), FRAME_RATE)
    parts = sections(
        features=features,
        step=step,
        duration=duration,
        downbeats=np.array(sorted(b for b in bars if b < duration)),
        energy=FLAT,
    )
    assert parts[0].start == 0
    assert parts[-1].end == duration
    assert all(a.end == b.start and a.end > a.start for a, b in pairwise(parts))

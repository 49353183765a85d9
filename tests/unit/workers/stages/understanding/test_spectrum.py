import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.support import sounds
from workers.stages.understanding.spectrum import FRAME_RATE, bands


def weighted(part: np.ndarray, power: np.ndarray) -> float:
    return float((part * power).sum() / power.sum())


def test_a_tone_is_steady_and_a_stroke_is_struck() -> None:
    tone = bands(sounds.audio(sounds.tone(440, 3.0)))
    strokes = bands(sounds.audio(sounds.struck(sounds.beat_times(100, 3.0), 3.0)))
    assert weighted(tone.steady, tone.centre) > 0.9
    assert weighted(strokes.struck, strokes.centre) > 0.5
    assert weighted(strokes.steady, strokes.centre) < 0.1


def test_a_pitch_that_wanders_is_neither() -> None:
    time = np.arange(3 * sounds.RATE) / sounds.RATE
    phase = (
        2 * np.pi * np.cumsum(600 * 2 ** (3 / 12 * np.sin(2 * np.pi * 1.2 * time))) / sounds.RATE
    )
    gliding = bands(sounds.audio((0.4 * np.sin(phase)).astype(np.float32)))
    steady = bands(sounds.audio(sounds.tone(600, 3.0)))
    assert weighted(gliding.wandering, gliding.centre) > 0.3
    assert weighted(steady.wandering, steady.centre) < 0.1


def test_what_differs_between_the_channels_is_at_the_sides() -> None:
    tone = sounds.tone(440, 2.0)
    assert not bands(sounds.audio(tone, tone)).sides.any()
    apart = bands(sounds.audio(tone, -tone))
    assert apart.sides.sum() > 100 * apart.centre.sum()


@given(st.integers(1, 30_000), st.sampled_from([8000, 22_050, 44_100, 48_000]))
def test_any_length_and_rate_give_shares_that_sum_to_one(count: int, rate: int) -> None:
    heard = bands(sounds.audio(sounds.noise(1.0)[:count], sample_rate=rate))
    total = heard.steady + heard.wandering + heard.struck
    assert np.allclose(total, 1, atol=1e-5)
    assert abs(rate * len(total) - FRAME_RATE * count) <= rate

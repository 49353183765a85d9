import numpy as np

from tests.support import sounds
from workers.stages.harmony.tonality import tonality


def test_pitches_that_stay_are_tonal_and_noise_is_not() -> None:
    assert tonality(sounds.drone(4.0), sounds.RATE) > 0.9
    assert tonality(sounds.noise(6.0), sounds.RATE) < 0.1
    assert tonality(sounds.silence(3.0), sounds.RATE) == 0
    assert tonality(sounds.tone(440, 0.2), sounds.RATE) == 0


def test_drums_without_a_pitch_are_hardly_tonal() -> None:
    strokes = np.exp(-8 * (np.arange(6 * sounds.RATE) / sounds.RATE % 0.5))
    assert tonality((sounds.noise(6.0) * strokes).astype(np.float32), sounds.RATE) < 0.2

from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Footage
from common.artifacts.keyframes import Keyframe, Layer
from common.artifacts.song import Audio


def test_arrays_in_artifacts_are_read_only() -> None:
    footage = Footage(frames=np.zeros((12, 4, 6, 3), np.uint8), fps=Fraction(24000, 1001))
    audio = Audio(samples=np.zeros((2, 100), np.float32), sample_rate=44100)
    layer = Layer(name="sky", pixels=np.zeros((4, 6, 4), np.uint8), depth=0.0)
    keyframe = Keyframe(image=np.zeros((4, 6, 3), np.uint8), layers=(layer,))
    for array in (footage.frames, audio.samples, layer.pixels, keyframe.image):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_durations_are_exact() -> None:
    assert Footage(frames=np.zeros((12, 4, 6, 3), np.uint8), fps=Fraction(24)).duration == Fraction(
        1, 2
    )
    assert Audio(samples=np.zeros((1, 147), np.float32), sample_rate=44100).duration == Fraction(
        1, 300
    )

"""The warp on real footage: a street in six shots, a cartoon, a talking head in a car."""

import numpy as np

from benchmarks.sync import make
from benchmarks.sync_clips import shots
from workers.stages.warping.timemap import LOCAL_SPEED

BEATS = np.arange(0.3, 20.0, 0.55)
SONG = {"beats": BEATS.tolist(), "downbeats": BEATS[::4].tolist()}
LEAST, GAIN = 0.40, 0.30
"""Above chance at least, and above the linear stretch at least; measured .66 and .53."""


def test_real_footage_is_moved_onto_the_beats_within_the_caps() -> None:
    material = shots(SONG, "real", seconds=10.0)
    linear, optimal = (make(SONG, material, method) for method in ("linear", "optimal"))
    assert optimal.scores.bas_visual_corrected >= LEAST
    assert optimal.scores.bas_visual_corrected >= linear.scores.bas_visual_corrected + GAIN
    # A frame that is repeated or runs backwards would show as a speed of 0 or below it.
    assert optimal.slowest >= LOCAL_SPEED[0] > 0
    assert optimal.fastest <= LOCAL_SPEED[1]

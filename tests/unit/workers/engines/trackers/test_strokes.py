"""Low strokes mark beats, high ones do not."""

import numpy as np

from workers.engines.trackers.strokes import low_strokes

BEATS = np.array([0.5, 1.0, 1.5])


def test_only_what_is_struck_low_counts() -> None:
    mel = np.zeros((200, 64), np.float32)
    mel[50:60, :3] = 4.0
    mel[100:110, 40:] = 4.0
    strokes = low_strokes(mel, BEATS)
    assert strokes[0] > 1
    assert strokes[1:].tolist() == [0, 0]


def test_four_times_the_rise_counts_twice() -> None:
    mel = np.zeros((200, 64), np.float32)
    mel[50:60, :3], mel[100:110, :3] = 1.0, 4.0
    strokes = low_strokes(mel, BEATS)
    assert np.isclose(strokes[1], 2 * strokes[0])

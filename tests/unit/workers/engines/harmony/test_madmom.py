"""madmom's networks, in a few of the keys: they are slow, and right in all 24."""

import numpy as np

from common.artifacts.harmony import MODES, PITCHES
from tests.support import sounds
from tests.support.progressions import progression, recall
from workers.engines.harmony.madmom import MadmomListener
from workers.stages.harmony import hear_harmony


def test_keys_and_chords_of_synthesised_progressions() -> None:
    right, shares = 0, []
    for mode in MODES:
        for tonic in range(0 if mode == "major" else 3, 12, 6):
            samples, rate, truth = progression(tonic, mode, seconds_a_chord=0.8)
            heard = hear_harmony(samples=samples, sample_rate=rate, listener=MadmomListener())
            right += heard.key.name == f"{PITCHES[tonic]} {mode}"
            shares.append(recall(heard, truth))
    assert right == len(shares) == 4
    assert np.mean(shares) >= 0.8


def test_chords_of_usual_length_are_nearly_all_heard() -> None:
    samples, rate, truth = progression(9, "minor")
    heard = hear_harmony(samples=samples, sample_rate=rate, listener=MadmomListener())
    assert recall(heard, truth) > 0.9


def test_silence_has_no_chord() -> None:
    heard = MadmomListener().listen(sounds.silence(2.0), sounds.RATE)
    assert (heard.chords.argmax(axis=1) == 24).all()
    assert np.ptp(heard.keys) == 0

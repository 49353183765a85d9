"""All keys, without a trained model."""

import numpy as np
import pytest

from common.artifacts.harmony import MODES, PITCHES
from tests.support import sounds
from tests.support.progressions import progression, recall
from workers.engines.harmony.templates import TemplateListener
from workers.stages.harmony import hear_harmony


@pytest.mark.parametrize("band", ["bright", "soft"])
def test_keys_and_chords_of_synthesised_progressions(band: str) -> None:
    right, shares = 0, []
    for mode in MODES:
        for tonic in range(0 if band == "soft" else 1, 12, 1 if band == "soft" else 4):
            samples, rate, truth = progression(tonic, mode, seconds_a_chord=0.8, band=band)
            heard = hear_harmony(samples=samples, sample_rate=rate, listener=TemplateListener())
            right += heard.key.name == f"{PITCHES[tonic]} {mode}"
            shares.append(recall(heard, truth))
    assert right >= (22 if band == "soft" else 6)
    assert np.mean(shares) > 0.9
    assert min(shares) > 0.8


def test_a_song_tuned_a_quarter_tone_low_keeps_its_chords() -> None:
    samples, rate, _ = progression(2, "major", seconds_a_chord=1.0)
    low = np.interp(np.arange(len(samples)) * 2 ** (-0.4 / 12), np.arange(len(samples)), samples)
    heard = hear_harmony(
        samples=low.astype(np.float32), sample_rate=rate, listener=TemplateListener()
    )
    assert heard.key.name == "D major"


def test_silence_has_no_chord() -> None:
    heard = TemplateListener().listen(sounds.silence(2.0), sounds.RATE)
    assert (heard.chords.argmax(axis=1) == 24).all()
    assert np.ptp(heard.keys) == 0


@pytest.mark.parametrize("hum", [sounds.drone(30.0), sounds.tone(50, 30.0), sounds.tone(440, 30.0)])
def test_a_hum_has_no_key(hum: sounds.Mono) -> None:
    heard = hear_harmony(samples=hum, sample_rate=sounds.RATE, listener=TemplateListener())
    assert heard.key.confidence < 0.35

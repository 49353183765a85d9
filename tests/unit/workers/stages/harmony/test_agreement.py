"""A song stays in its key; a mix of songs does not."""

import numpy as np
import pytest

from common.artifacts.harmony import CLEAR, Chord, Key
from tests.support.progressions import progression
from workers.engines.harmony.templates import TemplateListener
from workers.stages.harmony import hear_harmony
from workers.stages.harmony.agreement import agreement

C_MAJOR = Key(tonic="C", mode="major", confidence=0.9)


def chords(*names: tuple[str, str], seconds: float = 10.0) -> list[Chord]:
    return [
        Chord.model_validate(
            {"start": n * seconds, "end": (n + 1) * seconds, "root": root, "mode": mode,
             "confidence": 0.9}
        )
        for n, (root, mode) in enumerate(names)
    ]  # fmt: skip


def test_chords_of_the_key_agree_with_it() -> None:
    assert agreement(chords(("C", "major"), ("A", "minor"), ("F", "major"), ("G", "major")),
                     C_MAJOR) == 1  # fmt: skip


def test_a_stretch_in_another_key_does_not() -> None:
    far = chords(("C", "major"), ("G", "major"), ("F#", "major"), ("B", "major"))
    assert agreement(far, C_MAJOR) == pytest.approx(0.2)
    assert agreement(far[:2], C_MAJOR) == 1


def test_songs_in_several_keys_have_no_clear_one() -> None:
    def sound(*tonics: int) -> np.ndarray:
        parts = [progression(t, "major", seconds_a_chord=1.0)[0] for t in tonics for _ in (1, 2)]
        return np.concatenate(parts)

    _, rate, _ = progression(0, "major", seconds_a_chord=1.0)
    one, three = (
        hear_harmony(samples=samples, sample_rate=rate, listener=TemplateListener()).key
        for samples in (sound(0, 0, 0), sound(0, 6, 9))
    )
    assert one.name == "C major"
    assert one.confidence > CLEAR
    assert three.confidence < CLEAR / 2

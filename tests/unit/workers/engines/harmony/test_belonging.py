import numpy as np

from workers.engines.harmony.belonging import belonging

C, F, G, AM, CM, FM = 0, 5, 7, 21, 12, 17


def time_on(*chords: int) -> np.ndarray:
    return np.bincount(chords, minlength=24).astype(float)


def test_chords_tell_parallel_and_relative_keys_apart() -> None:
    assert np.argmax(belonging(time_on(C, C, F, G, AM))) == 0
    assert np.argmax(belonging(time_on(CM, CM, FM, G))) == 12


def test_without_chords_no_key_fits_better() -> None:
    assert not belonging(np.zeros(24)).any()

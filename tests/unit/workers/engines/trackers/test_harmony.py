"""The harmony changes where chords or basses do."""

import numpy as np

from tests.support import sounds
from workers.engines.trackers.harmony import harmonic_change

SECONDS = 12.0
BEATS = np.arange(0.5, SECONDS - 0.1, 0.5)


def clear(change: np.ndarray, firsts: np.ndarray) -> bool:
    """Whether every first beat changes more than every beat that is not beside one."""
    beside = np.isin(np.arange(len(change)), np.concatenate([firsts - 1, firsts + 1]))
    others = np.setdiff1d(np.flatnonzero(~beside), firsts)
    return bool(change[firsts[1:-1]].min() > change[others[1:]].max())


def test_chords_change_on_the_first_beats() -> None:
    firsts = np.arange(0, len(BEATS), 4)
    chords, _ = harmonic_change(sounds.chords(BEATS[firsts], SECONDS), sounds.RATE, BEATS)
    assert chords.shape == BEATS.shape
    assert clear(chords, firsts)


def test_a_bass_below_a_held_chord_is_heard_by_itself() -> None:
    firsts = np.arange(0, len(BEATS), 4)
    bass = sum(sounds.chords(BEATS[firsts], SECONDS, root=root) for root in (55.0, 55.0))
    held = sounds.tone(440, SECONDS) + sounds.tone(660, SECONDS)
    _, changes = harmonic_change((bass + held).astype(np.float32), sounds.RATE, BEATS)
    assert clear(changes, firsts)


def test_one_held_chord_does_not_change() -> None:
    for change in harmonic_change(sounds.drone(SECONDS + 1), sounds.RATE, BEATS):
        assert change.max() < 0.1
        assert change[0] == 0

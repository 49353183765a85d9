"""Sounds without a beat: whatever grid a tracker lays over them is its own."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

RATE = 44_100
SECONDS = 40.0
_COUNT = round(SECONDS * RATE)
_TIME = np.arange(_COUNT) / RATE
Sound = NDArray[np.float64]


def _drone(_: np.random.Generator) -> Sound:
    return 0.3 * np.sin(2 * np.pi * 110 * _TIME) + 0.2 * np.sin(2 * np.pi * 165.3 * _TIME)


def _noise(rng: np.random.Generator) -> Sound:
    return rng.normal(0, 0.2, _COUNT)


def _speech(rng: np.random.Generator) -> Sound:
    """Syllables of a buzzing voice with two moving formants, in phrases with pauses."""
    sound, now = np.zeros(_COUNT), 0.4
    while now < SECONDS - 3:
        for _ in range(int(rng.integers(4, 13))):
            length = float(np.clip(rng.lognormal(np.log(0.17), 0.4), 0.06, 0.5))
            time = np.arange(round(length * RATE)) / RATE
            pitch = rng.uniform(95, 150) * (1 - 0.3 * time)
            buzz = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / RATE)) + rng.normal(
                0, 0.3, len(time)
            )
            voice = sum(_band(buzz, f) for f in (rng.uniform(300, 800), rng.uniform(900, 2400)))
            first = round(now * RATE)
            sound[first : first + len(time)] += voice * np.sin(np.pi * time / length)
            now += length + float(rng.exponential(0.03))
        now += float(rng.uniform(0.3, 1.2))
    return sound


def _band(sound: Sound, centre: float) -> Sound:
    sos = butter(1, (centre * 0.85, centre * 1.15), "bandpass", fs=RATE, output="sos")
    return np.asarray(sosfilt(sos, sound))


def _free_pads(rng: np.random.Generator) -> Sound:
    """Chords that swell at random moments."""
    sound = np.zeros(_COUNT)
    for start in np.cumsum(rng.uniform(1.2, 5, 14)):
        since = np.clip(_TIME - start, 0, None)
        swell = np.minimum(since / 1.5, 1) * np.exp(-since / 3)
        for pitch in rng.choice([110, 131, 165, 196, 220, 262, 330, 392], 3, replace=False):
            sound += 0.2 * swell * np.sin(2 * np.pi * pitch * _TIME)
    return sound


def _wind(rng: np.random.Generator) -> Sound:
    waves = np.interp(_TIME, np.arange(0, SECONDS + 1, 0.7), rng.normal(0, 0.6, 59))
    return _band(rng.normal(0, 1, _COUNT), 700) * np.exp(waves)


def _bells(rng: np.random.Generator) -> Sound:
    """Struck at random: onsets as clear as drums, without a period."""
    sound = np.zeros(_COUNT)
    for start in np.cumsum(rng.exponential(0.7, 70)):
        since = np.clip(_TIME - start, 0, None)
        pitch = rng.choice([523, 587, 659, 784, 880])
        sound += 0.4 * np.sin(2 * np.pi * pitch * since) * np.exp(-since / 0.5) * (since > 0)
    return sound


_SOUNDS: dict[str, Callable[[np.random.Generator], Sound]] = {
    "drone": _drone,
    "noise": _noise,
    "speech": _speech,
    "free pads": _free_pads,
    "wind": _wind,
    "chance bells": _bells,
}
WITHOUT_BEAT = tuple(_SOUNDS)


def beatless(name: str, *, seed: int) -> NDArray[np.float32]:
    """One channel at `RATE` with its peak at 1, shape (n,)."""
    sound = _SOUNDS[name](np.random.default_rng(seed))
    return (sound / np.max(np.abs(sound))).astype(np.float32)

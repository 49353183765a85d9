"""Choose which level of the metre is the beat.

Aim: the beats that a person taps, given beats a tracker found, which may be twice or three times
as fast, or a hemiola: in 6/8 networks often follow every second eighth where people tap every
third. Three questions are asked, in this order:

* Is it compound? Onset strength, read at the beats and half-way between, is correlated with itself
  so many halves later: a bar of 6/8 recurs after 6 and not after 4 or 8, as does one of 3/4, but
  its half after 3 rather than after 2 or 4. Where the second difference is clear and both add up to
  `COMPOUND`, every third half is the beat. In 6/8 made for this or drawn at random they add up to
  0.4 to 1.9; 4/4 gives 0.0 at most but for trap's rolling hats (0.5), 3/4 up to 0.33. Where only
  the first eighth of a bar stands out, 6/8 and 3/4 sound the same: a network sure of its beats is
  believed. One that follows a hemiola hears a tenth to a half as much between them, one that
  follows beats a twentieth.
* Is it too fast to tap? From `SURELY_DOUBLED` on every second beat is kept; every third, where the
  rhythm recurs after three beats and not after two (triplets of a slow shuffle). Halving here
  raised the F-measure of madmom's averaged activations on 29 songs to 0.94.
* Are every second beats off-beats? Their contrast in octaves (log2 of the mean at even against odd
  beats) is the network's plus that of the onset strength; either may be deaf to it (a ballad whose
  network fires alike on both, brushes that play all eighths alike). The low register counts half as
  much again: bass drum and bass are played on beats that people tap, while a fast song's snare on
  every second beat contrasts in all else. Doubled songs give 3.2 to 3.9, fast ones rightly found
  up to 2.9, but for one of metal with the bass on every second beat (5.0, halved); slow songs that
  sound like drum and bass (2.7) stay doubled. Up to `NEVER_DOUBLED` nobody asks: the hats between a
  disco's bass drums contrast as much. A hard maximum tempo costs more than it gains.
"""

import numpy as np
from numpy.typing import NDArray

from workers.engines.trackers.sampling import peaks_at

SURELY_DOUBLED, NEVER_DOUBLED = 185.0, 135.0
"""Beats a minute from which on beats are always thinned, and up to which they never are."""
COMPOUND = 0.36
_CLEAR_HALF = 0.05
_DOUBT = 0.1
_CONTRAST, _OF_LOW = 3.0, 1.5
_FASTEST_COMPOUND = 150.0
_FAINT = 1e-3


def settle_level(
    beats: NDArray[np.float64],
    *,
    rises: NDArray[np.float64],
    low: NDArray[np.float64],
    activation: NDArray[np.float64] | None,
    rate: float,
) -> NDArray[np.float64]:
    """The beats at the level that people tap, seconds.

    Args:
        beats: seconds, shape (b,).
        rises: onset strength, shape (n,), value *i* at i / rate seconds; `low`, that of the low
            register alone.
        activation: how likely each frame is a beat, 0 to 1; None where no network listened.
    """
    if len(beats) < 8:
        return beats
    beats = _without_hemiola(beats, rises, activation, rate)
    accents = peaks_at(rises, rate, beats)
    tempo = 60 / float(np.median(np.diff(beats)))
    if tempo >= SURELY_DOUBLED:
        size = 3 if _recurs(accents, 3) > _recurs(accents, 2) + COMPOUND else 2
        return _thinned(beats, accents, size)
    heard = peaks_at(rises if activation is None else activation, rate, beats)
    struck = _contrast(peaks_at(low, rate, beats))
    contrast = _contrast(heard) + _contrast(accents) + _OF_LOW * struck
    if tempo <= NEVER_DOUBLED or abs(contrast) < _CONTRAST:
        return beats
    return beats[0 if contrast > 0 else 1 :: 2]


def _without_hemiola(
    beats: NDArray[np.float64],
    rises: NDArray[np.float64],
    activation: NDArray[np.float64] | None,
    rate: float,
) -> NDArray[np.float64]:
    """Every third half of the beats where that is what recurs; else the beats."""
    halves = np.interp(np.arange(0, len(beats) - 0.5, 0.5), np.arange(len(beats)), beats)
    accents = peaks_at(rises, rate, halves)
    again = {lag: _recurs(accents, lag) for lag in (2, 3, 4, 6, 8)}
    half, whole = again[3] - max(again[2], again[4]), again[6] - max(again[4], again[8])
    tempo = 60 / (3 * float(np.median(np.diff(halves))))
    least = -_CLEAR_HALF if _in_doubt(halves, activation, rate) else _CLEAR_HALF
    if half < least or half + whole < COMPOUND or tempo > _FASTEST_COMPOUND:
        return beats
    return _thinned(halves, accents, 3)


def _in_doubt(
    halves: NDArray[np.float64], activation: NDArray[np.float64] | None, rate: float
) -> bool:
    """Whether a network hears something between its beats."""
    if activation is None:
        return False
    heard = peaks_at(activation, rate, halves)
    return bool(heard[1::2].mean() > _DOUBT * heard[::2].mean())


def _thinned(
    beats: NDArray[np.float64], accents: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Every `size`-th beat, at the phase with the strongest accents."""
    phase = int(np.argmax([np.mean(accents[start::size]) for start in range(size)]))
    return beats[phase::size]


def _recurs(accents: NDArray[np.float64], lag: int) -> float:
    """Autocorrelation of the accents' square roots (a single crash should not decide)."""
    level = np.sqrt(np.maximum(accents, 0))
    level = level - level.mean()
    return float(level[:-lag] @ level[lag:] / (level @ level + 1e-12))


def _contrast(strengths: NDArray[np.float64]) -> float:
    """How much stronger even beats are than odd ones, in octaves."""
    even, odd = float(np.mean(strengths[::2])), float(np.mean(strengths[1::2]))
    return float(np.log2((even + _FAINT) / (odd + _FAINT)))

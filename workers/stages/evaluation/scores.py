"""Beat alignment of a finished film.

Aim. Say how well what is seen falls on what is heard, by one measure for every film, ours or not,
with what chance would score beside it.

Definitions (design section 6). Visual events are cuts and visual beats of the finished film; music
beats are the song's. d is the distance from an event to the nearest of the other kind, in seconds.

    bas_visual  = mean over visual events of exp(-d^2 / 2 sigma^2)      sigma = 0.1 s
    bas_music   = the same mean, over music beats
    chance      = mean of the score over 200 circular shifts of the visual events, drawn evenly over
                  the film's length from a seeded generator
    corrected   = (score - chance) / (1 - chance); 0 is chance, 1 is every event on a beat
    precision70 = share of visual events within 70 ms of a beat
    recall70    = share of beats with a visual event within 70 ms; downbeat_recall70 alike

bas_visual alone is cheap (one cut on one beat scores 1), so bas_music stands beside it; both are
high by luck in fast music, so both are corrected. Where there is no event or no beat nothing is
aligned: every score is 0.

The papers measure in frames: AIST++ (Li et al., ICCV 2021) means over the visual beats, Bailando
(Siyao et al., CVPR 2022) over the music beats, both with sigma = 3 frames and uncorrected.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import MotionTrack
from common.artifacts.video import Scores
from common.errors import InvalidInputError

Array = NDArray[np.float64]

SIGMA = 0.1
TOLERANCE = 0.07
PAPER_SIGMA_FRAMES = 3
SHIFTS = 200
_SEED = 20250417
_SAME_EVENT = 0.05
"""Seconds within which a cut and a visual beat are one event; the cut is exact, so it stays."""
_ROUNDING = 1e-9


def evaluate(
    *,
    track: MotionTrack,
    duration: float,
    beats: Sequence[float] | Array,
    downbeats: Sequence[float] | Array,
) -> Scores:
    """Score a film.

    Args:
        track: measured on the finished film.
        duration: of the film, seconds.
        beats, downbeats: of the song, seconds; those outside the film are left out.

    Raises:
        InvalidInputError: the film has no length.
    """
    if not duration > 0:
        raise InvalidInputError("a film without length cannot be scored")
    events = visual_events(track, duration=duration)
    music, strong = _inside(beats, duration), _inside(downbeats, duration)
    visual, visual_chance = _against_chance(events, music, duration, over_music=False)
    heard, heard_chance = _against_chance(events, music, duration, over_music=True)
    return Scores(
        sigma=SIGMA,
        bas_visual=visual,
        bas_visual_chance=visual_chance,
        bas_visual_corrected=_corrected(visual, visual_chance),
        bas_music=heard,
        bas_music_chance=heard_chance,
        bas_music_corrected=_corrected(heard, heard_chance),
        precision70=_share_near(events, music),
        recall70=_share_near(music, events),
        downbeat_recall70=_share_near(strong, events),
        visual_events=tuple(events.tolist()),
        cuts=tuple(_inside(track.cuts, duration).tolist()),
        beats=tuple(music.tolist()),
        downbeats=tuple(strong.tolist()),
    )


def paper_scores(
    *, track: MotionTrack, fps: Fraction, beats: Sequence[float] | Array
) -> dict[str, float]:
    """The same film as `aist` (AIST++) and `bailando` report it: sigma = 3 frames, uncorrected."""
    sigma = float(PAPER_SIGMA_FRAMES / fps)
    duration = len(track.envelope) / track.rate
    events, music = visual_events(track, duration=duration), _inside(beats, duration)
    return {
        "aist": _alignment(events, music, sigma),
        "bailando": _alignment(music, events, sigma),
    }


def visual_events(track: MotionTrack, *, duration: float) -> Array:
    """Cuts and visual beats of a film in order, seconds, shape (e,)."""
    cuts, beats = _inside(track.cuts, duration), _inside(track.beats, duration)
    apart = beats[_distances(beats, cuts) > _SAME_EVENT]
    return np.sort(np.concatenate([cuts, apart]))


def _inside(times: Sequence[float] | Array, duration: float) -> Array:
    array = np.sort(np.asarray(times, dtype=np.float64))
    return array[(array >= 0) & (array < duration)]


def _distances(moments: Array, others: Array) -> Array:
    """From each moment to the nearest of the others; infinite where there are none."""
    if not len(others):
        return np.full(len(moments), np.inf)
    after = np.searchsorted(others, moments)
    right = np.abs(others[np.minimum(after, len(others) - 1)] - moments)
    left = np.abs(moments - others[np.maximum(after - 1, 0)])
    return np.minimum(left, right)


def _alignment(moments: Array, others: Array, sigma: float) -> float:
    if not len(moments) or not len(others):
        return 0.0
    return float(np.mean(np.exp(-(_distances(moments, others) ** 2) / (2 * sigma**2))))


def _against_chance(
    events: Array, beats: Array, duration: float, *, over_music: bool
) -> tuple[float, float]:
    """The score, and its mean over shifted events."""

    def score(shifted: Array) -> float:
        return (
            _alignment(beats, shifted, SIGMA) if over_music else _alignment(shifted, beats, SIGMA)
        )

    shifts = np.random.default_rng(_SEED).uniform(0, duration, SHIFTS)
    chance = np.mean([score(np.sort((events + shift) % duration)) for shift in shifts])
    return score(events), float(chance)


def _corrected(score: float, chance: float) -> float:
    return (score - chance) / (1 - chance) if chance < 1 else 0.0


def _share_near(moments: Array, others: Array) -> float:
    if not len(moments) or not len(others):
        return 0.0
    return float(np.mean(_distances(moments, others) <= TOLERANCE + _ROUNDING))

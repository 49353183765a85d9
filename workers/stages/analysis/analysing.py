"""The verb of this stage."""

import numpy as np
from numpy.typing import NDArray

from common.artifacts.analysis import GRID_CONFIDENCE, Analysis
from common.artifacts.song import Audio
from workers.stages.analysis import curves
from workers.stages.analysis.confidence import beat_confidence
from workers.stages.analysis.form import form_features, sections
from workers.stages.analysis.grid import BeatGrid, BeatTracker, Tracking
from workers.stages.analysis.listening import (
    FRAME_RATE,
    Spectrum,
    flux,
    mono,
    sounding,
    spectrum,
)

CURVE_RATE = 10.0
ONSET_RATE = 50.0
GIVEN = "given"
_EARLY = 0.07
"""Seconds by which a beat may be found beside the sound it belongs to."""


def analyse(*, audio: Audio, tracker: BeatTracker, given: BeatGrid | None = None) -> Analysis:
    """Find out what the film has to follow: beats, bars, form, energy.

    Args:
        audio: the song, or the excerpt to be filmed.
        tracker: asked for the beats unless they are given.
        given: beats from a person; they are believed. Beats beyond the end are dropped.
    """
    samples, rate, duration = mono(audio), audio.sample_rate, float(audio.duration)
    del audio  # two channels of 20 minutes are 460 MB, which a caller need not keep either
    heard = spectrum(samples, rate)
    rises = flux(heard.mel)
    if given is None:
        tracking = _in_sound(tracker.track(samples, rate), heard)
        grid, source = tracking.grid.between(0, duration), tracker.name
        confidence = beat_confidence(tracking, rises, FRAME_RATE)
    else:
        grid, source, confidence = given.between(0, duration), GIVEN, 1.0
    energy = curves.energy(heard.loudness, FRAME_RATE, rate=CURVE_RATE)
    features, step = form_features(heard.mel, FRAME_RATE)
    bars = grid.downbeats if confidence >= GRID_CONFIDENCE else np.empty(0)
    return Analysis(
        duration=duration,
        tempo=round(grid.tempo, 3),
        metre=grid.metre,
        beat_confidence=confidence,
        beats=_moments(grid.beats),
        downbeats=_moments(grid.downbeats),
        sections=sections(
            features=features, step=step, duration=duration, downbeats=bars, energy=energy
        ),
        onset_strength=curves.onset_strength(rises, FRAME_RATE, rate=ONSET_RATE),
        energy=energy,
        brightness=curves.brightness(heard.centroid, heard.loudness, FRAME_RATE, rate=CURVE_RATE),
        tracker=source,
    )


def _in_sound(tracking: Tracking, heard: Spectrum) -> Tracking:
    """Without the beats that a tracker imagines before the first sound and after the last."""
    first, last = sounding(heard)
    first, last = first - _EARLY, last + _EARLY
    inside = (tracking.grid.beats >= first) & (tracking.grid.beats < last)
    salience = tracking.salience
    return Tracking(
        grid=tracking.grid.between(first, last),
        salience=None if salience is None else salience[inside],
    )


def _moments(times: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(times.tolist())

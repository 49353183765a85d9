"""The verb of this stage."""

import numpy as np
from numpy.typing import NDArray

from common.artifacts.analysis import GRID_CONFIDENCE, Analysis
from common.artifacts.song import Audio
from workers.stages.analysis import curves
from workers.stages.analysis.confidence import beat_confidence
from workers.stages.analysis.form import form_features, sections
from workers.stages.analysis.grid import BeatGrid, BeatTracker
from workers.stages.analysis.listening import FRAME_RATE, flux, mono, spectrum

CURVE_RATE = 10.0
ONSET_RATE = 50.0
GIVEN = "given"


def analyse(*, audio: Audio, tracker: BeatTracker, given: BeatGrid | None = None) -> Analysis:
    """Find out what the film has to follow: beats, bars, form, energy.

    Args:
        audio: the song, or the excerpt to be filmed.
        tracker: asked for the beats unless they are given.
        given: beats from a person; they are believed. Beats beyond the end are dropped.
    """
    samples = mono(audio)
    heard = spectrum(samples, audio.sample_rate)
    rises = flux(heard.mel)
    duration = float(audio.duration)
    if given is None:
        tracking = tracker.track(samples, audio.sample_rate)
        grid, source = tracking.grid.until(duration), tracker.name
        confidence = beat_confidence(tracking, rises, FRAME_RATE)
    else:
        grid, source, confidence = given.until(duration), GIVEN, 1.0
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


def _moments(times: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(times.tolist())

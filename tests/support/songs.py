"""Analyses of songs that nobody has to hear: form, energy and spans for scripts."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from common.artifacts.analysis import Analysis, Curve, Section, Span

ENERGY = {"A": 0.25, "B": 0.5, "C": 0.8, "D": 0.4}
FORM = "ABCBCDCA"


def imagined_song(
    *,
    shots: int = 16,
    form: Sequence[str] = FORM,
    seconds: float = 4.0,
    energy: float = 0.5,
    brightness: float = 0.5,
    tempo: float = 110.0,
    seed: int = 0,
) -> tuple[Analysis, tuple[Span, ...]]:
    """A song of `shots` equal spans whose sections follow `form`, and the spans."""
    rng = np.random.default_rng(seed)
    labels = form[:shots]
    sections: list[Section] = []
    spans: list[Span] = []
    for number, run in enumerate(np.array_split(np.arange(shots), len(labels))):
        level = ENERGY.get(labels[number], 0.5)
        edges = [float(i * seconds) for i in (*run, run[-1] + 1)]
        sections.append(Section(start=edges[0], end=edges[-1], label=labels[number], energy=level))
        for start, end in pairwise(edges):
            heard = float(np.clip(level + rng.normal(0, 0.05), 0, 1))
            spans.append(Span(start=start, end=end, energy=heard, section=number))
    duration = spans[-1].end
    analysis = Analysis(
        duration=duration,
        tempo=tempo,
        metre=4,
        beat_confidence=0.9,
        beats=(0.0, 0.5, 1.0, 1.5),
        downbeats=(0.0,),
        sections=tuple(sections),
        onset_strength=_level(0.5, duration),
        energy=_level(energy, duration),
        brightness=_level(brightness, duration),
        tracker="given",
    )
    return analysis, tuple(spans)


def _level(value: float, duration: float) -> Curve:
    return Curve(rate=1.0, values=(value,) * max(1, round(duration)))

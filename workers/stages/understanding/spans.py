"""A song cut into segments of a few bars, each within one section."""

from itertools import pairwise

import numpy as np

from common.artifacts.analysis import Analysis

_LEAST, _MOST = 4.0, 8.0


def segment_spans(analysis: Analysis) -> tuple[tuple[float, float, int], ...]:
    """Start, end and section of each segment: 4 to 8 s, from bar to bar where there is a grid.

    A section is cut evenly into as few parts as keep under 8 s. A bar longer than that stays whole.
    """
    bars = np.array(analysis.downbeats if analysis.has_grid else (), np.float64)
    spans: list[tuple[float, float, int]] = []
    for number, section in enumerate(analysis.sections):
        count = max(int(np.ceil((section.end - section.start) / _MOST)), 1)
        even = np.linspace(section.start, section.end, count + 1)[1:-1]
        inner = [_nearest(moment, bars) for moment in even.tolist()]
        edges = [section.start]
        for moment in inner:
            if moment - edges[-1] >= _LEAST / 2 and section.end - moment >= _LEAST / 2:
                edges.append(moment)
        spans += [(a, b, number) for a, b in pairwise([*edges, section.end])]
    return tuple(spans)


def _nearest(moment: float, bars: np.ndarray) -> float:
    if not len(bars):
        return moment
    nearest = float(bars[np.argmin(np.abs(bars - moment))])
    return nearest if abs(nearest - moment) < _LEAST / 2 else moment

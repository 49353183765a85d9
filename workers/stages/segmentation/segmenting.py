"""The verb of this stage."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from common.artifacts.analysis import Analysis, Span
from workers.stages.segmentation.limits import Limits, limits
from workers.stages.segmentation.pacing import paced_cuts
from workers.stages.segmentation.papers import random_cuts, rule_cuts

Mode = Literal["beat", "random", "rules"]


def segment(
    *,
    analysis: Analysis,
    mode: Mode = "beat",
    shortest: float,
    longest: float,
    seed: int,
    phrases: Sequence[tuple[float, float]] = (),
) -> tuple[Span, ...]:
    """Divide a song into shots that tile it from 0 to its duration exactly.

    Args:
        mode: `beat` cuts on downbeats and section boundaries, paced by energy (by phrase, where
            there is no beat); `random` and `rules` are those of arXiv 2509.00029.
        shortest, longest: limits of a shot in seconds. A song shorter than `shortest` is one shot;
            where no number of shots fills the song, some are shorter, none ever longer.
        seed: of the random mode.
        phrases: start and end of what is sung, in seconds; `beat` cuts into none that fits a shot,
            as long as the song can be divided without.

    Raises:
        InvalidInputError: the limits are not 0 < shortest <= longest.
    """
    bounds = limits(shortest, longest)
    cuts = [] if analysis.duration < shortest else _cuts(analysis, mode, bounds, seed, phrases)
    edges = [0.0, *cuts, analysis.duration]
    return tuple(_span(analysis, a, b) for a, b in pairwise(edges))


def _cuts(
    analysis: Analysis,
    mode: Mode,
    bounds: Limits,
    seed: int,
    phrases: Sequence[tuple[float, float]],
) -> list[float]:
    fitted = bounds.fitted(analysis.duration)
    if mode == "random":
        return random_cuts(analysis.duration, fitted, seed)
    if mode == "rules":
        return rule_cuts(analysis, fitted)
    return paced_cuts(analysis, fitted, phrases)


def _span(analysis: Analysis, start: float, end: float) -> Span:
    middle = (start + end) / 2
    section = next(i for i, part in enumerate(analysis.sections) if middle < part.end)
    energy = round(min(max(analysis.energy.mean(start, end), 0.0), 1.0), 4)
    return Span(start=start, end=end, energy=energy, section=section)

"""The two segmentations of "From Sound to Sight" (arXiv 2509.00029), as baselines.

Random: lengths of 4 to 8 s. Rules: cut at a significant spectral change, or a number of beats after
the last cut, and after 7 s at the latest.
"""

import numpy as np

from common.artifacts.analysis import Analysis
from workers.stages.segmentation.change import significant_changes
from workers.stages.segmentation.limits import TOLERANCE, Limits

_RANDOM = (4.0, 8.0)
_LATEST = 7.0
_BEATS = 8


def random_cuts(duration: float, bounds: Limits, seed: int) -> list[float]:
    """Cuts after random lengths, uniform within what the rest of the song allows."""
    bounds = _narrowed(bounds, *_RANDOM, duration)
    generator = np.random.default_rng(seed)
    counts = bounds.counts(duration)
    usual = round(duration / ((bounds.shortest + bounds.longest) / 2))
    count = min(max(usual, counts.start), counts.stop - 1)
    cuts, at = [], 0.0
    for more in range(count - 1, 0, -1):
        rest = duration - at
        low = max(bounds.shortest, rest - more * bounds.longest)
        high = min(bounds.longest, rest - more * bounds.shortest)
        at += float(generator.uniform(low, max(low, high)))
        cuts.append(at)
    return cuts


def rule_cuts(analysis: Analysis, bounds: Limits) -> list[float]:
    """Cuts by the three rules, the first that applies within the limits."""
    bounds = _narrowed(bounds, 0.0, _LATEST, analysis.duration)
    changes = significant_changes(analysis)
    cuts, at = [], 0.0
    while not bounds.holds(analysis.duration - at) or _next(at, changes, analysis, bounds):
        at = _next(at, changes, analysis, bounds) or at + bounds.latest(analysis.duration - at)
        cuts.append(at)
    return cuts


def _next(at: float, changes: list[float], analysis: Analysis, bounds: Limits) -> float | None:
    """The next cut that a rule asks for and that leaves a rest which can be filled."""
    beats = [beat for beat in analysis.beats if beat > at + TOLERANCE] if analysis.has_grid else []
    asked = sorted([*changes, *beats[_BEATS - 1 : _BEATS]])
    for time in asked:
        rest = analysis.duration - time
        if bounds.holds(time - at) and rest > TOLERANCE and bounds.fills(rest):
            return time
    return None


def _narrowed(bounds: Limits, low: float, high: float, duration: float) -> Limits:
    """The paper's lengths, where they leave lengths that these limits allow and the song fills."""
    shortest, longest = max(bounds.shortest, low), min(bounds.longest, high)
    narrow = Limits(shortest=shortest, longest=longest)
    return narrow if shortest <= longest and narrow.fills(duration) else bounds

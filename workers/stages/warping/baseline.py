"""Greedy nearest-beat matching: the baseline that the optimum must beat, used by no film."""

import numpy as np

from workers.stages.warping.matching import Pair, Problem, value_of


def match_greedily(problem: Problem) -> tuple[Pair, ...]:
    """Give each visual beat in turn the nearest cue still free, if the speeds allow it."""
    pairs: tuple[Pair, ...] = ()
    clip, output, free = 0.0, 0.0, 0
    for i, moment in enumerate(problem.visual):
        if free >= len(problem.cues):
            break
        expected = output + (moment - clip) / problem.natural
        j = free + int(np.argmin(np.abs(problem.cues[free:] - expected)))
        if value_of(problem, (*pairs, Pair(i, j))) == -np.inf:
            continue
        pairs = (*pairs, Pair(i, j))
        clip, output, free = float(moment), float(problem.cues[j]), j + 1
    return pairs

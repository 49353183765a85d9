from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.stages.warping.baseline import match_greedily
from workers.stages.warping.matching import (
    MEAN_SPEED,
    Pair,
    Problem,
    best_matching,
    tail_speed,
    value_of,
)

SAME_VALUE = 1e-9


def random_problem(seed: int, *, visual: int, cues: int) -> Problem:
    random = np.random.default_rng(seed)
    duration = float(random.uniform(2, 6))
    footage = duration * float(random.uniform(0.75, 1.6))
    return Problem(
        visual=np.sort(random.uniform(0.05, footage, visual)),
        weights=random.uniform(0, 1, visual),
        cues=np.sort(random.uniform(0.1, duration - 0.1, cues)),
        strengths=np.where(random.random(cues) < 0.3, 1.0, 0.5),
        duration=duration,
        footage=footage,
    )


def all_choices(problem: Problem) -> list[tuple[Pair, ...]]:
    v, m = len(problem.visual), len(problem.cues)
    return [
        tuple(Pair(i, j) for i, j in zip(rows, columns, strict=True))
        for size in range(min(v, m) + 1)
        for rows in combinations(range(v), size)
        for columns in combinations(range(m), size)
    ]


@given(seed=st.integers(0, 10**6), visual=st.integers(0, 4), cues=st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_is_the_best_of_all_choices(seed: int, visual: int, cues: int) -> None:
    problem = random_problem(seed, visual=visual, cues=cues)
    pairs, value = best_matching(problem)
    best = max(value_of(problem, choice) for choice in all_choices(problem))
    assert value == pytest.approx(best, abs=SAME_VALUE)
    assert value_of(problem, pairs) == pytest.approx(value, abs=SAME_VALUE)


@given(seed=st.integers(0, 10**6), visual=st.integers(0, 15), cues=st.integers(0, 15))
@settings(max_examples=100, deadline=None)
def test_is_never_worse_than_the_greedy_matcher(seed: int, visual: int, cues: int) -> None:
    problem = random_problem(seed, visual=visual, cues=cues)
    greedy = value_of(problem, match_greedily(problem))
    assert best_matching(problem)[1] >= greedy - SAME_VALUE


def test_beats_the_greedy_matcher_where_the_nearest_beat_is_a_trap() -> None:
    problem = Problem(
        visual=np.array([0.9, 1.3]),
        weights=np.array([0.2, 1.0]),
        cues=np.array([1.1]),
        strengths=np.array([1.0]),
        duration=3.0,
        footage=4.5,
    )
    assert match_greedily(problem) == (Pair(0, 0),)
    assert best_matching(problem)[0] == (Pair(1, 0),)


@given(seed=st.integers(0, 10**6), visual=st.integers(1, 20), cues=st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_pairs_are_monotone_one_to_one_and_within_the_speeds(
    seed: int, visual: int, cues: int
) -> None:
    problem = random_problem(seed, visual=visual, cues=cues)
    pairs, _ = best_matching(problem)
    clip = np.array([0.0, *(problem.visual[p.visual] for p in pairs)])
    output = np.array([0.0, *(problem.cues[p.cue] for p in pairs)])
    assert (np.diff([p.visual for p in pairs]) > 0).all()
    assert (np.diff([p.cue for p in pairs]) > 0).all()
    speeds = np.append(np.diff(clip) / np.diff(output), tail_speed(problem, clip[-1:], output[-1:]))
    assert (speeds >= MEAN_SPEED[0] - 1e-6).all()
    assert (speeds <= MEAN_SPEED[1] + 1e-6).all()


def test_prefers_the_downbeat() -> None:
    problem = Problem(
        visual=np.array([1.0]),
        weights=np.array([1.0]),
        cues=np.array([0.9, 1.1]),
        strengths=np.array([0.5, 1.0]),
        duration=2.0,
        footage=3.0,
    )
    assert best_matching(problem)[0] == (Pair(0, 1),)


def test_a_chain_may_begin_anywhere_in_a_long_shot() -> None:
    random = np.random.default_rng(1)
    problem = Problem(
        visual=np.arange(0.3, 40, 0.4),
        weights=random.uniform(0, 1, 100),
        cues=np.arange(0.5, 39, 0.5),
        strengths=np.where(np.arange(77) % 4 == 0, 1.0, 0.5),
        duration=40.0,
        footage=60.0,
    )
    pairs, value = best_matching(problem)
    assert len(pairs) > 50
    assert value >= value_of(problem, match_greedily(problem))

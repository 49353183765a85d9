"""Places and guesses, against a line that is played to its end."""

import heapq
from itertools import count
from random import Random

import numpy as np
import pytest

from common.db.repository.lines import History, Line, position
from common.db.states import Revision
from services.api.jobs.progress import eta_of


def test_own_older_jobs_and_the_share_of_others_come_first() -> None:
    lines = [Line("batch", "me", 5, 2), Line("batch", "you", 1000, 900)]
    assert position(lines, {}, priority="batch", tenant="me") == 2 + 3
    assert position(lines, {"me": 3.0, "you": 1.0}, priority="batch", tenant="me") == 2 + 1
    assert position(lines, {"me": 1.0, "you": 9.0}, priority="batch", tenant="me") == 2 + 27


def test_the_more_urgent_class_comes_first_whole() -> None:
    lines = [
        Line("interactive", "you", 7, 0),
        Line("batch", "me", 1, 0),
        Line("batch", "you", 2, 2),
    ]
    assert position(lines, {}, priority="batch", tenant="me") == 7 + 1
    assert position(lines, {}, priority="interactive", tenant="you") == 0


def test_without_history_or_workers_nothing_is_guessed() -> None:
    queued = Revision(id=1, job_id="job", number=1, status="queued")
    unknown = History(busy={}, slots={"cpu": 2}, hands=2, running=0)
    away = History(jobs=9, busy={"cpu": 5.0}, shortest=1.0, slots={}, hands=0, running=0)
    for history in (None, unknown, away):
        assert eta_of(queued, 0.0, now=0.0, history=history, ahead=3) is None


class Played:
    """Jobs one after the other through so many hands: analysis and script, scenes, the end.

    As the dispatcher does, the oldest job's work goes first.
    """

    def __init__(self, rng: Random, *, jobs: int, hands: int, scenes: int) -> None:
        self.busy = [0.0] * jobs
        self.begun = [0.0] * jobs
        self.done = [0.0] * jobs
        left = [scenes] * jobs
        free = [0.0] * hands
        order = count()
        ready = [(0.0, job, next(order), "start") for job in range(jobs)]
        waiting: list[tuple[float, int, int, str]] = list(ready)
        while waiting:
            now = heapq.heappop(free)
            due = [one for one in waiting if one[0] <= now]
            if not due:
                heapq.heappush(free, min(one[0] for one in waiting))
                continue
            chosen = min(due, key=lambda one: one[1:3])
            waiting.remove(chosen)
            _, job, _, stage = chosen
            spent = rng.uniform(0.5, 1.5) * {"start": 4.0, "scene": 6.0, "end": 3.0}[stage]
            end = now + spent
            heapq.heappush(free, end)
            self.busy[job] += spent
            if stage == "start":
                self.begun[job] = now
                waiting += [(end, job, next(order), "scene") for _ in range(scenes)]
            elif stage == "scene":
                left[job] -= 1
                self.done[job] = max(self.done[job], end)
                if not left[job]:
                    waiting.append((self.done[job], job, next(order), "end"))
            else:
                self.done[job] = end


def ratios(seed: int) -> list[float]:
    """Guess over truth of every job that is still queued when the sixth is done."""
    rng = Random(seed)
    hands = rng.randint(1, 12)
    played = Played(rng, jobs=20, hands=hands, scenes=rng.randint(2, 12))
    over = sorted(range(20), key=played.done.__getitem__)[:6]
    now = played.done[over[-1]]
    history = History(
        jobs=6,
        busy={"cpu": sum(played.busy[job] for job in over) / 6},
        shortest=min(played.done[job] - played.begun[job] for job in over),
        slots={"cpu": hands},
        hands=hands,
        running=sum(
            begun < now < done for begun, done in zip(played.begun, played.done, strict=True)
        ),
    )
    found = []
    for ahead, job in enumerate(job for job in range(20) if played.begun[job] >= now):
        revision = Revision(id=job + 1, job_id="job", number=1, status="queued")
        guess = eta_of(revision, 0.0, now=now, history=history, ahead=ahead)
        assert guess is not None
        found.append(guess / (played.done[job] - now))
    return found


def test_nearly_all_guesses_are_right_to_a_factor_of_two() -> None:
    """Nearly: of two scenes and twelve hands a job may be over in half the time of any before."""
    found = np.array([ratio for seed in range(300) for ratio in ratios(seed)])
    assert ((found >= 0.5) & (found <= 2.0)).mean() > 0.99
    assert 0.8 < np.median(found) < 1.25


def test_one_that_has_just_begun_is_guessed_too() -> None:
    history = History(
        jobs=3, busy={"cpu": 20.0}, shortest=15.0, slots={"cpu": 2}, hands=2, running=3
    )
    begun = Revision(id=1, job_id="job", number=1, status="starting", started_at=0.0)
    assert eta_of(begun, 0.0, now=1.0, history=history) == pytest.approx(10 + 15)

"""One plan played: films are asked for, faults strike, and what must hold is checked."""

import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from sqlalchemy import func, select

from common.db.tables import tasks
from tests.chaos import invariants, journal
from tests.chaos.asking import ask, enter_song
from tests.chaos.faults import Fault
from tests.chaos.journal import Journal
from tests.chaos.points import untaken
from tests.chaos.stack import Shape, Stack, stack

_IN_SWING = 6
"""Tasks that are done before the first fault: worker processes take a while to begin."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Attributes:
    faults: struck one after the other, in an order that the seed decides if `shuffled`.
    times: how often the whole list of them.
    every: seconds between two faults, on the average.
    recovery: seconds from the last sign of life of a lost lease to the next claim, at most.
    wasted: the share of all leases that may end no task.
    end: how every job has to end.
    spends: whether a task may need more than one attempt.
    """

    name: str
    faults: Sequence[Fault]
    shape: Shape = field(default_factory=Shape)
    jobs: int = 4
    times: int = 3
    every: float = 3.0
    shuffled: bool = True
    patience: float = 120.0
    recovery: float = 90.0
    wasted: float = 0.5
    end: str = "succeeded"
    spends: bool = True


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a plan. Times in seconds.

    Attributes:
        recoveries: from a lost lease's last sign of life to the next claim of its task.
        waits: of those, how long the task was free and no hand was.
        standstill: the longest time in which nobody took any task.
        refused: reports under leases that were over; `stale` are those that were accepted.
        wasted: the share of all leases that ended no task.
    """

    plan: str
    seed: int
    struck: int
    jobs: int
    tasks: int
    recoveries: Sequence[float]
    waits: Sequence[float]
    standstill: float
    lost: Sequence[str]
    doubled: Sequence[str]
    stale: Sequence[str]
    refused: int
    wasted: float
    seconds: float
    problems: Sequence[str]

    @property
    def sound(self) -> bool:
        return not (self.lost or self.doubled or self.stale or self.problems)

    def recovery(self, share: float) -> float:
        return _quantile(self.recoveries, share)

    def wait(self, share: float) -> float:
        return _quantile(self.waits, share)


def _quantile(seconds: Sequence[float], share: float) -> float:
    return float(np.quantile(seconds, share)) if seconds else 0.0


def play(plan: Plan, seed: int, *, folder: Path | None = None) -> Outcome:
    """Play a plan from a seed: the same seed strikes the same faults in the same order.

    Args:
        folder: to keep logs and database in; None forgets them.
    """
    with tempfile.TemporaryDirectory(prefix="chaos-") as scratch:
        where = folder or Path(scratch)
        where.mkdir(parents=True, exist_ok=True)
        with stack(where, plan.shape, seed=seed) as running:
            return _played(plan, seed, running)


def _played(plan: Plan, seed: int, running: Stack) -> Outcome:
    dice, begun = Random(seed), time.monotonic()
    song = enter_song(running)
    asked: dict[str, str] = {}
    asking = threading.Thread(target=_ask_for_all, args=(plan, running, song, asked), daemon=True)
    asking.start()
    running.until(
        lambda: running.tasks("done") >= _IN_SWING, "no work was done", seconds=plan.patience
    )
    struck = _strike(plan, dice, running)
    asking.join()
    problems: list[str] = []
    if len(asked) != plan.jobs:
        problems.append(f"only {len(asked)} of {plan.jobs} jobs were accepted")
    try:
        running.until(lambda: _over(running, asked), "not all is over", seconds=plan.patience)
    except TimeoutError as problem:
        problems.append(str(problem))
    seconds = time.monotonic() - begun
    struck -= untaken(running.tokens)
    return _judged(plan, seed, running, asked, struck=struck, seconds=seconds, problems=problems)


def _ask_for_all(plan: Plan, running: Stack, song: str, asked: dict[str, str]) -> None:
    for number in range(plan.jobs):
        asked[ask(running, song, number)] = plan.end


def _strike(plan: Plan, dice: Random, running: Stack) -> int:
    coming = list(plan.faults) * plan.times
    if plan.shuffled:
        dice.shuffle(coming)
    for fault in coming:
        time.sleep(plan.every * dice.uniform(0.5, 1.5))
        fault(running, dice)
    return len(coming)


def _over(running: Stack, asked: Mapping[str, str]) -> bool:
    with running.database.read() as connection:
        if invariants.unfinished(connection, list(asked)):
            return False
        busy = select(func.count()).where(tasks.c.state.in_(("running", "reported")))
        return not connection.scalar(busy)


def _judged(
    plan: Plan,
    seed: int,
    running: Stack,
    asked: Mapping[str, str],
    *,
    struck: int,
    seconds: float,
    problems: list[str],
) -> Outcome:
    with running.database.read() as connection:
        told = journal.read(connection)
        number = connection.scalar(select(func.count()).select_from(tasks)) or 0
        attempts = connection.scalar(select(func.max(tasks.c.attempt))) or 0
    reports = invariants.reports(running)
    recoveries = told.recoveries()
    if _quantile(recoveries, 0.95) > plan.recovery:
        problems.append(f"recovery took up to {max(recoveries):.0f} s")
    wasted = _wasted(told)
    if wasted > plan.wasted:
        problems.append(f"{wasted:.0%} of the leases ended no task")
    if attempts > 1 and not plan.spends:
        problems.append(f"a task took {attempts} attempts")
    problems += invariants.left_over(running, told)
    return Outcome(
        plan=plan.name,
        seed=seed,
        struck=struck,
        jobs=len(asked),
        tasks=number,
        recoveries=recoveries,
        waits=told.waits(),
        standstill=told.standstill(),
        lost=list(invariants.lost(running, asked)),
        doubled=list(invariants.doubled(running)),
        stale=list(invariants.stale(reports, told)),
        refused=sum(reports.refused.values()),
        wasted=wasted,
        seconds=seconds,
        problems=problems,
    )


def _wasted(told: Journal) -> float:
    """The share of all leases that did not end a task."""
    claims = len(told.every)
    useful = sum(held[-1].good for held in told.leases.values())
    return 1 - useful / claims if claims else 0.0

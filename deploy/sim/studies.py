"""The questions of docs/scaling.md, each a small experiment over the pool."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, get_args

import numpy as np

from deploy.sim.films import Film, Tenant, Times, films, mean_work
from deploy.sim.pool import Pool, Rule
from deploy.sim.scaling import Scaling

SIZES = (1, 3, 10, 30, 100, 300, 1000)
LOADS = (0.5, 0.7, 0.85, 0.95)
COOLDOWNS = (60.0, 300.0, 900.0, 3600.0)
COLD_STARTS = (30.0, 180.0, 600.0)
TARGETS = (1.0, 2.0, 4.0)
MOST = 40
"""Pods of the study of settings."""


class Row(NamedTuple):
    """Of one run: seconds that films waited and took, and what a film cost in GPU-hours.

    `used` is the share of the Pods' time that was work.
    """

    name: str
    films: int
    wait: float
    long_wait: float
    takes: float
    hours: float
    used: float
    most: int


def row(
    name: str,
    asked: Sequence[Film],
    times: Times,
    scaling: Scaling,
    *,
    of: Callable[[Film], bool] = lambda _: True,
    rule: Rule = "fair",
) -> Row:
    """Run it; `of` says of which films times are told."""
    outcome = Pool(asked, times, scaling, rule=rule).run()
    mine = [film.number for film in asked if of(film)]
    waits = [outcome.waits[number] for number in mine]
    return Row(
        name=name,
        films=len(mine),
        wait=float(np.median(waits)),
        long_wait=float(np.quantile(waits, 0.95)),
        takes=float(np.median([outcome.takes[number] for number in mine])),
        hours=outcome.paid / 3600.0 / len(asked),
        used=outcome.busy / outcome.paid,
        most=outcome.most,
    )


def sizes(
    times: Times, *, pods: Sequence[int] = SIZES, films_least: int = 400
) -> Iterator[tuple[float, int, Row]]:
    """How long films wait in pools of fixed size that are equally busy."""
    for load in LOADS:
        for number in pods:
            hourly = load * number * 3600.0 / mean_work(times)
            many = films_least + 2 * number
            tenants = [Tenant(name=f"tenant {i}", hourly=hourly / 5) for i in range(5)]
            asked = films(tenants, times, hours=many / hourly, seed=1)
            yield load, number, row(f"{number} at {load:.0%}", asked, times, Scaling.fixed(number))


def day(times: Times, *, hours: float = 24.0, pods: int = MOST) -> list[Film]:
    """Two tenants all day, and one that brings thirty films at once: a third of the pool's time."""
    hourly = 0.33 * pods * 3600.0 / mean_work(times)
    tenants = [
        Tenant(name="a", hourly=hourly * 0.35),
        Tenant(name="b", hourly=hourly * 0.15),
        Tenant(name="bursts", hourly=hourly * 0.5, burst=30, priority="batch"),
    ]
    return films(tenants, times, hours=hours, seed=2)


def settings(times: Times, *, hours: float = 24.0) -> Iterator[tuple[str, float, Row]]:
    """A day with bursts under one setting after another: kind, its value, what came of it.

    Times are those of interactive films: a batch waits for itself.
    """
    asked = day(times, hours=hours)

    def tried(name: str, scaling: Scaling) -> Row:
        return row(name, asked, times, scaling, of=lambda film: film.priority == "interactive")

    for cold in COLD_STARTS:
        for cooldown in COOLDOWNS:
            scaling = Scaling(most=MOST, cooldown=cooldown, cold_start=cold)
            yield f"cold start {cold:g} s", cooldown, tried(f"{cold:g}, {cooldown:g}", scaling)
    for target in TARGETS[1:]:
        yield "tasks a Pod", target, tried(f"{target:g}", Scaling(most=MOST, target=target))
    for least in (1, 4, MOST):
        yield "least", least, tried(f"{least}", Scaling(most=MOST, least=least))


def rivals(
    times: Times, *, pods: Sequence[int] = (4, 16, 64), hours: float = 48.0
) -> Iterator[tuple[Rule, int, Row]]:
    """What a tenant with a film now and then waits beside one that brings fifty at once."""
    for number in pods:
        hourly = number * 3600.0 / mean_work(times)
        asked = films(
            [
                Tenant(name="steady", hourly=0.1 * hourly),
                Tenant(name="bursts", hourly=0.6 * hourly, burst=50),
            ],
            times,
            hours=max(hours, 3000.0 / hourly),
            seed=3,
        )
        for rule in get_args(Rule):
            name, fixed = f"{number}, {rule}", Scaling.fixed(number)
            steady = row(
                name, asked, times, fixed, of=lambda film: film.tenant == "steady", rule=rule
            )
            yield rule, number, steady

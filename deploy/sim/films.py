"""What is asked for: films of songs of two to six minutes, by tenants in bursts or not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from common.queues import Priority

_SHORTEST, _LONGEST = 120.0, 360.0
"""Seconds of a song."""
_HERE = Path(__file__).parent / "times.json"


@dataclass(frozen=True, kw_only=True)
class Times:
    """Seconds of the work on a film.

    Attributes:
        tasks: of each task of a scene that holds a worker of the pool, in order.
        before, after: of what comes before the first and after the last, by other pools.
        shot: of film, that a scene is long.
        source: where all of this is from.
    """

    tasks: tuple[float, ...]
    before: float
    after: float
    shot: float
    source: str

    def work(self, scenes: int) -> float:
        """Seconds of the pool's time that a film takes."""
        return scenes * sum(self.tasks)


@dataclass(frozen=True, kw_only=True)
class Film:
    number: int
    at: float
    tenant: str
    scenes: int
    priority: Priority = "interactive"


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """Asks for `hourly` films an hour, `burst` of them at a time; waiting times are exponential."""

    name: str
    hourly: float
    burst: int = 1
    weight: float = 1.0
    priority: Priority = "interactive"


def known_times(profile: str) -> Times:
    """Those that come with the project."""
    facts = json.loads(_HERE.read_text())[profile]
    return Times(
        tasks=tuple(facts["tasks"].values()),
        before=facts["before"],
        after=facts["after"],
        shot=facts["shot_seconds"],
        source=facts["source"],
    )


def times_of(estimate: Mapping[str, object], pool: Sequence[str]) -> Times:
    """From the answer to `POST /v1/jobs?dry_run=true`; `pool` are the stages that the pool does.

    Raises:
        ValueError: it does not know one of its stages.
    """
    stages: Sequence[Mapping[str, object]] = estimate["stages"]  # type: ignore[assignment]
    unknown = [str(one["stage"]) for one in stages if one["seconds"] is None]
    if unknown:
        raise ValueError(f"the estimate knows nothing of: {', '.join(unknown)}")
    seconds = {str(one["stage"]): float(one["seconds"]) for one in stages}  # type: ignore[arg-type]
    scenes = int(estimate["scenes"]["count"])  # type: ignore[index]
    mine = [name for name in seconds if name in pool]
    others = [name for name in seconds if name not in pool]
    last = max(list(seconds).index(name) for name in mine)
    return Times(
        tasks=tuple(seconds[name] / scenes for name in mine),
        before=sum(seconds[name] for name in others if list(seconds).index(name) < last),
        after=sum(seconds[name] for name in others if list(seconds).index(name) > last),
        shot=float(estimate["film_seconds"]) / scenes,  # type: ignore[arg-type]
        source="an estimate of the installation's own",
    )


def films(tenants: Sequence[Tenant], times: Times, *, hours: float, seed: int) -> list[Film]:
    """All that is asked for in so many hours, in the order of time.

    With the same seed a busier tenant asks for the same films, sooner.
    """
    asked = [
        film
        for tenant in tenants
        for film in _of(tenant, times, hours, Random(f"{seed} {tenant.name}"))
    ]
    asked.sort(key=lambda film: film[0])
    return [
        Film(number=number, at=at, tenant=tenant.name, scenes=scenes, priority=tenant.priority)
        for number, (at, scenes, tenant) in enumerate(asked)
    ]


def _of(
    tenant: Tenant, times: Times, hours: float, random: Random
) -> Iterator[tuple[float, int, Tenant]]:
    at = 0.0
    while True:
        at += random.expovariate(tenant.hourly / tenant.burst / 3600.0)
        if at > hours * 3600.0:
            return
        for _ in range(tenant.burst):
            song = random.uniform(_SHORTEST, _LONGEST)
            yield at, max(1, round(song / times.shot)), tenant


def mean_work(times: Times) -> float:
    """Seconds of the pool's time of a film on average."""
    return times.work(round((_SHORTEST + _LONGEST) / 2 / times.shot))

"""The pool: tasks become ready, workers take the one that the project's own rule would give them.

A film's scenes are ready together once its script is there; a scene's tasks follow each other. The
rule is that of `common.db.repository.hints`: the more urgent class, then the tenant with the least
at work for its weight, of its films the oldest. Pods that go are idle ones first; a busy one
finishes its task. A Pod is paid for from when it is wanted to when it is gone.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from common.db.repository.hints import share
from common.queues import PRIORITIES
from deploy.sim.films import Film, Times
from deploy.sim.scaling import Scaler, Scaling

Rule = Literal["fair", "first come"]
_Line = tuple[str, str]
"""Priority and tenant; for first come, nothing of either."""


@dataclass
class Outcome:
    """What became of it.

    Attributes:
        waits: seconds of each film from when its scenes were known to its first task.
        takes: seconds of each film from being asked for to being done.
        paid, busy: seconds of all Pods, and those at work.
        most: Pods at once.
    """

    waits: dict[int, float] = field(default_factory=dict)
    takes: dict[int, float] = field(default_factory=dict)
    paid: float = 0.0
    busy: float = 0.0
    most: int = 0


class Pool:
    """Runs to the last film.

    Args:
        weights: of tenants that have another than 1.
        rule: first come, first served is here to be compared with.
    """

    def __init__(
        self,
        asked: Sequence[Film],
        times: Times,
        scaling: Scaling,
        *,
        weights: Mapping[str, float] | None = None,
        rule: Rule = "fair",
    ) -> None:
        self._times, self._scaling, self._rule = times, scaling, rule
        self._weights = weights or {}
        self._scaler = Scaler(scaling)
        self._films = asked
        self._left = [film.scenes for film in asked]
        self._undone = len(asked)
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._lines: defaultdict[_Line, list[tuple[int, int, int]]] = defaultdict(list)
        self._at_work: Counter[str] = Counter()
        self._now, self._counted, self._order = 0.0, 0.0, 0
        self._idle = self._busy = self._starting = self._unwanted = 0
        self._leaving = self._waiting = 0
        self.outcome = Outcome()

    def run(self) -> Outcome:
        self._idle = self._scaling.least
        for number, film in enumerate(self._films):
            self._at(film.at + self._times.before, partial(self._open, number))
        self._at(0.0, self._scale)
        while self._undone and self._events:
            now, _, event = heapq.heappop(self._events)
            self._pay(now)
            event()
        return self.outcome

    def _at(self, time: float, event: Callable[[], None]) -> None:
        self._order += 1
        heapq.heappush(self._events, (time, self._order, event))

    def _pay(self, now: float) -> None:
        pods = self._idle + self._busy + self._starting
        self.outcome.paid += pods * (now - self._counted)
        self.outcome.busy += self._busy * (now - self._counted)
        self.outcome.most = max(self.outcome.most, pods)
        self._now = self._counted = now

    def _open(self, number: int) -> None:
        for scene in range(self._films[number].scenes):
            self._wait(number, scene, 0)
        self._serve()

    def _wait(self, number: int, scene: int, step: int) -> None:
        film = self._films[number]
        line = (film.priority, film.tenant) if self._rule == "fair" else ("", "")
        heapq.heappush(self._lines[line], (number, scene, step))
        self._waiting += 1

    def _next(self) -> tuple[int, int, int]:
        self._waiting -= 1
        for priority in (*PRIORITIES, ""):
            there = [line for line, tasks in self._lines.items() if tasks and line[0] == priority]
            if there:
                return heapq.heappop(self._lines[min(there, key=self._turn)])
        raise AssertionError("nothing waits")

    def _turn(self, line: _Line) -> tuple[float, str]:
        tenant = line[1]
        return share(self._at_work[tenant], self._weights.get(tenant, 1.0)), tenant

    def _serve(self) -> None:
        while self._idle and self._waiting:
            number, scene, step = self._next()
            film = self._films[number]
            known = film.at + self._times.before
            self.outcome.waits.setdefault(number, self._now - known)
            self._idle, self._busy = self._idle - 1, self._busy + 1
            self._at_work[film.tenant] += 1
            end = self._now + self._times.tasks[step]
            self._at(end, partial(self._finish, number, scene, step))

    def _finish(self, number: int, scene: int, step: int) -> None:
        film = self._films[number]
        self._at_work[film.tenant] -= 1
        self._busy -= 1
        if self._leaving:
            self._leaving -= 1
        else:
            self._idle += 1
        if step + 1 < len(self._times.tasks):
            self._wait(number, scene, step + 1)
        else:
            self._left[number] -= 1
            if not self._left[number]:
                self.outcome.takes[number] = self._now - film.at + self._times.after
                self._undone -= 1
        self._serve()

    def _scale(self) -> None:
        there = self._idle + self._busy + self._starting - self._leaving
        demand = self._busy + self._waiting
        wanted = self._scaler.pods(self._now, demand=demand, there=there)
        for _ in range(wanted - there):
            self._starting += 1
            self._at(self._now + self._scaling.cold_start, self._begin)
        if wanted < there:
            self._shrink(there - wanted)
        self._at(self._now + self._scaling.poll, self._scale)

    def _begin(self) -> None:
        if self._unwanted:
            self._unwanted -= 1
            return
        self._starting -= 1
        self._idle += 1
        self._serve()

    def _shrink(self, pods: int) -> None:
        idle = min(pods, self._idle)
        begun = min(pods - idle, self._starting)
        self._idle -= idle
        self._starting -= begun
        self._unwanted += begun
        self._leaving += pods - idle - begun

"""How many hints a crew has at hand beyond what it works at: as few as keep it busy.

What is out stands in the broker in the order it was sent, and whoever comes later waits behind it,
however urgent, however small its share. Tasks of seconds need one hint a slot; those of
milliseconds are over before the dispatcher looks again, and need as many as are taken meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass

from common.db.repository.hints import Crew

HINTS_PER_SLOT = 1
_MOST_PER_SLOT = 12
_COVERED = 0.2
"""Seconds of work at hand. The dispatcher looks every 15 ms when there is much to do, but on two
busy cores its turn comes late: with 0.1 no-op tasks went a tenth slower than with twelve a slot."""
_HALF_LIFE = 0.5


@dataclass(slots=True)
class _Pace:
    """Hints that were out when they were last counted, and how many a second were taken lately."""

    out: int
    at: float
    rate: float = 0.0


class Lookahead:
    """Args:
    clock: monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._paces: dict[frozenset[str], _Pace] = {}

    def most(self, crew: Crew, out: int) -> int:
        """How many hints it may have out, of which `out` are."""
        now, pace = self._clock(), self._paces.get(frozenset(crew.pools))
        rate = 0.0
        if pace is not None:
            passed = now - pace.at
            taken = max(pace.out - out, 0) / passed if passed > 0 else 0.0
            rate = max(taken, pace.rate * 0.5 ** (passed / _HALF_LIFE))
        self._paces[frozenset(crew.pools)] = _Pace(out, now, rate)
        least = HINTS_PER_SLOT * crew.slots
        return min(least + int(rate * _COVERED), _MOST_PER_SLOT * crew.slots)

    def sent(self, crew: Crew, out: int) -> None:
        """So many are out now."""
        self._paces[frozenset(crew.pools)].out = out

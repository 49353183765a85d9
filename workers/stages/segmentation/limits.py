"""Which lengths of shots can tile a song at all."""

import math
from dataclasses import dataclass

from common.errors import InvalidInputError

TOLERANCE = 1e-9
"""Seconds by which rounding may make a shot miss a limit."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The shortest and longest shot in seconds. The longest is what an engine can deliver."""

    shortest: float
    longest: float

    def holds(self, length: float) -> bool:
        return self.shortest - TOLERANCE <= length <= self.longest + TOLERANCE

    def counts(self, rest: float) -> range:
        """Numbers of shots that fill a rest exactly, each within the limits."""
        fewest = math.ceil(rest / self.longest - TOLERANCE)
        most = math.floor(rest / self.shortest + TOLERANCE)
        return range(max(fewest, 1), most + 1)

    def fills(self, rest: float) -> bool:
        """Whether some number of shots, perhaps none, fills a rest."""
        return abs(rest) <= TOLERANCE or (rest > 0 and len(self.counts(rest)) > 0)

    def latest(self, rest: float) -> float:
        """The longest next shot after which the rest can still be filled."""
        for more in range(len(self.counts(rest)) + self.counts(rest).start):
            length = min(self.longest, rest - more * self.shortest)
            if self.holds(length) and self.fills(rest - length):
                return length
        return rest

    def fitted(self, duration: float) -> "Limits":
        """These limits, or with a lower shortest where no number of shots would fill the song."""
        if self.fills(duration):
            return self
        even = duration / math.ceil(duration / self.longest)
        return Limits(shortest=even, longest=self.longest)


def limits(shortest: float, longest: float) -> Limits:
    """Raises InvalidInputError unless 0 < shortest <= longest."""
    if not 0 < shortest <= longest < math.inf:
        raise InvalidInputError(
            f"shots of {shortest:g} to {longest:g} s: give 0 < shortest <= longest"
        )
    return Limits(shortest=shortest, longest=longest)

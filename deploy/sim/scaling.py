"""How many Pods there should be: KEDA's question every few seconds, and Kubernetes' manners.

As the chart sets it up: demand is tasks that run or could, `target` of them a Pod. A rise is
followed at once, by four Pods or a doubling within fifteen seconds (the HPA's default); a fall only
to the most that was wanted within the cooldown, to nothing when nothing was.
"""

import math
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scaling:
    """Attributes:
    least, most: Pods (`keda.minReplicas`, `keda.maxReplicas`).
    target: tasks a Pod (`concurrency` in the chart).
    cooldown: seconds (`keda.cooldownSeconds`).
    cold_start: seconds from wanting a Pod to its first task: a node, the image, the weights.
    poll: seconds between two questions (`keda.pollingInterval`).
    """

    least: int = 0
    most: int
    target: float = 1.0
    cooldown: float = 300.0
    cold_start: float = 180.0
    poll: float = 15.0

    @classmethod
    def fixed(cls, pods: int) -> "Scaling":
        return cls(least=pods, most=pods, cold_start=0.0)


class Scaler:
    """Remembers what was wanted within the cooldown."""

    def __init__(self, scaling: Scaling) -> None:
        self._scaling = scaling
        self._wanted: deque[tuple[float, int]] = deque()

    def pods(self, now: float, *, demand: int, there: int) -> int:
        """How many there should be from now on."""
        one = self._scaling
        wanted = min(one.most, max(one.least, math.ceil(demand / one.target)))
        while self._wanted and self._wanted[-1][1] <= wanted:
            self._wanted.pop()
        self._wanted.append((now, wanted))
        while self._wanted[0][0] < now - one.cooldown:
            self._wanted.popleft()
        if wanted > there:
            return min(wanted, max(there + 4, 2 * there))
        return min(there, self._wanted[0][1])

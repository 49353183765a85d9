"""A network that shows instants, guarded: it is asked for what it can know and nothing else.

The frames themselves are shown as they are, and nothing is interpolated across a cut: what no
motion relates (judged on 144 rows, which is enough to tell and takes a tenth of the network's time)
stays a cut, up to which the first frame goes on as it was moving, as `FlowInterpolator` does it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from workers.engines.interpolator.asking import EXACT, check
from workers.engines.interpolator.flows import Frame, flows_between
from workers.engines.interpolator.instant import onwards
from workers.engines.video.fitting import at_most

_ROWS = 144

Network = Callable[[Frame, Frame, Sequence[float]], Sequence[Frame]]
"""Frames at fractions that are truly between two frames which motion relates."""


class Guarded:
    """Shows instants between frames by a network."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def instants(
        self,
        before: Frame,
        after: Frame,
        *,
        fractions: Sequence[float],
        earlier: Frame | None = None,
        later: Frame | None = None,
    ) -> list[Frame]:
        """The frames at fractions of the way from one to the next.

        Args:
            before, after: uint8 sRGB, (h, w, 3), of one shape.
            fractions: 0 is `before`, 1 is `after`.
            earlier: the frame before the pair, for a cut's sake; `later` is not looked at.

        Raises:
            InvalidInputError: the frames differ in shape, or a fraction is not within 0 to 1.
        """
        del later
        check(before, after, fractions)
        inside = [t for t in fractions if EXACT <= t <= 1 - EXACT]
        shown = iter(self._inside(before, after, inside, earlier) if inside else ())
        return [before if t < EXACT else after if t > 1 - EXACT else next(shown) for t in fractions]

    def _inside(
        self, before: Frame, after: Frame, fractions: Sequence[float], earlier: Frame | None
    ) -> Sequence[Frame]:
        if not flows_between(at_most(before, _ROWS), at_most(after, _ROWS)).unrelated:
            return self._network(before, after, fractions)
        arrived = None if earlier is None else flows_between(earlier, before)
        return [onwards(before, arrived, np.float32(t)) for t in fractions]

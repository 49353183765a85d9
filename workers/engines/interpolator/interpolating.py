"""A frame between two frames, by optical flow.

Aim. Show footage at fractional instants without the ghosts of a cross-fade. How a picture is made
is told in `instant`, how things move between and beyond two frames in `trajectory`.

Cuts. Two frames that no motion relates (the flow leaves unexplained what it leaves between
unrelated pictures) are a cut, which stays one: up to the second frame, the first goes on as it was
moving, so that nothing is smeared and no frame repeated. Without a frame before it there is no
motion to go on with, and the first frame holds.

At t = 0 and t = 1 the very frame is returned. The flows of the last three pairs are kept, since a
shot asks for several fractions of one pair in a row, and for its neighbours.
"""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from workers.engines.interpolator.asking import EXACT, check
from workers.engines.interpolator.flows import Flows, Frame, flows_between
from workers.engines.interpolator.instant import blend, onwards
from workers.engines.interpolator.trajectory import own_fraction, slope

_PAIRS = 3


class FlowInterpolator:
    """Interpolates between two frames; keeps the flows of three pairs."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[Frame, Frame, Flows]] = OrderedDict()

    def instants(
        self,
        before: Frame,
        after: Frame,
        *,
        fractions: Sequence[float],
        earlier: Frame | None = None,
        later: Frame | None = None,
    ) -> list[Frame]:
        """The frames at several fractions; arguments and errors as `between`."""
        return [
            self.between(before, after, fraction=fraction, earlier=earlier, later=later)
            for fraction in fractions
        ]

    def between(
        self,
        before: Frame,
        after: Frame,
        *,
        fraction: float,
        earlier: Frame | None = None,
        later: Frame | None = None,
    ) -> Frame:
        """The frame at `fraction` of the way from one frame to the next.

        Args:
            before, after: uint8 sRGB, (h, w, 3), of one shape.
            fraction: 0 is `before`, 1 is `after`.
            earlier, later: the frames around the pair, where there are any.

        Raises:
            InvalidInputError: the frames differ in shape, or the fraction is not within 0 to 1.
        """
        check(before, after, [fraction])
        if fraction < EXACT:
            return before
        if fraction > 1 - EXACT:
            return after
        flows = self._flows(before, after)
        t = np.float32(fraction)
        arrived = None if earlier is None else self._flows(earlier, before)
        if flows.unrelated:
            return onwards(before, arrived, t)
        leaving = None if later is None else self._flows(after, later)
        start = None if arrived is None or arrived.unrelated else slope(flows.there, -arrived.back)
        end = None if leaving is None or leaving.unrelated else slope(-flows.back, leaving.there)
        return blend(before, after, flows, t, own_fraction(flows.there, start, end, t))

    def _flows(self, before: Frame, after: Frame) -> Flows:
        key = (id(before), id(after))
        kept = self._kept.get(key)
        if kept is None:
            flows = flows_between(before, after)
            kept = self._kept[key] = (before, after, flows)
            if len(self._kept) > _PAIRS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return kept[2]

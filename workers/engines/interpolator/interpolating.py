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

import numpy as np

from common.errors import InvalidInputError
from workers.engines.interpolator.flows import Flows, Frame, flows_between
from workers.engines.interpolator.instant import blend, onwards
from workers.engines.interpolator.trajectory import own_fraction, slope

_EXACT = 1e-4
"""Fractions nearer than this to a frame show that frame: at 8 fps it is 12 microseconds."""
_PAIRS = 3


class FlowInterpolator:
    """Interpolates between two frames; keeps the flows of three pairs."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[Frame, Frame, Flows]] = OrderedDict()

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
        if before.shape != after.shape:
            raise InvalidInputError(f"frames of {before.shape} and {after.shape} cannot be mixed")
        if not 0 <= fraction <= 1:
            raise InvalidInputError(f"fraction {fraction} is not between two frames")
        if fraction < _EXACT:
            return before
        if fraction > 1 - _EXACT:
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

"""Cuts, by what the flow cannot explain and by colour.

A film in one palette hides its cuts from colour histograms, and a fast move looks like a change of
colours; what a cut always does is to leave a picture that no motion of the one before explains. So
a cut is a pair of frames whose residual stands out from its neighbours'. Two weaker signs count
where the residual is small in itself: colours that change at once, and a composition that changes
at once (drawn pictures of flat areas: silhouettes before the same sky leave residuals of 0.02 to
0.3 at cuts, but 0.005 everywhere else). A flash of one frame is no cut: the picture after it
resembles the one before it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workers.engines.motion.flow import Step

_NEIGHBOURS = 0.5
"""Seconds on each side that say what is usual here."""
_RESIDUAL, _RAISED, _FAINT = 0.30, 0.12, 0.01
_COLOUR = 0.35
_LAYOUT, _RECOMPOSED = 0.02, 0.025
_STANDS_OUT, _STANDS_ALONE = 2.5, 3.0


def find_cuts(steps: Sequence[Step], *, fps: float) -> NDArray[np.int64]:
    """Indices of the first frame after each cut, increasing, shape (c,); never 0.

    Args:
        steps: between each two frames, at least three.
        fps: frames a second.
    """
    residual = np.array([s.residual for s in steps])
    colour = np.array([s.colour for s in steps])
    layout = np.array([s.layout for s in steps])
    reach = max(2, round(_NEIGHBOURS * fps))
    unexplained = (residual > _RESIDUAL) & (residual > _STANDS_OUT * _usual(residual, reach))
    recoloured = (residual > _RAISED) & (colour > _COLOUR)
    recoloured &= colour > _STANDS_OUT * _usual(colour, reach)
    recomposed = (residual > _FAINT) & (layout > _RECOMPOSED)
    recomposed &= residual > _STANDS_ALONE * _usual(residual, reach, share=1.0)
    recomposed &= layout > _STANDS_ALONE * _usual(layout, reach, share=1.0)
    found = (unexplained | recoloured | recomposed) & (layout > _LAYOUT)
    frames = np.flatnonzero(found & ~_flashes(steps)) + 1
    return np.asarray(frames, dtype=np.int64)


def _usual(values: NDArray[np.float64], reach: int, *, share: float = 0.5) -> NDArray[np.float64]:
    """A quantile of each value's neighbours, itself left out: their median, or the most.

    The second tells a cut, which lasts one frame, from a move that sets in at once.
    """
    padded = np.pad(values, reach, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    others = np.delete(windows, reach, axis=1)
    usual: NDArray[np.float64] = np.nanquantile(others, share, axis=1)
    return usual


def _flashes(steps: Sequence[Step]) -> NDArray[np.bool_]:
    """Pairs into and out of a picture that is gone one frame later."""
    layout = np.array([s.layout for s in steps])
    returns = np.array([s.flash for s in steps]) < 0.3 * layout
    result = np.zeros(len(steps), dtype=bool)
    result[1:] |= returns[1:]
    result[:-1] |= returns[1:] & (layout[:-1] > 0)
    return result

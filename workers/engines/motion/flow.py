"""Dense flow between two frames, reduced to what the meter needs of it.

Dense inverse search (Kroeger et al., ECCV 2016; OpenCV, fast preset) on at most 288 rows. Its
variational refinement is left out: it doubles the time (3.4 against 1.7 ms a pair of 512x288 on one
core of an EPYC) and made a steady slow pan look up to three times as unsteady, the one thing this
meter must not mistake for rests. The solution is found at about 72 rows (a quarter of 288, half of
144), so the flow field is read on such a grid: nothing is lost and the histogram costs nothing.

Where a picture is flat its flow is a guess: in a panning shot of hills before an empty sky it made
a false beat every third of a second. So flow counts by the detail it was found in.

Conventions: pictures are uint8 sRGB (h, w, 3); flow is float32 (h, w, 2) in pixels (right, down)
from the earlier frame to the later one; angles are radians, 0 right, pi/2 down.
"""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

ROWS = 288
DIRECTIONS = 128
BORDER = 0.05
"""Share of the picture ignored on each side: flow there guesses what enters the picture."""

_GRID_ROWS = 72
_LEAST_SIDE = 32
"""Below 16 pixels the coarsest pyramid level of the estimator is empty and it refuses."""
_FLAT = 4.0
"""Grey levels between the extremes of 3x3 pixels at which flow counts by half."""
_TRUSTED, _REFUSED = 0.6, 0.95
"""Shares of the frame difference left unexplained by the flow: up to the first it is believed,
from the second on it is not (grain and noise leave 0.8 to 1, moving things 0.1 to 0.5)."""
_LEAST_CONTRAST = 4.0
"""Grey levels; a flat picture has no contrast that anything could be measured against."""
_RELATED, _UNRELATED = 0.5, 0.8
"""The same for what is left unexplained over the contrast: pure noise leaves 0.9."""

Picture = NDArray[np.uint8]


class Step(NamedTuple):
    """What happened between two frames.

    Attributes:
        directions: float32 (DIRECTIONS,), density whose mean is the mean flow magnitude, in shares
            of the picture's height, flat areas counted as unmoved.
        residual: what the flow leaves unexplained, over the contrast of the two pictures:
            about 0.1 for motion, 0.3 to 1 for two unrelated pictures.
        colour: total variation between the colour histograms, 0 to 1.
        layout: mean distance between the thumbnails, 0 to 1.
        flash: the same distance to the picture before the earlier one; small when the earlier
            one was a flash.
    """

    directions: NDArray[np.float32]
    residual: float
    colour: float
    layout: float
    flash: float


class View(NamedTuple):
    """One frame, as small as the estimates need it."""

    grey: Picture
    detail: NDArray[np.float32]
    colours: NDArray[np.float32]
    thumbnail: NDArray[np.float32]


def look(frame: Picture) -> View:
    """Reduce a frame."""
    height, width = frame.shape[:2]
    scale = max(min(1.0, ROWS / height), _LEAST_SIDE / min(height, width))
    size = (max(_LEAST_SIDE, round(width * scale)), max(_LEAST_SIDE, round(height * scale)))
    shrink = cv2.INTER_AREA if scale <= 1 else cv2.INTER_LINEAR
    small = frame if size == (width, height) else cv2.resize(frame, size, interpolation=shrink)
    tiny = np.asarray(cv2.resize(small, (64, 36), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    thumbnail = cv2.resize(tiny, (16, 9), interpolation=cv2.INTER_AREA) / np.float32(255)
    bins = (tiny // 32).reshape(-1, 3).astype(np.int64) @ np.array([64, 8, 1])
    colours = np.bincount(bins, minlength=512) / np.float32(len(bins))
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return View(grey, _detail(grey), colours.astype(np.float32), thumbnail.astype(np.float32))


class FlowEstimator:
    """Keeps one estimator's buffers from pair to pair of one clip.

    Never share it between clips of two sizes: a small picture makes OpenCV's estimator lower its
    finest scale for good, and every larger picture after it takes thirty times as long.
    """

    def __init__(self, rows: int) -> None:
        self._dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        self._dis.setVariationalRefinementIterations(0)
        self._dis.setFinestScale(2 if rows > 216 else 1 if rows > 108 else 0)

    def step(self, before: View, after: View, *, earlier: View | None) -> Step:
        """Compare two frames; `earlier` is the one before `before`, if there is one."""
        flow = self._dis.calc(before.grey, after.grey, None)  # type: ignore[call-overload]
        still, moved, contrast = _differences(before.grey, after.grey, flow)
        flash = 1.0 if earlier is None else _distance(after, earlier)
        return Step(
            directions=_histogram(flow, before.detail) * _trust(still, moved, contrast),
            residual=moved / contrast,
            colour=float(np.abs(after.colours - before.colours).sum() / 2),
            layout=_distance(before, after),
            flash=flash,
        )


def _distance(one: View, other: View) -> float:
    return float(np.abs(one.thumbnail - other.thumbnail).mean())


def _differences(
    before: Picture, after: Picture, flow: NDArray[np.float32]
) -> tuple[float, float, float]:
    """Mean grey difference as it is, after warping by the flow, and of unrelated points."""
    height, width = before.shape
    step = max(1, height // 144)
    rows, columns = np.mgrid[0:height:step, 0:width:step].astype(np.float32)
    coarse = flow[::step, ::step]
    warped = cv2.remap(
        after,
        columns + coarse[..., 0],
        rows + coarse[..., 1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    first, second = before[::step, ::step], after[::step, ::step]
    still = float(np.mean(cv2.absdiff(first, second)))
    moved = float(np.mean(cv2.absdiff(first, warped)))
    contrast = max(float(np.std(first) + np.std(second)) / 2, _LEAST_CONTRAST)
    return still, moved, contrast


def _trust(still: float, moved: float, contrast: float) -> float:
    """How far the flow explains the change at all; flow fitted to grain must not count."""
    if still <= 0:
        return 0.0
    explained = (_REFUSED - moved / still) / (_REFUSED - _TRUSTED)
    related = (_UNRELATED - moved / contrast) / (_UNRELATED - _RELATED)
    return float(np.clip(min(explained, related), 0, 1))


def _detail(grey: Picture) -> NDArray[np.float32]:
    """How far each point of the flow grid has something to hold on to, 0 to 1, flattened."""
    contrast = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), dtype=np.uint8))
    reach = 2 * _grid_step(len(grey)) + 1
    square = _inner(cv2.blur(contrast, (reach, reach))).astype(np.float32).ravel() ** 2
    return np.asarray(square / (square + _FLAT**2), dtype=np.float32)


def _histogram(flow: NDArray[np.float32], detail: NDArray[np.float32]) -> NDArray[np.float32]:
    inner = _inner(flow).reshape(-1, 2)
    magnitude, angle = cv2.cartToPolar(inner[:, 0], inner[:, 1])
    bins = (angle.ravel() * (DIRECTIONS / (2 * np.pi))).astype(np.int64) % DIRECTIONS
    sums = np.bincount(bins, weights=magnitude.ravel() * detail, minlength=DIRECTIONS)
    return np.asarray(sums * (DIRECTIONS / (len(inner) * len(flow))), dtype=np.float32)


def _inner(field: NDArray[Any]) -> NDArray[Any]:
    """The points of the flow grid inside the border."""
    height, width = field.shape[:2]
    step = _grid_step(height)
    top, left = round(height * BORDER), round(width * BORDER)
    return field[top : height - top : step, left : width - left : step]


def _grid_step(height: int) -> int:
    return max(1, height // _GRID_ROWS)

"""Where a camera move puts each layer: parallax by depth, inside the overscan.

A view is a shift, a zoom and a roll of the picture plane (depth 1). A layer takes part in them by
its depth, and how depends on the move: a camera that turns (pan, tilt) moves near and far nearly
alike, one that travels (crane) moves near things most, one that orbits moves the background
against the foreground about a pivot between them, one that pushes enlarges near things most.

Nothing beyond a layer's edge is ever seen: zoom never falls below 1, shifts are scaled so that the
nearest layer stays inside the overscan at every instant up to `REACH` durations, and what is left
(roll, unusual depths) is shifted back inside by `inside`.

Coordinates: shifts in shares of the visible picture's width and height; x right, y down; where the
*camera* goes. Progress is 0 at the start, 1 at the duration, at most `REACH`.
"""

from dataclasses import dataclass, replace
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import Motion
from workers.engines.camera.pulse import REACH

Array = NDArray[np.float64]
Linear = tuple[tuple[float, float], tuple[float, float]]

NEAREST = 1.4
"""Depth of the nearest layer that shifts are laid out for."""
LIVING_MARGIN = 0.012
"""Share of the width kept free for what ripples and bends."""
GROUND = 0.62
"""Height in the picture, from its top, that a zoom closes in on: below the middle, so that those
who stand in the picture keep their feet."""
ROCK = 0.010
"""Share of the width by which the camera shifts its weight to each side, at most. Half of it moved
a fifth of a pixel a frame on 144 rows: too little to be seen, or measured, on slow beats."""
ROCK_MARGIN = 0.02
ZOOM = 0.4
"""Enlargement of the picture plane by a full push, over `REACH` durations."""
_BREATH = 0.012
_HAND = 0.016
_NEAR_AND_FAR = {"pan": 0.35, "tilt": 0.35, "crane": 0.1, "push": 0.3, "pull": 0.3}
_PIVOT = 0.55


@dataclass(frozen=True, kw_only=True)
class View:
    """The picture plane as the camera sees it.

    `flat` is the share of a shift that infinity takes part in, `pivot` is taken from all shares;
    `rock` is a shift that knows no pivot.
    """

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0
    flat: float = 0.35
    pivot: float = 0.0
    rock: tuple[float, float] = (0.0, 0.0)

    def share(self, depth: float) -> float:
        """How much a layer takes part in shifts."""
        return self.flat + (1 - self.flat) * depth - self.pivot

    def enlargement(self, depth: float) -> float:
        return 1 + (self.zoom - 1) * (0.4 + 0.6 * depth)


def view_at(motion: Motion, *, moving: float, rock: float, overscan: float) -> View:
    """The view at a moment.

    Args:
        moving: the shot's clock, seconds of natural motion.
        rock: how the camera's weight is shifted, -1 to 1.
        overscan: share of the visible picture beyond it on each side.
    """
    view = _moved(motion, moving, max(0.0, overscan - ROCK_MARGIN))
    shift = min(ROCK, overscan / 4) * rock
    # Across the move: along it, every second landing would cancel the move instead of ending it.
    if motion.move in ("pan", "orbit"):
        return replace(view, rock=(0.0, 1.6 * shift))
    return replace(view, rock=(shift, 0.0))


def _moved(motion: Motion, moving: float, overscan: float) -> View:
    progress = min(max(moving / motion.duration, 0.0), REACH)
    along = 2 * progress / REACH - 1
    if motion.move in ("pan", "tilt", "crane", "orbit"):
        return _travel(motion, along, overscan)
    if motion.move == "handheld":
        return _hand(motion, moving, progress, overscan)
    if motion.move == "static":
        return _breath(motion, moving, progress, overscan)
    passed = progress if motion.move == "push" else REACH - progress
    aside = cos(motion.direction) * 0.25 * along * _reach(overscan, 0.3)
    return View(x=aside, zoom=1 + ZOOM * motion.amount * passed / REACH, flat=0.3)


def _reach(overscan: float, flat: float, pivot: float = 0.0) -> float:
    """The widest shift that keeps the nearest layer inside its overscan."""
    nearest = flat + (1 - flat) * NEAREST - pivot
    return max(0.0, overscan - LIVING_MARGIN) / max(nearest, pivot - flat)


def drift_room(view: View, depth: float, *, overscan: float) -> float:
    """How far a layer may drift by itself and still show no edge, whatever the camera does."""
    free = max(0.0, overscan - LIVING_MARGIN - ROCK_MARGIN)
    nearest = max(view.share(NEAREST), view.pivot - view.flat)
    return free * max(0.0, 1 - abs(view.share(depth)) / nearest)


def _travel(motion: Motion, along: float, overscan: float) -> View:
    orbit = motion.move == "orbit"
    flat, pivot = (0.0, _PIVOT) if orbit else (_NEAR_AND_FAR[motion.move], 0.0)
    extent = along * motion.amount * _reach(overscan, flat, pivot)
    # An orbit also comes a little nearer at its middle, as an arc about a near subject does.
    zoom = 1.0 + (0.05 * motion.amount * (1 - along * along) if orbit else 0.0)
    return View(
        x=extent * cos(motion.direction),
        y=-extent * sin(motion.direction),
        zoom=zoom,
        flat=flat,
        pivot=pivot,
    )


def _breath(motion: Motion, moving: float, progress: float, overscan: float) -> View:
    """A camera on a tripod still breathes, so that there is something to land on each beat."""
    room = min(_BREATH, _reach(overscan, 0.35))
    angle = 2 * pi * moving / 7.3 + motion.seed % 7
    zoom = 1 + 0.22 * motion.amount * ZOOM * progress / REACH
    return View(x=0.3 * room * sin(angle), y=room * sin(0.71 * angle + 1), zoom=zoom)


def _hand(motion: Motion, moving: float, progress: float, overscan: float) -> View:
    """Band-limited noise: four incommensurable slow waves an axis, none above 0.31 Hz.

    Quicker shake would turn back, and so come to rest, between the beats.
    """
    random = np.random.default_rng([motion.seed, 5])
    phases = random.uniform(0, 2 * pi, (3, 4))
    rates = np.array([0.083, 0.131, 0.217, 0.307])
    waves = np.sin(2 * pi * rates * moving + phases) @ np.array([0.4, 0.3, 0.2, 0.1])
    room = min(_HAND * (0.7 + 0.6 * motion.amount), _reach(overscan, 0.45))
    zoom = 1.015 + 0.25 * motion.amount * ZOOM * progress / REACH
    return View(
        x=float(0.6 * room * waves[0]),
        y=float(room * waves[1]),
        roll=float(0.007 * waves[2]),
        zoom=zoom,
        flat=0.45,
    )


def place(
    view: View, *, depth: float, sheet: tuple[int, int], size: tuple[int, int], overscan: float
) -> Array:
    """Matrix from output pixels to the pixels of a sheet at a depth, shape (2, 3).

    Args:
        sheet: width and height of the sheet, overscan included.
        size: width and height of the output.
        overscan: share of the visible picture beyond it on each side.
    """
    wide, high = (side / (1 + 2 * overscan) for side in sheet)
    share, enlargement = view.share(depth), view.enlargement(depth)
    sway = 0.5 + 0.5 * min(depth, NEAREST)
    closer = (GROUND - 0.5) * (1 - 1 / enlargement)
    x = sheet[0] / 2 - 0.5 + wide * (view.x * share + view.rock[0] * sway)
    y = sheet[1] / 2 - 0.5 + high * (view.y * share + view.rock[1] * sway + closer)
    across, down = wide / size[0] / enlargement, high / size[1] / enlargement
    turn, lean = cos(view.roll), sin(view.roll)
    linear = (across * turn, -across * lean), (down * lean, down * turn)
    return about_middle(linear, (x, y), size=size)


def about_middle(linear: Linear, held: tuple[float, float], *, size: tuple[int, int]) -> Array:
    """The matrix with this linear part that takes the output's middle to `held`."""
    # Python's floats: on numbers as few as these numpy took ten times as long.
    middle = (size[0] - 1) / 2, (size[1] - 1) / 2
    return np.array(
        [
            (row[0], row[1], to - row[0] * middle[0] - row[1] * middle[1])
            for row, to in zip(linear, held, strict=True)
        ]
    )


def inside(matrix: Array, *, sheet: tuple[int, int], size: tuple[int, int], margin: float) -> Array:
    """The matrix moved, and where that is not enough enlarged, so that no edge is seen.

    Args:
        margin: sheet pixels to keep free at the sides.
    """
    rows: list[list[float]] = matrix.tolist()
    frees, excess, backs = (margin, 0.0), 0.0, []
    for (along, across, first), side, free in zip(rows, sheet, frees, strict=True):
        reach = along * (size[0] - 1), across * (size[1] - 1)
        low, high = (first + sum(pick(0.0, way) for way in reach) for pick in (min, max))
        room = side - 1 - 2 * free
        excess = max(excess, (high - low) / max(room, 1.0))
        backs.append(max(free - low, 0.0) - max(high - (room + free), 0.0))
    if excess > 1 + 1e-9:
        smaller = enlarged(matrix, excess, size=size)
        return inside(smaller, sheet=sheet, size=size, margin=margin * 0.999)
    (a, b, c), (d, e, f) = rows
    return np.array([[a, b, c + backs[0]], [d, e, f + backs[1]]])


def enlarged(matrix: Array, factor: float, *, size: tuple[int, int]) -> Array:
    """The matrix that shows the same middle larger."""
    (a, b, c), (d, e, f) = matrix.tolist()
    x, y = (size[0] - 1) / 2, (size[1] - 1) / 2
    linear = (a / factor, b / factor), (d / factor, e / factor)
    return about_middle(linear, (a * x + b * y + c, d * x + e * y + f), size=size)

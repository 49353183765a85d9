"""The skeleton: lengths of the bones from a sheet, joints of a pose, two-bone reach.

Lengths are shares of the figure's own height, so a child is not a small adult: its head is a
larger share and its legs a smaller one. Classical canons give an adult 7 to 7.5 heads; ours has
6.6, as stylised figures read better small with a larger head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, cos, hypot, sin
from typing import Literal

import numpy as np

from common.artifacts.script import CastSheet
from workers.engines.painter.subjects.curves import Point, bearing, smooth

ANKLE = 0.042
GIRTH = {"slim": 0.88, "average": 1.0, "broad": 1.2}
Side = Literal["side", "camera", "away"]


@dataclass(frozen=True, kw_only=True)
class Proportions:
    """Bones as shares of the height. `shoulder`, `hip` are heights above the ground."""

    head: float
    shoulder: float
    hip: float
    thigh: float
    shin: float
    upper_arm: float
    forearm: float
    girth: float
    shoulder_half: float
    hip_half: float

    @property
    def leg(self) -> float:
        return self.thigh + self.shin


def proportions(sheet: CastSheet) -> Proportions:
    """The body of a cast member."""
    child = min(max((0.95 - sheet.height) / 0.4, 0.0), 1.0)
    head = 0.151 + 0.062 * child
    shoulder = 1 - head * (1.27 - 0.07 * child)
    hip = 0.505 - 0.075 * child
    leg = (hip - ANKLE) * 1.03
    arm = (shoulder - hip) * 1.09
    girth = GIRTH[sheet.build]
    return Proportions(
        head=head,
        shoulder=shoulder,
        hip=hip,
        thigh=leg * 0.51,
        shin=leg * 0.49,
        upper_arm=arm * 0.53,
        forearm=arm * 0.47,
        girth=girth,
        shoulder_half=0.098 * (0.45 + 0.55 * girth),
        hip_half=0.052 * (0.4 + 0.6 * girth),
    )


@dataclass(frozen=True)
class Limb:
    """Root, middle joint and end of an arm or leg; `turn` is the angle of the hand or foot."""

    root: Point
    middle: Point
    end: Point
    turn: float = 0.0

    @property
    def joints(self) -> tuple[Point, Point, Point]:
        return self.root, self.middle, self.end

    def across(self, height: float) -> float:
        """x of the limb at a height; beyond its ends, of the end."""
        ys = [self.end[1], self.middle[1], self.root[1]]
        xs = [self.end[0], self.middle[0], self.root[0]]
        return float(np.interp(height, ys, xs))


@dataclass(frozen=True, kw_only=True)
class Pose:
    """Joints of one instant, in shares of the height. Near limbs are drawn last.

    Attributes:
        neck: where the spine ends; the shoulders hang from it.
        head: centre of the head, and `nod` its turn in radians.
        trail: how far cloth and hair hang behind, -1 to 1.
        breath: 0 to 1.
        sway: phase of swinging cloth, radians.
    """

    pelvis: Point
    neck: Point
    head: Point
    nod: float
    near_leg: Limb
    far_leg: Limb
    near_arm: Limb
    far_arm: Limb
    trail: float = 0.0
    breath: float = 0.0
    sway: float = 0.0
    view: Side = "side"


def reach(root: Point, target: Point, first: float, second: float, bend: float) -> Limb:
    """A two-bone limb from root towards target; `bend` +1 puts the joint to the left of the way.

    A target out of reach is pointed at with the limb straight.
    """
    distance = min(hypot(target[0] - root[0], target[1] - root[1]), (first + second) * 0.9995)
    distance = max(distance, abs(first - second) * 1.001 + 1e-6)
    way = bearing(root, target)
    cosine = (first * first + distance * distance - second * second) / (2 * first * distance)
    angle = way + bend * acos(min(max(cosine, -1.0), 1.0))
    middle = root[0] + first * cos(angle), root[1] + first * sin(angle)
    end = root[0] + distance * cos(way), root[1] + distance * sin(way)
    return Limb(root, middle, end)


def swing(root: Point, first: float, second: float, shoulder: float, elbow: float) -> Limb:
    """An arm by its angles: `shoulder` forward from hanging, `elbow` further forward; radians."""
    middle = root[0] + first * sin(shoulder), root[1] - first * cos(shoulder)
    total = shoulder + elbow
    end = middle[0] + second * sin(total), middle[1] - second * cos(total)
    return Limb(root, middle, end, total)


@dataclass(frozen=True)
class Axis:
    """Local coordinates of the trunk: u from pelvis (0) to neck (1), v across in true lengths."""

    low: Point
    high: Point

    def at(self, v: float, u: float) -> Point:
        dx, dy = self.high[0] - self.low[0], self.high[1] - self.low[1]
        length = hypot(dx, dy)
        return (
            self.low[0] + dx * u + dy / length * v,
            self.low[1] + dy * u - dx / length * v,
        )

    def shape(
        self, points: Sequence[Point], *, girth: float = 1.0, corners: Sequence[int] = ()
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """A smooth contour given as (v, u)."""
        return smooth([self.at(v * girth, u) for v, u in points], corners=corners)

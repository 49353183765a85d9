"""A figure from the front or from behind, dressed and drawn back to front.

Garments are trunk contours given as (half width, height above the pelvis in trunk lengths).
"""

from math import sin

from common.artifacts.script import CastSheet
from workers.engines.painter.subjects.curves import F64, Point, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, darker, flat
from workers.engines.painter.subjects.figure import limbs, mask
from workers.engines.painter.subjects.figure.fronts import FRONTS, Front, seam
from workers.engines.painter.subjects.figure.look import Look, fabric
from workers.engines.painter.subjects.figure.profile import Head
from workers.engines.painter.subjects.figure.side import BARE, SCARVED
from workers.engines.painter.subjects.figure.skeleton import Axis, Pose, Proportions

TRUNK = ((0.030, 1.10), (0.060, 1.05), (0.098, 0.96), (0.100, 0.72), (0.080, 0.30), (0.092, -0.12))
BODICE = ((0.030, 1.08), (0.056, 1.03), (0.088, 0.94), (0.080, 0.68), (0.060, 0.34), (0.080, 0.0))
HEMS = {"coat": (0.245, 0.34, 0.035), "dress": (0.165, 0.36, 0.085), "robe": (0.03, 0.38, 0.06)}
"""Height of the hem, where the skirt starts along the trunk, and its flare."""


def _trunk(axis: Axis, half: tuple[Point, ...], girth: float, corners: tuple[int, ...] = ()) -> F64:
    points = [*half, *((-v, u) for v, u in reversed(half))]
    return axis.shape(points, girth=girth, corners=corners)


def _skirt(pose: Pose, axis: Axis, outfit: str, waist: float) -> F64:
    hem, top, flare = HEMS[outfit]
    low = (pose.near_leg.across(hem), pose.far_leg.across(hem))
    right = max(*low, pose.pelvis[0] + 0.06) + flare
    left = min(*low, pose.pelvis[0] - 0.06) - flare
    wave = 0.008 * sin(pose.sway)
    hip, wide = pose.pelvis[1] + 0.005, waist * 0.8 + 0.034
    half_way = 0.5 * (hip + hem)
    knees = (pose.near_leg.across(half_way) + 0.036, pose.far_leg.across(half_way) - 0.036)
    points = [
        axis.at(waist * 0.92, top),
        (pose.pelvis[0] + wide, hip),
        (max(knees[0], 0.5 * (pose.pelvis[0] + wide + right)), half_way),
        (right, hem + 0.014 + wave),
        (0.5 * (left + right), hem - 0.008),
        (left, hem + 0.014 - wave),
        (min(knees[1], 0.5 * (pose.pelvis[0] - wide + left)), half_way),
        (pose.pelvis[0] - wide, hip),
        axis.at(-waist * 0.92, top),
    ]
    return smooth(points, corners=(0, 3, 5, 8))


def _band(axis: Axis, u: float, half: float, width: float) -> F64:
    return ribbon((axis.at(half, u), axis.at(0.0, u - 0.015), axis.at(-half, u)), (width, width))


def _folds(drawing: Drawing, pose: Pose, cut: F64, hem: float, look: Look) -> None:
    x = pose.pelvis[0]
    for share in (-0.6, -0.1, 0.5):
        fold = ((x + share * 0.07, pose.pelvis[1] - 0.02), (x + share * 0.19, hem + 0.02))
        drawing.fill(
            ribbon(fold, (0.002, 0.013)), flat(darker(look.main, 0.4), alpha=0.3), within=cut
        )


def _clothe(drawing: Drawing, pose: Pose, body: Proportions, look: Look, outfit: str) -> None:
    axis = Axis(pose.pelvis, pose.neck)
    g = (0.45 + 0.55 * body.girth) * (1.18 if outfit == "spacesuit" else 1.0)
    half = BODICE if outfit == "dress" else TRUNK
    trunk = _trunk(axis, half, g, (len(half) - 1, len(half)))
    drawing.fill(trunk, fabric(look.shirt if outfit == "overalls" else look.main, 0.030))
    if outfit in HEMS:
        cut = _skirt(pose, axis, outfit, half[-2][0] * g)
        drawing.fill(cut, fabric(look.main, 0.035, fall=0.24))
        _folds(drawing, pose, cut, HEMS[outfit][0], look)
        drawing.fill(
            _band(axis, HEMS[outfit][1], half[-2][0] * g * 0.95, 0.022), fabric(look.accent, 0.004)
        )
    if outfit == "overalls":
        low = _trunk(axis, ((0.105, 0.38), (0.110, -0.20)), g * 1.1, (0, 1, 2, 3))
        drawing.fill(low, fabric(look.main, 0.0, fall=0.04, rim=0.0), within=trunk)
        for side in (1.0, -1.0):
            strap = ribbon(
                (axis.at(0.046 * side * g, 0.74), axis.at(0.056 * side * g, 1.03)), (0.018, 0.018)
            )
            drawing.fill(strap, fabric(look.main, 0.003))
    if outfit == "jacket":
        drawing.fill(_band(axis, 0.64, 0.12, 0.020), fabric(look.accent, 0.004), within=trunk)
        drawing.fill(
            _band(axis, -0.06, 0.10 * g, 0.030),
            fabric(darker(look.main, 0.28), 0.006),
            within=trunk,
        )
    if outfit == "spacesuit":
        drawing.fill(_band(axis, 0.14, 0.086 * g, 0.026), fabric(look.accent, 0.005))
    if pose.view == "camera":
        FRONTS[outfit](Front(drawing, axis, look, trunk, g))
    elif outfit == "spacesuit":
        pack = axis.shape(((0.085, 1.05), (0.09, 0.2), (-0.09, 0.2), (-0.085, 1.05)))
        drawing.fill(pack, fabric(darker(look.main, 0.2), 0.03))
    else:
        seam(drawing, axis.at(0.0, 0.9), axis.at(0.0, 0.42), look)


def _scarf(drawing: Drawing, pose: Pose, look: Look) -> None:
    x, y = pose.neck
    away = pose.view == "away"
    wave = 0.012 * sin(pose.sway)
    tail = ((x + 0.028, y), (x + 0.036 + wave, y - 0.08), (x + 0.030 + wave * 2, y - 0.17))
    if away:
        tail = ((x - 0.02, y), (x - 0.03 + wave, y - 0.10), (x - 0.022 + wave * 2, y - 0.21))
    drawing.fill(ribbon(tail, (0.030, 0.034, 0.038)), fabric(look.accent, 0.008, fall=0.25))
    wrap = smooth(
        (
            (x - 0.056, y + 0.014),
            (x - 0.048, y + 0.042),
            (x, y + 0.030 + 0.012 * away),
            (x + 0.048, y + 0.042),
            (x + 0.056, y + 0.014),
            (x, y - 0.018),
        )
    )
    drawing.fill(wrap, fabric(look.accent, 0.012))


def _collar(drawing: Drawing, pose: Pose, look: Look) -> None:
    x, y = pose.neck
    for side in (1.0, -1.0):
        wing = (
            (x + side * 0.050, y + 0.020),
            (x + side * 0.034, y + 0.034),
            (x + side * 0.004, y - 0.008),
            (x + side * 0.030, y - 0.026),
        )
        drawing.fill(smooth(wing, corners=(1, 2)), fabric(darker(look.main, 0.14), 0.006))


def _arms(drawing: Drawing, pose: Pose, body: Proportions, look: Look, outfit: str) -> None:
    for limb, front in ((pose.far_arm, 1.0), (pose.near_arm, -1.0)):
        limbs.arm(
            drawing,
            limb,
            body,
            look,
            front=front,
            bell=0.07 if outfit == "robe" else 0.0,
            bare=outfit in BARE,
            gloved=outfit == "spacesuit",
        )


def draw(
    drawing: Drawing, pose: Pose, body: Proportions, look: Look, sheet: CastSheet, *, detail: bool
) -> None:
    """Draw a figure that looks at the eye, or away from it."""
    outfit, away = sheet.outfit, pose.view == "away"
    bulky = outfit == "spacesuit"
    head = Head(drawing, pose, body, look)
    if not bulky and not away and sheet.hair in mask.BEHIND:
        mask.BEHIND[sheet.hair](head)
    loose = {"spacesuit": 1.25, "overalls": 1.1}.get(outfit, 1.0)
    if away:
        _arms(drawing, pose, body, look, outfit)
    for limb in (pose.far_leg, pose.near_leg):
        limbs.leg(
            drawing, limb, body, look, view=pose.view, bare=outfit in BARE, loose=loose * 0.95
        )
    if not bulky:
        mask.neck(head)
    if not away:
        _arms(drawing, pose, body, look, outfit)
    _clothe(drawing, pose, body, look, outfit)
    if bulky:
        mask.helmet(head, away=away)
        return
    if away:
        mask.nape(head, sheet.hair)
    else:
        mask.face(head, detail=detail)
        mask.HAIR[sheet.hair](head)
    if outfit in SCARVED:
        _scarf(drawing, pose, look)
    elif outfit in ("suit", "jacket") and not away:
        _collar(drawing, pose, look)

"""What a figure wears, seen from the side, as shapes attached to trunk and legs."""

from collections.abc import Callable
from math import sin

from workers.engines.painter.subjects.curves import F64, Point, capsule, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, darker, flat, lighter
from workers.engines.painter.subjects.figure.look import Look, fabric
from workers.engines.painter.subjects.figure.skeleton import Axis, Pose, Proportions

TRUNK: tuple[Point, ...] = (
    (0.052, -0.08),
    (0.048, 0.30),
    (0.063, 0.68),
    (0.050, 0.90),
    (0.022, 1.03),
    (-0.028, 1.06),
    (-0.056, 0.86),
    (-0.050, 0.45),
    (-0.062, 0.06),
    (-0.040, -0.12),
)
BODICE: tuple[Point, ...] = (
    (0.046, -0.05),
    (0.036, 0.30),
    (0.062, 0.66),
    (0.040, 0.88),
    (0.018, 1.0),
    (-0.024, 1.02),
    (-0.046, 0.84),
    (-0.034, 0.36),
    (-0.058, 0.02),
)


def skirt(
    pose: Pose, axis: Axis, hem: float, *, top: float, waist: float, flare: float, back: float
) -> F64:
    """Cloth from the waist to a hem that the legs push out and that lags behind.

    Args:
        hem: height of the hem; `top` where the skirt starts along the trunk.
        waist: half width at the top; flare, back: how far the hem stands off in front and behind.
    """
    wave = 0.010 * sin(pose.sway + 0.6)
    hip = pose.pelvis[1] - 0.015
    front, rear = _reach(pose, hem + 0.03)
    front, rear = front + flare, rear - back * (0.6 + 0.55 * pose.trail)
    sides = []
    for share in (0.36, 0.7):
        height = hip + (hem - hip) * share
        ahead, behind = _reach(pose, height)
        front = max(front, ahead + 0.040 + flare * (1 - share))
        rear = min(rear, behind - 0.044 - back * (1 - share))
        sides.append((max(ahead + 0.036, 0.03 + (front - 0.03) * share), height))
        sides.append((min(behind - 0.040, -0.045 + (rear + 0.045) * share), height))
    points = [
        axis.at(waist, top),
        (pose.pelvis[0] + waist * 1.14 + 0.004, hip),
        sides[0],
        sides[2],
        (front, hem + 0.012 + wave),
        (0.5 * (front + rear), hem - 0.006),
        (rear, hem + 0.010 - wave + 0.02 * pose.trail),
        sides[3],
        sides[1],
        (pose.pelvis[0] - waist * 1.3, hip),
        axis.at(-waist, top),
    ]
    return smooth(points, corners=(0, 4, 6, 10))


def _reach(pose: Pose, height: float) -> tuple[float, float]:
    """How far forward and back the legs are at a height."""
    near, far = pose.near_leg.across(height), pose.far_leg.across(height)
    return max(near, far), min(near, far)


def _belt(drawing: Drawing, axis: Axis, u: float, half: float, look: Look) -> None:
    a, b = axis.at(half, u), axis.at(-half - 0.002, u + 0.02)
    band = ribbon((a, axis.at(0, u + 0.0), b), (0.020, 0.022, 0.020))
    drawing.fill(band, fabric(look.accent, 0.004))
    buckle = axis.at(half * 0.55, u + 0.0)
    drawing.fill(capsule(buckle, buckle, 0.009, 0.009), flat(lighter(look.accent, 0.45)))


def _seam(drawing: Drawing, points: tuple[Point, ...], colour: tuple[float, float, float]) -> None:
    drawing.fill(ribbon(points, (0.0035, 0.0035)), flat(darker(colour, 0.42), alpha=0.75))


def coat(drawing: Drawing, pose: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth
    cut = skirt(pose, axis, 0.245, top=0.34, waist=0.050 * g, flare=0.026, back=0.052)
    drawing.fill(axis.shape(TRUNK, girth=g), fabric(look.main, 0.026))
    drawing.fill(cut, fabric(look.main, 0.035, fall=0.24))
    front = [axis.at(0.034 * g, 0.92), axis.at(0.040 * g, 0.60), axis.at(0.030 * g, 0.34)]
    _seam(drawing, (front[0], front[1], front[2]), look.main)
    for u in (0.72, 0.52):
        x, y = axis.at(0.022 * g, u)
        drawing.fill(capsule((x, y), (x, y), 0.0048, 0.0048), flat(lighter(look.accent, 0.1)))
    _belt(drawing, axis, 0.32, 0.050 * g, look)
    _seam(drawing, (axis.at(0.004, 0.06), axis.at(0.034 * g, 0.10)), look.main)


def dress(drawing: Drawing, pose: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth
    drawing.fill(axis.shape(BODICE, girth=g), fabric(look.main, 0.022))
    cut = skirt(pose, axis, 0.165, top=0.36, waist=0.038 * g, flare=0.050, back=0.075)
    drawing.fill(cut, fabric(look.main, 0.040, fall=0.22))
    lean = 0.5 * (pose.near_leg.across(0.2) + pose.far_leg.across(0.2))
    for share in (-0.5, 0.25):
        fold = ((pose.pelvis[0] + share * 0.06, 0.42), (lean + share * 0.22, 0.20))
        drawing.fill(
            ribbon(fold, (0.002, 0.014)), flat(darker(look.main, 0.4), alpha=0.30), within=cut
        )
    sash = ribbon((axis.at(0.038 * g, 0.36), axis.at(-0.036 * g, 0.37)), (0.024, 0.026))
    drawing.fill(sash, fabric(look.accent, 0.006))


def suit(drawing: Drawing, _: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth
    tails = axis.shape(
        (
            (0.050, 0.40),
            (0.060, -0.02),
            (0.052, -0.20),
            (-0.02, -0.23),
            (-0.074, -0.20),
            (-0.064, 0.10),
            (-0.046, 0.42),
        ),
        girth=g,
        corners=(2, 4),
    )
    drawing.fill(tails, fabric(look.main, 0.024))
    trunk = axis.shape(TRUNK, girth=g)
    drawing.fill(trunk, fabric(look.main, 0.026))
    shirt = ((0.09, 0.48), (0.09, 1.12), (0.010, 1.12), (0.060, 0.48))
    drawing.fill(axis.shape(shirt, corners=(0, 1, 2, 3)), flat(look.shirt), within=trunk)
    tie = ((0.09, 0.52), (0.09, 0.97), (0.038, 0.97), (0.056, 0.60))
    drawing.fill(axis.shape(tie, corners=(0, 1, 2, 3)), fabric(look.accent, 0), within=trunk)
    lapel = (
        (0.014, 1.06),
        (0.060, 0.46),
        (0.044, 0.44),
        (0.0, 0.76),
        (0.016, 0.80),
        (-0.012, 1.04),
    )
    drawing.fill(
        axis.shape(lapel, corners=(0, 1, 2, 3, 4, 5)),
        fabric(darker(look.main, 0.25), 0),
        within=trunk,
    )
    drawing.fill(
        axis.shape(((0.014, 0.60), (0.018, 0.70), (0.002, 0.69)), girth=g, corners=(0, 1, 2)),
        flat(look.accent),
    )


def jacket(drawing: Drawing, _: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth * 1.06
    trunk = axis.shape(TRUNK, girth=g)
    drawing.fill(trunk, fabric(look.main, 0.026))
    hem = axis.shape(
        ((0.056, -0.10), (0.055, 0.02), (-0.062, 0.04), (-0.062, -0.09)),
        girth=g,
        corners=(0, 1, 2, 3),
    )
    drawing.fill(hem, fabric(darker(look.main, 0.28), 0.012))
    stripe = axis.shape(
        ((0.075, 0.60), (0.075, 0.69), (-0.075, 0.69), (-0.075, 0.60)),
        girth=g,
        corners=(0, 1, 2, 3),
    )
    drawing.fill(stripe, fabric(look.accent, 0.02), within=trunk)
    _seam(
        drawing,
        (axis.at(0.042 * g, 0.95), axis.at(0.050 * g, 0.6), axis.at(0.042 * g, 0.0)),
        look.main,
    )


def robe(drawing: Drawing, pose: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth
    drawing.fill(axis.shape(TRUNK, girth=g), fabric(look.main, 0.028))
    cut = skirt(pose, axis, 0.028, top=0.40, waist=0.050 * g, flare=0.045, back=0.055)
    drawing.fill(cut, fabric(look.main, 0.045, fall=0.3))
    for share in (-0.7, 0.1, 0.6):
        fold = ((pose.pelvis[0] + share * 0.06, 0.44), (pose.pelvis[0] + share * 0.16, 0.05))
        drawing.fill(
            ribbon(fold, (0.002, 0.012)), flat(darker(look.main, 0.45), alpha=0.3), within=cut
        )
    rope = ribbon((axis.at(0.052 * g, 0.36), axis.at(-0.052 * g, 0.38)), (0.014, 0.014))
    drawing.fill(rope, fabric(look.accent, 0.004))
    knot = axis.at(0.030 * g, 0.35)
    end = knot[0] + 0.008 - 0.02 * pose.trail, knot[1] - 0.13
    drawing.fill(ribbon((knot, end), (0.009, 0.007)), fabric(look.accent, 0.003))
    collar = axis.shape(
        ((0.044, 0.80), (0.030, 1.06), (-0.02, 1.10), (-0.05, 1.0), (0.0, 0.92)), girth=g
    )
    drawing.fill(collar, fabric(darker(look.main, 0.18), 0.01))


def overalls(drawing: Drawing, _: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth
    trunk = axis.shape(TRUNK, girth=g)
    drawing.fill(trunk, fabric(look.shirt, 0.026))
    bib = axis.shape(
        (
            (0.070, -0.14),
            (0.070, 0.70),
            (0.030, 0.72),
            (0.012, 0.40),
            (-0.030, 0.30),
            (-0.075, 0.34),
            (-0.075, -0.14),
        ),
        girth=g,
        corners=(0, 1, 2, 5, 6),
    )
    drawing.fill(bib, fabric(look.main, 0.024), within=trunk)
    strap = ribbon(
        (
            axis.at(0.052 * g, 0.70),
            axis.at(0.008 * g, 1.02),
            axis.at(-0.042 * g, 0.66),
            axis.at(-0.040 * g, 0.34),
        ),
        (0.016, 0.016),
    )
    drawing.fill(strap, fabric(look.main, 0.004))
    button = axis.at(0.044 * g, 0.69)
    drawing.fill(capsule(button, button, 0.006, 0.006), flat((0.95, 0.85, 0.55)))


def spacesuit(drawing: Drawing, _: Pose, axis: Axis, body: Proportions, look: Look) -> None:
    g = body.girth * 1.22
    trunk = axis.shape(TRUNK, girth=g)
    drawing.fill(trunk, fabric(look.main, 0.034))
    panel = axis.shape(
        ((0.078, 0.46), (0.078, 0.72), (0.030, 0.72), (0.030, 0.46)), girth=g, corners=(0, 1, 2, 3)
    )
    drawing.fill(panel, fabric(darker(look.main, 0.35), 0.006), within=trunk)
    for u, colour in ((0.54, look.accent), (0.62, (0.45, 0.85, 0.9))):
        x, y = axis.at(0.052 * g, u)
        drawing.fill(capsule((x, y), (x, y), 0.006, 0.006), flat(colour, glow=0.8))
    belt = ribbon((axis.at(0.054 * g, 0.16), axis.at(-0.058 * g, 0.18)), (0.026, 0.026))
    drawing.fill(belt, fabric(look.accent, 0.006))
    collar = ribbon((axis.at(0.046 * g, 0.98), axis.at(-0.046 * g, 1.02)), (0.026, 0.026))
    drawing.fill(collar, fabric(darker(look.main, 0.3), 0.006))


def backpack(drawing: Drawing, axis: Axis, look: Look) -> None:
    pack = axis.shape(
        ((-0.03, 0.16), (-0.03, 1.06), (-0.115, 1.02), (-0.128, 0.6), (-0.12, 0.18)), corners=(0, 1)
    )
    drawing.fill(pack, fabric(darker(look.main, 0.22), 0.03))
    drawing.fill(
        axis.shape(
            ((-0.06, 0.3), (-0.06, 0.4), (-0.125, 0.4), (-0.125, 0.3)), corners=(0, 1, 2, 3)
        ),
        fabric(look.accent, 0.006),
    )


def scarf_tail(drawing: Drawing, pose: Pose, look: Look) -> None:
    """The end of a scarf, blown back: the figure's flag."""
    x, y = pose.neck
    length = 0.10 + 0.10 * abs(pose.trail)
    wave = [0.016 * sin(pose.sway - k * 1.5) for k in range(4)]
    points = [
        (x - 0.02, y + 0.01),
        (x - 0.03 - length * 0.35, y - 0.012 - 0.05 * (1 - pose.trail) + wave[1]),
        (x - 0.03 - length * 0.7, y - 0.02 - 0.10 * (1 - pose.trail) + wave[2] * 1.4),
        (x - 0.03 - length, y - 0.03 - 0.15 * (1 - pose.trail) + wave[3] * 1.8),
    ]
    drawing.fill(ribbon(points, (0.026, 0.030, 0.036, 0.040)), fabric(look.accent, 0.010, fall=0.3))


def scarf(drawing: Drawing, axis: Axis, look: Look) -> None:
    wrap = axis.shape(
        ((0.036, 0.96), (0.040, 1.06), (0.012, 1.15), (-0.032, 1.18), (-0.044, 1.08), (-0.02, 0.98))
    )
    drawing.fill(wrap, fabric(look.accent, 0.014))
    fold = ribbon(
        (axis.at(0.034, 1.02), axis.at(-0.0, 1.05), axis.at(-0.040, 1.11)), (0.003, 0.003)
    )
    drawing.fill(fold, flat(darker(look.accent, 0.4), alpha=0.6))


def collar(drawing: Drawing, axis: Axis, look: Look) -> None:
    points = (
        (0.030, 0.93),
        (0.034, 1.08),
        (0.010, 1.06),
        (-0.034, 1.16),
        (-0.048, 1.06),
        (-0.030, 0.94),
    )
    drawing.fill(axis.shape(points, corners=(1, 3)), fabric(darker(look.main, 0.14), 0.010))


Garment = Callable[[Drawing, Pose, Axis, Proportions, Look], None]
GARMENTS: dict[str, Garment] = {
    "coat": coat,
    "dress": dress,
    "suit": suit,
    "jacket": jacket,
    "robe": robe,
    "overalls": overalls,
    "spacesuit": spacesuit,
}

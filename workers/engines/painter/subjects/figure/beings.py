"""What stands and walks like a person but is none: a robot, a ghost."""

from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Moment
from workers.engines.painter.subjects.curves import (
    chain,
    ellipse,
    outline,
    placed,
    ribbon,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    halo,
    lighter,
)
from workers.engines.painter.subjects.figure.skeleton import Axis, Limb, Pose

TURN = 2 * pi
EYE = (0.45, 0.95, 0.92)


def _plate(colour: Rgb, width: float = 0.02) -> Paint:
    return Paint(
        colour=lighter(colour, 0.25),
        end=darker(colour, 0.28),
        shade=width,
        depth=0.36,
        rim=0.006,
        rim_strength=0.7,
    )


def _limb(d: Drawing, limb: Limb, colour: Rgb, size: float) -> None:
    joint = darker(colour, 0.55)
    d.fill(chain(limb.joints, (0.017 * size,) * 3), _plate(joint, 0.006))
    for a, b in ((limb.root, limb.middle), (limb.middle, limb.end)):
        sleeve = [(a[i] * 0.74 + b[i] * 0.26, a[i] * 0.14 + b[i] * 0.86) for i in (0, 1)]
        ends = [(sleeve[0][k], sleeve[1][k]) for k in (0, 1)]
        d.fill(chain(ends, (0.030 * size, 0.035 * size)), _plate(colour, 0.012))
    d.fill(ellipse(*limb.middle, 0.027 * size), _plate(joint, 0.006))


def _robot_foot(d: Drawing, limb: Limb, colour: Rgb, view: str) -> None:
    boot = outline("-0.050,-0.042! -0.052,0.0 -0.035,0.034 0.030,0.034 0.080,0.004 0.102,-0.042!")
    if view != "side":
        boot = outline("-0.056,-0.042! -0.05,0.0 -0.03,0.034 0.03,0.034 0.05,0.0 0.056,-0.042!")
    d.fill(placed(boot, limb.end, turn=limb.turn if view == "side" else 0.0), _plate(colour, 0.012))


def _robot_hand(d: Drawing, limb: Limb, colour: Rgb) -> None:
    for side in (-1, 1):
        claw = ((0.0, 0.0), (0.026 * side, -0.026), (0.010 * side, -0.056))
        shape = ribbon(claw, (0.020, 0.018, 0.008))
        d.fill(placed(shape, limb.end, turn=limb.turn), _plate(darker(colour, 0.45), 0.004))
    d.fill(ellipse(*limb.end, 0.024), _plate(darker(colour, 0.2), 0.006))


def robot(moment: Moment, pose: Pose) -> Drawing:
    """A tin robot: round-cornered plates, tube limbs, eyes that shine."""
    d, colour = Drawing(), moment.colour("#7f93a3")
    view, trim = pose.view, (0.93, 0.56, 0.26)
    axis = Axis(pose.pelvis, pose.neck)
    _limb(d, pose.far_arm, darker(colour, 0.32), 1.0)
    _robot_hand(d, pose.far_arm, darker(colour, 0.32))
    for limb, shadow in ((pose.far_leg, 0.32 if view == "side" else 0.0), (pose.near_leg, 0.0)):
        _limb(d, limb, darker(colour, shadow), 1.25)
        _robot_foot(d, limb, darker(trim, shadow), view)
    half = 0.088 if view == "side" else 0.125
    d.fill(
        axis.shape(
            (
                (-half * 0.62, 0.16),
                (-half * 0.62, -0.10),
                (half * 0.62, -0.10),
                (half * 0.62, 0.16),
            ),
            corners=range(4),
        ),
        _plate(darker(colour, 0.35)),
    )
    torso = axis.shape(
        (
            (-half, 0.98),
            (-half * 1.05, 0.55),
            (-half * 0.86, 0.10),
            (half * 0.86, 0.10),
            (half * 1.05, 0.55),
            (half, 0.98),
        ),
        corners=(0, 2, 3, 5),
    )
    d.fill(torso, _plate(colour, 0.035))
    if view != "away":
        x = 0.018 if view == "side" else 0.0
        d.fill(
            axis.shape(
                ((x - 0.05, 0.74), (x - 0.05, 0.40), (x + 0.05, 0.40), (x + 0.05, 0.74)),
                corners=range(4),
            ),
            _plate(darker(colour, 0.4), 0.004),
        )
        pulse = 0.6 + 0.4 * sin(TURN * moment.phase)
        heart = axis.at(x, 0.62)
        d.fill(ellipse(*heart, 0.020), Paint(colour=lighter(trim, 0.3 * pulse), glow=1.0))
        d.fill(ellipse(*heart, 0.07), halo(*heart, 0.07, trim, 0.5 * pulse))
        for k in range(3):
            a = axis.at(x - 0.03 + 0.03 * k, 0.47)
            d.fill(ellipse(*a, 0.008), flat(((0.4, 0.8, 0.9), (0.9, 0.85, 0.5), trim)[k], glow=0.8))
    _robot_head(d, moment, pose, colour)
    for limb in (pose.near_arm,) if view == "side" else (pose.far_arm, pose.near_arm):
        _limb(d, limb, colour, 1.0)
        _robot_hand(d, limb, colour)
        d.fill(ellipse(*limb.root, 0.042), _plate(trim, 0.012))
    return d


def _robot_head(d: Drawing, moment: Moment, pose: Pose, colour: Rgb) -> None:
    (x, y), trim = pose.head, (0.93, 0.56, 0.26)
    d.fill(
        rounded(x - 0.03, y - 0.13, x + 0.03, y - 0.03, 0.008), _plate(darker(colour, 0.5), 0.008)
    )
    d.fill(
        ribbon(((x, y + 0.07), (x + 0.006 * sin(TURN * moment.phase), y + 0.125)), (0.010, 0.008)),
        _plate(darker(colour, 0.4), 0.0),
    )
    d.fill(
        ellipse(x + 0.006 * sin(TURN * moment.phase), y + 0.135, 0.017),
        Paint(colour=lighter(trim, 0.2), glow=0.8),
    )
    d.fill(rounded(x - 0.098, y - 0.078, x + 0.098, y + 0.078, 0.040), _plate(colour, 0.022))
    for side in (-1, 1):
        if pose.view != "side":
            d.fill(
                rounded(
                    x + side * 0.104 - 0.012, y - 0.03, x + side * 0.104 + 0.012, y + 0.03, 0.008
                ),
                _plate(trim, 0.004),
            )
    if pose.view == "away":
        return
    side_view = pose.view == "side"
    left = x - 0.008 if side_view else x - 0.078
    d.fill(
        rounded(left, y - 0.048, x + (0.098 if side_view else 0.078), y + 0.048, 0.026),
        flat((0.10, 0.12, 0.17)),
    )
    eyes = ((0.045, 1.0), (0.082, 0.6)) if side_view else ((-0.036, 1.0), (0.036, 1.0))
    for dx, wide in eyes:
        d.fill(
            ellipse(x + dx, y + 0.004, 0.017 * wide, 0.020),
            Paint(colour=lighter(EYE, 0.3), glow=1.0),
        )
        d.fill(ellipse(x + dx, y + 0.004, 0.05), halo(x + dx, y + 0.004, 0.05, EYE, 0.45))
    if side_view:
        d.fill(ellipse(x - 0.052, y, 0.026), _plate(trim, 0.006))


def ghost(moment: Moment) -> Drawing:
    """A sheet of mist that floats, its hem always moving."""
    d = Drawing()
    tone = lighter(moment.colour("#c9d6ee"), 0.2)
    lift = 0.06 + 0.02 * sin(TURN * moment.phase)
    lean = 0.05 if moment.moving else 0.0
    hem = []
    for k in range(9):
        t = k / 8
        wave = 0.045 * sin(TURN * (moment.phase + t * 1.5)) - 0.05 * (k % 2)
        hem.append((-0.30 + 0.60 * t - 2.2 * lean, lift + 0.06 + wave))
    body = [
        (-0.235, 0.62 + lift),
        (-0.15, 0.86 + lift),
        (0.02 + lean, 0.94 + lift),
        (0.19 + lean, 0.86 + lift),
        (0.245, 0.62 + lift),
    ]
    shape = smooth([*body, (0.28 - lean, 0.34 + lift), *hem[::-1], (-0.28 - lean, 0.34 + lift)])
    d.fill(ellipse(0, 0.52 + lift, 0.72), halo(0, 0.52 + lift, 0.72, tone, 0.28))
    mist = Paint(
        colour=lighter(tone, 0.5),
        end=darker(tone, 0.1),
        alpha=0.96,
        end_alpha=0.40,
        shade=0.07,
        depth=0.22,
        rim=0.012,
        rim_strength=0.8,
        glow=0.55,
    )
    for side in (-1, 1):
        wave = 0.03 * cos(TURN * moment.phase + side)
        arm = (
            (0.20 * side + lean, 0.58 + lift),
            (0.34 * side + lean, 0.52 + lift + wave),
            (0.42 * side + lean, 0.56 + lift + 2 * wave),
        )
        d.fill(ribbon(arm, (0.13, 0.10, 0.03)), mist)
    d.fill(shape, mist)
    if moment.sprite.facing == "away":
        return d
    x = 0.05 if moment.sprite.facing != "camera" else 0.0
    for side in (-1, 1):
        d.fill(
            ellipse(x + 0.072 * side + lean, 0.71 + lift, 0.032, 0.050), flat((0.13, 0.15, 0.28))
        )
        d.fill(
            ellipse(x + 0.072 * side + lean + 0.010, 0.728 + lift, 0.009),
            flat((1, 1, 1), alpha=0.9),
        )
    d.fill(ellipse(x + lean, 0.60 + lift, 0.026, 0.034), flat((0.20, 0.22, 0.38)))
    for side in (-1, 1):
        d.fill(
            ellipse(x + 0.125 * side + lean, 0.635 + lift, 0.030, 0.018),
            flat((0.95, 0.62, 0.68), alpha=0.5),
        )
    return d

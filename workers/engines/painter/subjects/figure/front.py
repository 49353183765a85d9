"""The same motions seen from the front or from behind.

Depth shows as height: a leg that swings towards the eye seems longer and its foot lower on the
picture than the one left behind, which lifts. x is across the body; the near limbs are those on
the right of the picture.
"""

from math import cos, sin

from workers.engines.painter.subjects.curves import Point
from workers.engines.painter.subjects.figure.gait import TURN, Step, foot
from workers.engines.painter.subjects.figure.skeleton import (
    ANKLE,
    Limb,
    Pose,
    Proportions,
    Side,
    reach,
)


def _arm(body: Proportions, root: Point, sign: float, out: float, bend: float, up: float) -> Limb:
    """An arm by how far it stands off the body, bends, and is foreshortened (`up`)."""
    first, second = body.upper_arm * (1 - 0.12 * up), body.forearm * (1 - 0.45 * up)
    elbow = root[0] + sign * first * sin(out), root[1] - first * cos(out)
    turn = out - bend
    hand = elbow[0] + sign * second * sin(turn), elbow[1] - second * cos(turn)
    return Limb(root, elbow, hand, sign * turn)


def _pose(
    body: Proportions,
    pelvis: Point,
    neck: Point,
    ankles: tuple[tuple[Point, float], tuple[Point, float]],
    arms: tuple[tuple[float, float, float], tuple[float, float, float]],
    view: Side,
    **rest: float,
) -> Pose:
    legs, hung = [], []
    for sign, (ankle, pitch), (out, bend, up) in zip((1.0, -1.0), ankles, arms, strict=True):
        hip = (pelvis[0] + sign * body.hip_half, pelvis[1])
        limb = reach(hip, ankle, body.thigh, body.shin, sign)
        straight = (
            limb.middle[0] * 0.35 + 0.65 * (hip[0] + (ankle[0] - hip[0]) * 0.5),
            limb.middle[1],
        )
        legs.append(Limb(hip, straight, limb.end, pitch))
        root = (neck[0] + sign * (body.shoulder_half - 0.014), neck[1] - 0.034)
        hung.append(_arm(body, root, sign, out, bend, up))
    return Pose(
        pelvis=pelvis,
        neck=neck,
        head=(neck[0] + rest.pop("tip", 0.0), neck[1] + body.head * 0.75),
        near_leg=legs[0],
        far_leg=legs[1],
        near_arm=hung[0],
        far_arm=hung[1],
        view=view,
        nod=rest.pop("nod", 0.0),
        **rest,
    )


def walk(step: Step, body: Proportions, phase: float, view: Side) -> Pose:
    """Walking towards the eye, or away from it."""
    beat = TURN * 2 * phase
    towards = 1.0 if view == "camera" else -1.0
    swayed = -0.012 * sin(TURN * phase)
    low = ANKLE + body.leg * (0.985 - 0.02 * step.stride) - step.bob
    pelvis = (swayed, low - step.bob * 0.9 * cos(beat - TURN * 0.18))
    ankles, arms = [], []
    for offset, sign in ((0.0, 1.0), (0.5, -1.0)):
        (ahead, up), pitch = foot((phase - offset) % 1.0, step)
        lift = max(up - ANKLE, 0.0) * (0.55 if pitch < 0 else 0.2)
        near = 0.010 * towards * ahead / step.stride
        ankles.append(((sign * body.hip_half * 0.82, ANKLE + lift - near + 0.005), pitch * towards))
        swung = -cos(TURN * (phase - offset))
        forward = max(swung, 0.0)
        arms.append((0.13 + 0.03 * swung, 0.10 + 0.22 * forward, forward * step.arm * 0.7))
    spine = body.shoulder - body.hip
    neck = (-swayed * 0.5, pelvis[1] + spine)
    return _pose(
        body,
        pelvis,
        neck,
        (ankles[0], ankles[1]),
        (arms[0], arms[1]),
        view,
        sway=TURN * phase,
        trail=0.3,
        nod=0.02 * sin(TURN * phase),
    )


def stand(body: Proportions, phase: float, view: Side) -> Pose:
    """Standing: breath and a shift of weight."""
    breath, shift = 0.5 - 0.5 * cos(TURN * phase), sin(TURN * phase)
    pelvis = (0.007 * shift, ANKLE + body.leg * 0.99)
    neck = (-0.002 * shift, pelvis[1] + body.shoulder - body.hip + 0.003 * breath)
    ankles = tuple(((sign * body.hip_half * 1.12, ANKLE), 0.0) for sign in (1.0, -1.0))
    out = 0.15 + 0.012 * breath
    return _pose(
        body,
        pelvis,
        neck,
        (ankles[0], ankles[1]),
        ((out, 0.10, 0.05), (out + 0.02, 0.14, 0.05)),
        view,
        sway=TURN * phase,
        breath=breath,
        nod=0.025 * shift,
    )


def dance(body: Proportions, phase: float, view: Side) -> Pose:
    """Dancing on the spot: hips, a foot lifted on each step, arms that rise in turn."""
    beat = TURN * phase
    sway, bounce = sin(beat), abs(sin(beat)) ** 1.5
    pelvis = (0.034 * sway, ANKLE + body.leg * (0.91 + 0.07 * bounce))
    neck = (-0.018 * sway, pelvis[1] + (body.shoulder - body.hip) * 0.985)
    ankles, arms = [], []
    for sign in (1.0, -1.0):
        lift = max(-sign * sway, 0.0) ** 1.5
        ankles.append(((sign * (0.095 - 0.03 * lift), ANKLE + 0.075 * lift), -0.4 * lift))
        raised = 0.5 - 0.5 * sign * cos(beat)
        arms.append((0.75 + 1.55 * raised, -0.35 + 1.0 * (1 - raised) * -1 - 0.2 * raised, 0.0))
    return _pose(
        body,
        pelvis,
        neck,
        (ankles[0], ankles[1]),
        (arms[0], arms[1]),
        view,
        sway=beat,
        tip=-0.012 * sway,
        nod=-0.14 * sway,
        trail=0.4 * sway,
        breath=bounce,
    )

"""How a figure moves, seen from the side: walking, standing, dancing.

A gait cycle is two steps. The near foot's heel meets the ground at phase 0 and the far foot's at
0.5. Key poses after each contact: down (the body at its lowest, 0.09 later), passing, up (highest,
just before the other contact's reach). A foot on the ground moves backwards at exactly the speed
of the body, stride / cycle, so it does not slide; it stands for 0.6 of the cycle, as people do.
"""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from workers.engines.painter.subjects.curves import Point
from workers.engines.painter.subjects.figure.skeleton import (
    ANKLE,
    Limb,
    Pose,
    Proportions,
    reach,
    swing,
)

TURN = 2 * pi
STANCE = 0.6
HEEL, BALL = -0.026, 0.062
"""Heel and ball of the foot, forward of the ankle."""


@dataclass(frozen=True)
class Step:
    """A manner of walking: stride in heights a cycle, angles in radians."""

    stride: float
    bob: float
    lean: float
    arm: float
    elbow: float
    lift: float


STEPS = {
    "stroll": Step(0.66, 0.012, 0.035, 0.42, 0.20, 0.035),
    "stride": Step(0.79, 0.021, 0.085, 0.62, 0.38, 0.05),
    "dance": Step(0.56, 0.020, 0.0, 0.75, 0.55, 0.06),
}


def _ease(t: float) -> float:
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)


def _pivoted(ball: float, pitch: float) -> Point:
    """Ankle of a foot pitched about its ball (heel up, negative) or its heel (toes up)."""
    pivot = BALL if pitch < 0 else HEEL
    x, y = -pivot, ANKLE
    return ball - BALL + pivot + x * cos(pitch) - y * sin(pitch), x * sin(pitch) + y * cos(pitch)


def _pitch(t: float) -> float:
    """Foot angle in radians, toes up positive: strike, roll flat, push off, swing through."""
    if t < 0.12:
        return 0.34 * (1 - _ease(t / 0.12))
    if t < 0.36:
        return 0.0
    if t < STANCE:
        return -0.82 * float(_ease((t - 0.36) / (STANCE - 0.36)) ** 1.3)
    s = (t - STANCE) / (1 - STANCE)
    return -0.82 + 1.16 * _ease(s * 1.02)


def foot(t: float, step: Step, child: float = 1.0) -> tuple[Point, float]:
    """Ankle relative to the body's path, and pitch, at share `t` of this foot's cycle."""
    front = step.stride * child * STANCE * 0.52 + BALL
    if t <= STANCE:
        return _pivoted(front - step.stride * child * t, _pitch(t)), _pitch(t)
    s = (t - STANCE) / (1 - STANCE)
    start, stop = (
        _pivoted(front - step.stride * child * STANCE, -0.82),
        _pivoted(front, 0.34),
    )
    speed = -step.stride * child * (1 - STANCE)
    h10, h01, h11 = s * (1 - s) ** 2, s * s * (3 - 2 * s), s * s * (s - 1)
    x = start[0] + (stop[0] - start[0]) * h01 + speed * (h10 + h11)
    y = start[1] + (stop[1] - start[1]) * h01 + step.lift * sin(pi * s) * (1 - 0.25 * s)
    return (x, y), _pitch(t)


def _legs(pelvis: Point, body: Proportions, step: Step, phase: float) -> tuple[Limb, Limb]:
    legs = []
    scale = body.hip / 0.505
    for offset in (0.0, 0.5):
        ankle, pitch = foot((phase - offset) % 1.0, step, scale)
        limb = reach(pelvis, ankle, body.thigh, body.shin, 1.0)
        legs.append(Limb(limb.root, limb.middle, limb.end, pitch))
    return legs[0], legs[1]


def _carried(body: Proportions, step: Step) -> float:
    """Mean height of the hip: what lets the front leg just reach the ground, all but straight."""
    (x, y), _ = foot(0.0, step, body.hip / 0.505)
    return y + sqrt((0.996 * body.leg) ** 2 - x * x) + step.bob * cos(TURN * 0.18)


def walk(step: Step, body: Proportions, phase: float) -> Pose:
    """One instant of walking to the right."""
    beat = TURN * 2 * phase
    pelvis = (0.0, _carried(body, step) - step.bob * cos(beat - TURN * 0.18))
    near_leg, far_leg = _legs(pelvis, body, step, phase)
    spine = body.shoulder - body.hip
    lean = step.lean + 0.012 * sin(beat)
    neck = (pelvis[0] + spine * sin(lean), pelvis[1] + spine * cos(lean))
    swinging = cos(TURN * (phase - 0.02))
    root = (neck[0] - 0.004, neck[1] - 0.012)
    arms = [
        swing(
            (root[0] - sign * 0.014 * swinging, root[1]),
            body.upper_arm,
            body.forearm,
            -sign * step.arm * swinging + 0.02,
            step.elbow * (1.05 - sign * 0.75 * swinging),
        )
        for sign in (1.0, -1.0)
    ]
    nod = -0.02 * cos(beat)
    return Pose(
        pelvis=pelvis,
        neck=neck,
        head=(neck[0] + 0.016 + 0.1 * lean, neck[1] + body.head * 0.75),
        nod=nod,
        near_leg=near_leg,
        far_leg=far_leg,
        near_arm=arms[0],
        far_arm=arms[1],
        trail=0.5 + step.stride * 0.5,
        sway=beat,
    )


def planted(pelvis: Point, body: Proportions, ankle: Point, pitch: float = 0.0) -> Limb:
    limb = reach(pelvis, ankle, body.thigh, body.shin, 1.0)
    return Limb(limb.root, limb.middle, limb.end, pitch)


def stand(body: Proportions, phase: float) -> Pose:
    """Standing: breath and a shift of weight, once a cycle."""
    breath = 0.5 - 0.5 * cos(TURN * phase)
    shift = sin(TURN * phase)
    pelvis = (0.006 * shift, ANKLE + body.leg * 0.988 - 0.002 * shift)
    spine = body.shoulder - body.hip
    neck = (pelvis[0] * 0.4 + 0.006, pelvis[1] + spine + 0.003 * breath)
    root = (neck[0] - 0.004, neck[1] - 0.012)
    swings = 0.03 * shift
    near = swing(root, body.upper_arm, body.forearm, -0.06 + swings, 0.20)
    far = swing((root[0] + 0.012, root[1]), body.upper_arm, body.forearm, 0.10 - swings, 0.24)
    return Pose(
        pelvis=pelvis,
        neck=neck,
        head=(neck[0] + 0.016 + 0.002 * shift, neck[1] + body.head * 0.75),
        nod=0.02 * shift,
        near_leg=planted(pelvis, body, (-0.030, ANKLE)),
        far_leg=planted(pelvis, body, (0.034, ANKLE)),
        near_arm=near,
        far_arm=far,
        trail=0.12 + 0.05 * shift,
        breath=breath,
        sway=TURN * phase,
    )


def sit(body: Proportions, phase: float) -> Pose:
    """Sitting upright on a seat as high as the shin, feet on the ground."""
    breath, shift = 0.5 - 0.5 * cos(TURN * phase), sin(TURN * phase)
    pelvis = (-0.5 * body.thigh, ANKLE + body.shin + 0.012)
    spine = body.shoulder - body.hip
    neck = (pelvis[0] + 0.10 * spine + 0.003 * shift, pelvis[1] + spine + 0.003 * breath)
    root = (neck[0] - 0.004, neck[1] - 0.012)
    near = swing(root, body.upper_arm, body.forearm, 0.30, 0.95)
    far = swing((root[0] + 0.012, root[1]), body.upper_arm, body.forearm, 0.42, 0.85)
    knee = pelvis[0] + body.thigh
    return Pose(
        pelvis=pelvis,
        neck=neck,
        head=(neck[0] + 0.022, neck[1] + body.head * 0.75),
        nod=-0.06 + 0.02 * shift,
        near_leg=planted(pelvis, body, (knee - 0.02, ANKLE)),
        far_leg=planted(pelvis, body, (knee + 0.035, ANKLE)),
        near_arm=near,
        far_arm=far,
        breath=breath,
        sway=TURN * phase,
    )


def ride(body: Proportions, phase: float) -> Pose:
    """Astride a beast, the seat at the origin: the body gives way as the back rises and falls."""
    beat = TURN * 2 * phase
    pelvis = (0.0, 0.014 * sin(beat - 0.9))
    spine = body.shoulder - body.hip
    lean = 0.10 + 0.03 * sin(beat)
    neck = (pelvis[0] + spine * sin(lean), pelvis[1] + spine * cos(lean))
    root = (neck[0] - 0.004, neck[1] - 0.012)
    hands = (0.20, pelvis[1] + 0.13)
    near, far = (
        reach((root[0] + 0.012 * k, root[1]), hands, body.upper_arm, body.forearm, -1.0)
        for k in (0, 1)
    )
    foot = (0.10, pelvis[1] - 0.80 * body.leg)
    near_leg, far_leg = (
        reach(pelvis, (foot[0] + 0.03 * k, foot[1]), body.thigh, body.shin, 1.0) for k in (0, 1)
    )
    return Pose(
        pelvis=pelvis,
        neck=neck,
        head=(neck[0] + 0.02, neck[1] + body.head * 0.75),
        nod=-0.03 * sin(beat),
        near_leg=near_leg,
        far_leg=far_leg,
        near_arm=Limb(near.root, near.middle, near.end, 1.2),
        far_arm=Limb(far.root, far.middle, far.end, 1.2),
        trail=0.8,
        sway=beat,
    )


def dance(body: Proportions, phase: float) -> Pose:
    """Dancing on the spot: a bounce and a tap on each of the two steps, arms rising in turn."""
    beat = TURN * phase
    bounce = abs(sin(beat)) ** 1.5
    sway = sin(beat)
    pelvis = (0.028 * sway, ANKLE + body.leg * (0.90 + 0.08 * bounce))
    spine = body.shoulder - body.hip
    lean = -0.10 * sway
    neck = (pelvis[0] + spine * sin(lean), pelvis[1] + spine * cos(lean))
    legs = []
    for sign in (1.0, -1.0):
        lift = max(sign * sin(beat), 0.0) ** 1.5
        ankle = (sign * 0.075 + 0.05 * lift, ANKLE + 0.085 * lift)
        legs.append(planted(pelvis, body, ankle, -0.55 * lift))
    root = (neck[0], neck[1] - 0.012)
    arms = [
        swing(
            root,
            body.upper_arm,
            body.forearm,
            sign * 0.25 + 0.1 + 1.7 * (0.5 + 0.5 * sign * cos(beat)),
            0.75 + 0.45 * (0.5 + 0.5 * sign * cos(beat)),
        )
        for sign in (-1.0, 1.0)
    ]
    return Pose(
        pelvis=pelvis,
        neck=neck,
        head=(neck[0] + 0.014 - 0.02 * sway, neck[1] + body.head * 0.75),
        nod=0.12 * sway,
        near_leg=legs[0],
        far_leg=legs[1],
        near_arm=arms[0],
        far_arm=arms[1],
        trail=0.25 * sway,
        breath=bounce,
        sway=beat,
    )

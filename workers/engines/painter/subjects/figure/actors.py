"""People as actors: one rig, alone or in company."""

from dataclasses import dataclass, replace
from math import sin

from common.artifacts.keyframes import Sprite
from common.artifacts.script import CastSheet
from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import Point, ribbon, rounded
from workers.engines.painter.subjects.drawing import Drawing
from workers.engines.painter.subjects.figure import beings, front, frontal, gait, regalia, side
from workers.engines.painter.subjects.figure.holding import PROPS, held, lay
from workers.engines.painter.subjects.figure.look import fabric, look_of
from workers.engines.painter.subjects.figure.roles import ROLES, passer_by
from workers.engines.painter.subjects.figure.skeleton import Pose, Side, proportions

METRES = 1.75
PACE = {"stroll": 1.15, "stride": 1.0, "dance": 1.0}
"""Seconds of two steps: people stroll at about 105 steps a minute and stride at 120."""


def sheet_of(sprite: Sprite) -> CastSheet:
    """Who a human sprite is."""
    return sprite.sheet or ROLES.get(sprite.kind, ROLES["human"])


def pose_of(sheet: CastSheet, phase: float, facing: str, *, moving: bool) -> Pose:
    """The joints at an instant."""
    body, step = proportions(sheet), gait.STEPS[sheet.gait]
    view: Side = "camera" if facing == "camera" else "away" if facing == "away" else "side"
    if view == "side":
        if moving:
            return gait.walk(step, body, phase)
        still = gait.dance if sheet.gait == "dance" else gait.stand
        return still(body, phase)
    if moving:
        return front.walk(step, body, phase, view)
    posed = front.dance if sheet.gait == "dance" else front.stand
    return posed(body, phase, view)


def figure(
    sheet: CastSheet,
    phase: float,
    facing: str,
    *,
    moving: bool,
    detail: bool,
    role: str = "",
    holds: str = "",
    seated: bool = False,
) -> Drawing:
    """One person; looks along +x when facing left or right.

    Args:
        role: adds what goes with it; `holds` what the hands hold, `seated` something to sit on.
    """
    drawing, body = Drawing(), proportions(sheet)
    look = regalia.dressed(role, look_of(sheet))
    pose = pose_of(sheet, phase % 1.0, facing, moving=moving)
    if seated and not moving and pose.view == "side":
        pose = gait.sit(body, phase % 1.0)
        seat(drawing, pose)
    role, prop = ("guitarist", None) if holds == "guitar" else (role, PROPS.get(holds))
    if role in regalia.POSES:
        pose = regalia.POSES[role](pose, body)
    if prop is not None:
        pose = held(pose, body, prop, phase % 1.0)
    paint = side.draw if pose.view == "side" else frontal.draw
    paint(drawing, pose, body, look, sheet, detail=detail)
    regalia.finish(role, drawing, pose, body, look)
    if prop is not None and pose.view != "away":
        lay(drawing, prop, pose, look, phase % 1.0)
        front = 1.0 if pose.view == "side" else -1.0
        side.arm(drawing, pose.near_arm, body, look, sheet, front=front)
    return drawing


def seat(drawing: Drawing, pose: Pose) -> None:
    """A stool under whoever sits."""
    (x, y), wood = pose.pelvis, (0.42, 0.29, 0.19)
    for foot in (-0.09, 0.10):
        leg = ribbon(((x + 0.6 * foot, y - 0.07), (x + foot, 0.0)), (0.020, 0.016))
        drawing.fill(leg, fabric(wood, 0.005))
    drawing.fill(rounded(x - 0.10, y - 0.085, x + 0.11, y - 0.052, 0.010), fabric(wood, 0.008))


def astride(
    drawing: Drawing, sheet: CastSheet, seat: Point, *, scale: float, moment: Moment
) -> None:
    """Set a rider on a drawing: `seat` and `scale` (an adult's height) in its units."""
    body, look, rider = proportions(sheet), look_of(sheet), Drawing()
    pose = gait.ride(body, moment.phase if moment.moving else 0.0)
    pose = replace(pose, far_leg=pose.near_leg)  # the other is behind the flank
    side.draw(rider, pose, body, regalia.dressed(sheet.species, look), sheet, detail=moment.detail)
    regalia.finish(sheet.species, rider, pose, body, look)
    drawing.add(rider, seat, scale=scale)


def person(moment: Moment) -> Drawing:
    sprite = moment.sprite
    return figure(
        sheet_of(sprite),
        moment.phase,
        sprite.facing,
        moving=moment.moving,
        detail=moment.detail,
        role=sprite.kind,
        holds=sprite.holds,
        seated=sprite.seated,
    )


def robot(moment: Moment) -> Drawing:
    sheet = sheet_of(moment.sprite)
    pose = pose_of(sheet, moment.phase, moment.sprite.facing, moving=moment.moving)
    return beings.robot(moment, pose)


@dataclass(frozen=True)
class Place:
    """Where one of a company stands, in adult heights, and how far its cycle is ahead."""

    x: float
    lift: float
    size: float
    ahead: float
    role: str = ""


def _company(moment: Moment, members: tuple[tuple[CastSheet, Place], ...]) -> Drawing:
    drawing = Drawing()
    for sheet, place in members:
        one = figure(
            sheet,
            moment.phase + place.ahead,
            moment.sprite.facing,
            moving=moment.moving,
            detail=moment.detail,
            role=place.role,
        )
        drawing.add(one, (place.x, place.lift), scale=place.size * min(sheet.height, 1.06))
    return drawing


def couple(moment: Moment) -> Drawing:
    tall, small = ROLES["man"], ROLES["woman"]
    apart = 0.15 if moment.sprite.facing in ("left", "right") else 0.17
    return _company(
        moment, ((tall, Place(-apart, 0.012, 1.0, 0.0)), (small, Place(apart, 0.0, 0.98, 0.5)))
    )


def crowd(moment: Moment) -> Drawing:
    members = []
    for row, (count, lift, size) in enumerate(((4, 0.085, 0.93), (5, 0.04, 0.97), (4, 0.0, 1.0))):
        for k in range(count):
            number = row * 5 + k
            x = (k - (count - 1) / 2) * 0.36 + 0.05 * sin(number * 2.3)
            members.append((passer_by(number), Place(x, lift, size, (number * 0.37) % 1.0)))
    return _company(moment, tuple(members))


def band(moment: Moment) -> Drawing:
    """Two guitars and a voice, each a third of a cycle from the next."""
    members = []
    for k, (x, role) in enumerate(((-0.62, "guitarist"), (0.62, "guitarist"), (0.0, "singer"))):
        gait_ = "dance" if role == "singer" else "stroll"
        sheet = passer_by(k * 2 + 3).model_copy(update={"gait": gait_, "outfit": "jacket"})
        lift = 0.0 if role == "singer" else 0.03
        members.append((sheet, Place(x, lift, 1.0, k / 3, role)))
    return _company(moment, tuple(members))


def stride_of(sheet: CastSheet) -> float:
    """Heights travelled in a cycle."""
    return gait.STEPS[sheet.gait].stride * proportions(sheet).hip / 0.505


def _actor(kind: str) -> Actor:
    sheet = ROLES[kind]
    return Actor(
        draw=person,
        metres=METRES * sheet.height,
        seconds=PACE[sheet.gait],
        idle=2.0 if sheet.gait == "dance" else 4.0,
        stride=stride_of(sheet),
    )


ACTORS: dict[str, Actor] = {kind: _actor(kind) for kind in ROLES} | {
    "robot": Actor(draw=robot, metres=1.8, seconds=1.15, stride=gait.STEPS["stroll"].stride),
    "ghost": Actor(draw=beings.ghost, metres=1.8, seconds=3.0, idle=3.5, stride=0.8),
    "couple": Actor(draw=couple, metres=METRES, seconds=1.15, stride=gait.STEPS["stroll"].stride),
    "crowd": Actor(draw=crowd, metres=METRES, seconds=1.15, stride=gait.STEPS["stroll"].stride),
    "band": Actor(draw=band, metres=METRES, seconds=1.0, idle=2.0, stride=0.5),
}

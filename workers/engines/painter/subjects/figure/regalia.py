"""What makes a role plain at a glance: crown, helm, sailor's cap, microphone."""

from collections.abc import Callable
from dataclasses import replace
from math import sin

from workers.engines.painter.subjects.curves import (
    ellipse,
    moved,
    outline,
    placed,
    polygon,
    ribbon,
    rounded,
)
from workers.engines.painter.subjects.drawing import Drawing, Paint, darker, flat, lighter
from workers.engines.painter.subjects.figure import limbs
from workers.engines.painter.subjects.figure.look import Look, fabric
from workers.engines.painter.subjects.figure.profile import Head
from workers.engines.painter.subjects.figure.skeleton import Limb, Pose, Proportions, reach

STEEL = (0.64, 0.68, 0.74)
GOLD = (0.90, 0.71, 0.32)


def _metal(colour: tuple[float, float, float]) -> Paint:
    return Paint(
        colour=lighter(colour, 0.35),
        end=darker(colour, 0.30),
        shade=0.014,
        depth=0.4,
        rim=0.004,
        rim_strength=0.7,
    )


def crowned(head: Head) -> None:
    wide = 0.40 if head.pose.view != "side" else 0.38
    shift = 0.0 if head.pose.view != "side" else -0.05
    points = [
        (-wide, 0.36),
        (-wide - 0.05, 0.76),
        (-wide * 0.5, 0.56),
        (0.0, 0.84),
        (wide * 0.5, 0.56),
        (wide + 0.05, 0.76),
        (wide, 0.36),
    ]
    head.drawing.fill(head.place(polygon([(x + shift, y) for x, y in points])), _metal(GOLD))
    band = ribbon(((-wide + shift, 0.39), (shift, 0.345), (wide + shift, 0.39)), (0.10, 0.10, 0.10))
    head.drawing.fill(head.place(band), fabric(darker(GOLD, 0.18), 0.004))
    for x, y in ((-wide - 0.05, 0.78), (0.0, 0.86), (wide + 0.05, 0.78)):
        head.drawing.fill(head.place(ellipse(x + shift, y, 0.045)), _metal((0.95, 0.92, 0.86)))
    head.spot(ellipse(shift + 0.02, 0.36, 0.055, 0.045), (0.75, 0.16, 0.24))


def helmed(head: Head) -> None:
    """A closed helm with a plume."""
    side = head.pose.view == "side"
    plume = outline(
        "-0.05,0.55! 0.02,0.86 -0.22,1.02 -0.62,0.92 -0.92,0.56 -0.98,0.20! "
        "-0.78,0.36 -0.50,0.50 -0.28,0.52"
    )
    if not side:
        plume = outline("-0.08,0.52! -0.20,0.85 -0.06,1.10 0.12,1.06 0.20,0.82 0.08,0.52!")
    head.drawing.fill(head.place(plume), fabric(head.look.accent, 0.014))
    shell = outline(
        "0.0,0.62 0.30,0.54 0.47,0.28 0.50,-0.05 0.44,-0.42 0.24,-0.66 -0.22,-0.66 "
        "-0.46,-0.40 -0.50,0.0 -0.44,0.34 -0.28,0.54"
    )
    head.drawing.fill(head.place(shell), _metal(STEEL))
    if head.pose.view == "away":
        return
    left = -0.02 if side else -0.36
    head.spot(rounded(left, 0.03, 0.50 if side else 0.36, 0.12, 0.03), (0.07, 0.07, 0.10))
    ridge = (
        ((0.16, 0.58), (0.52, 0.10), (0.46, -0.30))
        if side
        else ((0.0, 0.60), (0.0, 0.10), (0.0, -0.62))
    )
    head.drawing.fill(
        head.place(ribbon(ridge, (0.03, 0.06, 0.03))), fabric(lighter(STEEL, 0.3), 0.003)
    )
    for k in range(3):
        for y in (-0.16, -0.28):
            x = (0.20 + 0.08 * k) if side else (0.12 + 0.08 * k)
            head.spot(ellipse(x, y, 0.016, 0.03), (0.12, 0.12, 0.16))
            if not side:
                head.spot(ellipse(-x, y, 0.016, 0.03), (0.12, 0.12, 0.16))
    edge = ribbon(((-0.28, -0.64), (0.0, -0.69), (0.28, -0.64)), (0.08, 0.08, 0.08))
    head.drawing.fill(head.place(edge), fabric(GOLD, 0.004))


def capped(head: Head) -> None:
    """A round white sailor's cap with its ribbon."""
    white, navy = (0.94, 0.93, 0.90), darker(head.look.main, 0.25)
    crown = outline("-0.56,0.42 -0.44,0.58 0.0,0.66 0.44,0.58 0.56,0.44 0.40,0.36 -0.40,0.34")
    shift = -0.04 if head.pose.view == "side" else 0.0
    tail = ((-0.36 + shift, 0.34), (-0.50 + shift, 0.16), (-0.46 + shift, 0.0))
    head.spot(ribbon(tail, (0.08, 0.07, 0.06)), navy)
    head.drawing.fill(head.place(moved(crown, (shift, 0.02))), fabric(white, 0.014))
    band = ribbon(((-0.43 + shift, 0.31), (shift, 0.285), (0.41 + shift, 0.33)), (0.15, 0.15, 0.15))
    head.drawing.fill(head.place(band), fabric(navy, 0.005))
    head.spot(ellipse(0.12 + shift, 0.31, 0.04), GOLD)


def microphone(drawing: Drawing, limb: Limb, toward: float) -> None:
    x, y = limb.end[0] + 0.012 * toward, limb.end[1] + 0.012
    drawing.fill(
        ribbon(((x, y - 0.045), (x + 0.012 * toward, y + 0.028)), (0.014, 0.020)),
        fabric((0.16, 0.16, 0.20), 0.003),
    )
    drawing.fill(ellipse(x + 0.016 * toward, y + 0.040, 0.017), _metal((0.66, 0.67, 0.72)))


def singing(pose: Pose, body: Proportions) -> Pose:
    """The near hand at the mouth."""
    x, y = pose.head
    ahead = 0.078 if pose.view == "side" else 0.036
    target = (x + ahead, y - body.head * 0.92)
    bend = -1.0 if pose.view == "side" else 1.0
    limb = reach(pose.near_arm.root, target, body.upper_arm, body.forearm * 0.85, bend)
    return replace(
        pose, near_arm=Limb(limb.root, limb.middle, limb.end, 2.6 if pose.view == "side" else -2.6)
    )


def sword(drawing: Drawing, pose: Pose) -> None:
    """Sheathed at the hip."""
    x, y = pose.pelvis
    x -= 0.03 if pose.view == "side" else 0.085
    drawing.fill(
        ribbon(((x, y + 0.055), (x - 0.11, y - 0.30)), (0.020, 0.008)),
        fabric((0.26, 0.17, 0.13), 0.004),
    )
    drawing.fill(
        ribbon(((x - 0.026, y + 0.070), (x + 0.028, y + 0.050)), (0.012, 0.012)), _metal(GOLD)
    )
    drawing.fill(
        ribbon(((x + 0.002, y + 0.06), (x + 0.020, y + 0.115)), (0.012, 0.012)),
        fabric((0.35, 0.2, 0.15), 0.002),
    )


def strumming(pose: Pose, body: Proportions) -> Pose:
    """Both hands on a guitar: one at the neck, one at the strings."""
    (px, py), (nx, ny) = pose.pelvis, pose.neck
    ahead = 0.09 if pose.view == "side" else 0.0
    x, y = 0.5 * (px + nx) + ahead, py + 0.30 * (ny - py)
    stroke = 0.02 * sin(2 * pose.sway)
    near = (x - 0.02, y + stroke) if pose.view == "side" else (x - 0.02, y - 0.01 + stroke)
    far = (x + 0.16, y + 0.13) if pose.view == "side" else (x - 0.20, y + 0.11)
    bend = -1.0 if pose.view == "side" else 1.0
    limbs_ = []
    for root, target, turn in ((pose.near_arm.root, near, bend), (pose.far_arm.root, far, bend)):
        limb = reach(root, target, body.upper_arm, body.forearm, turn)
        limbs_.append(Limb(limb.root, limb.middle, limb.end, 1.3))
    return replace(pose, near_arm=limbs_[0], far_arm=limbs_[1])


def guitar(drawing: Drawing, pose: Pose) -> None:
    """Held across the body, its neck rising forward."""
    (px, py), (nx, ny) = pose.pelvis, pose.neck
    side = pose.view == "side"
    at = (0.5 * (px + nx) + (0.06 if side else 0.03), py + 0.26 * (ny - py))
    turn = -0.95 if side else 1.0
    body = outline(
        "0.0,0.12 0.045,0.11 0.05,0.06 0.085,0.0 0.06,-0.075 0.0,-0.09 "
        "-0.06,-0.075 -0.085,0.0 -0.05,0.06 -0.045,0.11"
    )
    stem = (
        (-0.008, 0.10),
        (0.008, 0.10),
        (0.008, 0.31),
        (0.018, 0.37),
        (-0.018, 0.37),
        (-0.008, 0.31),
    )
    drawing.fill(placed(polygon(stem), at, turn=turn), fabric((0.28, 0.18, 0.13), 0.003))
    drawing.fill(placed(body, at, turn=turn), fabric((0.78, 0.47, 0.20), 0.014))
    drawing.fill(placed(ellipse(0.0, 0.045, 0.024), at, turn=turn), flat((0.16, 0.10, 0.08)))
    drawing.fill(
        placed(rounded(-0.03, -0.052, 0.03, -0.040, 0.004), at, turn=turn), flat((0.2, 0.13, 0.1))
    )


POSES: dict[str, Callable[[Pose, Proportions], Pose]] = {
    "singer": singing,
    "guitarist": strumming,
}
HEADWEAR: dict[str, Callable[[Head], None]] = {
    "royal": crowned,
    "king": crowned,
    "queen": crowned,
    "knight": helmed,
    "sailor": capped,
}


def dressed(kind: str, look: Look) -> Look:
    """Armour on the limbs of a knight."""
    if kind != "knight":
        return look
    return replace(
        look, legs=STEEL, sleeves=STEEL, hands=darker(STEEL, 0.2), shoes=darker(STEEL, 0.25)
    )


def finish(kind: str, drawing: Drawing, pose: Pose, body: Proportions, look: Look) -> None:
    """Lay a role's attributes over the figure."""
    if kind in HEADWEAR:
        HEADWEAR[kind](Head(drawing, pose, body, look))
    if kind == "knight":
        sword(drawing, pose)
    if kind == "singer" and pose.view != "away":
        if pose.view == "camera":
            limbs.arm(drawing, pose.near_arm, body, look, front=-1.0)
        microphone(drawing, pose.near_arm, 1.0 if pose.view == "side" else -1.0)
    if kind == "guitarist" and pose.view != "away":
        guitar(drawing, pose)
        limbs.arm(drawing, pose.near_arm, body, look, front=1.0 if pose.view == "side" else -1.0)

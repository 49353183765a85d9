"""What people have in their hands: where it puts the arms, and how it is drawn.

Lengths are shares of the figure's height. Hands are told from the root of the neck, forward and up,
as seen from the side; from the front what is forward comes nearer to the middle.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import cos, pi, sin
from types import MappingProxyType

from workers.engines.painter.subjects.curves import Point
from workers.engines.painter.subjects.drawing import Drawing
from workers.engines.painter.subjects.figure import kit, tools
from workers.engines.painter.subjects.figure.grip import Grip
from workers.engines.painter.subjects.figure.look import Look
from workers.engines.painter.subjects.figure.skeleton import Limb, Pose, Proportions, reach

TURN = 2 * pi


def _still(_: float) -> Point:
    return 0.0, 0.0


def _sweeping(phase: float) -> Point:
    return 0.035 * sin(TURN * phase), 0.0


def _striking(phase: float) -> Point:
    """Up slowly and down at once, on the phase where a foot would land."""
    raised = 0.5 - 0.5 * cos(TURN * phase)
    return -0.07 * raised, 0.17 * raised


def _bowing(phase: float) -> Point:
    return 0.055 * sin(TURN * phase), -0.022 * sin(TURN * phase)


def _stirring(phase: float) -> Point:
    return 0.022 * cos(TURN * phase), 0.012 * sin(TURN * phase)


@dataclass(frozen=True, kw_only=True)
class Prop:
    """Attributes:
    draw: lays it over the figure, before the near arm is laid over it.
    near, far: where the hands are; `far` None leaves that arm as it is.
    turn: of the near hand, radians.
    work: how the near hand moves over a cycle, which meets the beat at phase 0.
    """

    draw: Callable[[Drawing, Grip], None]
    near: Point
    far: Point | None = None
    turn: float = 1.3
    work: Callable[[float], Point] = _still


PROPS: Mapping[str, Prop] = MappingProxyType({
    "net": Prop(draw=tools.net, near=(0.25, 0.02), far=(0.27, -0.06), turn=1.7, work=_stirring),
    "watering_can": Prop(draw=tools.watering_can, near=(0.17, -0.24), far=(0.21, -0.20)),
    "rod": Prop(draw=tools.rod, near=(0.18, -0.20), far=(0.23, -0.16)),
    "broom": Prop(draw=tools.broom, near=(0.17, -0.27), far=(0.08, -0.13), work=_sweeping),
    "hammer": Prop(draw=tools.hammer, near=(0.24, -0.20), work=_striking),
    "easel": Prop(draw=tools.easel, near=(0.25, -0.06), turn=1.6, work=_stirring),
    "needles": Prop(draw=kit.needles, near=(0.15, -0.21), far=(0.19, -0.20), work=_stirring),
    "bowl": Prop(draw=kit.bowl, near=(0.16, -0.20), far=(0.20, -0.22), work=_stirring),
    "bucket": Prop(draw=tools.bucket, near=(0.06, -0.315), turn=0.1),
    "basket": Prop(draw=kit.basket, near=(0.15, -0.25), far=(0.19, -0.24)),
    "suitcase": Prop(draw=kit.suitcase, near=(0.04, -0.32), turn=0.0),
    "book": Prop(draw=kit.book, near=(0.16, -0.19), far=(0.20, -0.17)),
    "letter": Prop(draw=kit.letter, near=(0.18, -0.15), far=(0.21, -0.12)),
    "camera": Prop(draw=kit.camera, near=(0.11, 0.055), far=(0.15, 0.05), turn=2.4),
    "flower": Prop(draw=kit.bouquet, near=(0.16, -0.19)),
    "cup": Prop(draw=kit.cup, near=(0.17, -0.13)),
    "candle": Prop(draw=kit.candle, near=(0.20, -0.13)),
    "lantern": Prop(draw=kit.lantern, near=(0.25, -0.03), turn=1.6),
    "umbrella": Prop(draw=kit.umbrella, near=(0.13, -0.16)),
    "violin": Prop(draw=kit.violin, near=(0.17, -0.07), far=(0.25, 0.02), work=_bowing),
    "kite": Prop(draw=kit.string, near=(0.20, 0.13), far=(0.17, 0.0), turn=2.4),
})  # fmt: skip
WORKED_IN_PLACE = frozenset({
    "net", "watering_can", "rod", "broom", "hammer", "easel", "needles", "bowl", "camera", "kite",
})  # fmt: skip
"""What nobody does in walking by."""


def held(pose: Pose, body: Proportions, prop: Prop, phase: float) -> Pose:
    """The pose with the hands where the prop is."""
    aside = pose.view != "side"
    x, y = pose.neck
    moved = prop.work(phase)

    def towards(arm: Limb, hand: Point, sign: float) -> Limb:
        across = 0.3 * hand[0] * sign + (0.07 * sign if prop.far is None else 0.0)
        target = (x + across if aside else x + hand[0] + moved[0], y + hand[1] + moved[1])
        bend = sign if aside else -1.0
        limb = reach(arm.root, target, body.upper_arm, body.forearm, bend)
        return Limb(limb.root, limb.middle, limb.end, prop.turn)

    near = towards(pose.near_arm, prop.near, 1.0)
    far = pose.far_arm if prop.far is None else towards(pose.far_arm, prop.far, -1.0)
    return replace(pose, near_arm=near, far_arm=far)


def lay(drawing: Drawing, prop: Prop, pose: Pose, look: Look, phase: float) -> None:
    """Draw what the hands of a pose hold."""
    prop.draw(
        drawing,
        Grip(
            near=pose.near_arm.end,
            far=pose.far_arm.end,
            pose=pose,
            look=look,
            phase=phase,
            way=1.0 if pose.view == "side" else 0.45,
        ),
    )

"""Legs, shoes, arms and hands."""

from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    between,
    chain,
    moved,
    outline,
    placed,
    smooth,
)
from workers.engines.painter.subjects.drawing import Drawing, darker
from workers.engines.painter.subjects.figure.look import Look, fabric, flesh
from workers.engines.painter.subjects.figure.skeleton import Limb, Proportions, Side

SHOE = (
    "-0.030,-0.042! -0.033,-0.012 -0.024,0.022 0.022,0.022 0.036,-0.008 "
    "0.074,-0.019 0.088,-0.032 0.086,-0.042!"
)
SOLE = "-0.031,-0.042! -0.032,-0.034! 0.088,-0.034! 0.087,-0.042!"
TOE = "-0.026,-0.046 -0.030,-0.030 -0.024,0.016 0.024,0.016 0.030,-0.030 0.026,-0.046 0,-0.05"
HAND = (
    "-0.012,0.008 -0.017,-0.020 -0.014,-0.044 -0.002,-0.066 0.009,-0.062 0.012,-0.040 0.013,0.008"
)
THUMB = "0.006,-0.004 0.017,-0.018 0.019,-0.036 0.013,-0.040 0.007,-0.028"


def _bent(limb: Limb, radii: tuple[float, float, float]) -> list[F64]:
    """A limb with a rounded knee or elbow: two bones and the calf or forearm's swell."""
    return chain(limb.joints, radii)


def leg(
    drawing: Drawing,
    limb: Limb,
    body: Proportions,
    look: Look,
    *,
    view: Side = "side",
    bare: bool = False,
    loose: float = 1.0,
) -> None:
    """One leg with its shoe."""
    g = body.girth * loose
    shoe(drawing, limb, look, view)
    if bare:
        radii = (0.042 * g, 0.026 * g, 0.014 * g)
        drawing.fill(_bent(limb, radii), flesh(look.skin, 0.012))
        return
    radii = (0.052 * g, 0.034 * g, 0.026 * g)
    drawing.fill(_bent(limb, radii), fabric(look.legs, 0.018))


def shoe(drawing: Drawing, limb: Limb, look: Look, view: Side) -> None:
    if view == "side":
        drawing.fill(placed(outline(SHOE), limb.end, turn=limb.turn), fabric(look.shoes, 0.008))
        drawing.fill(
            placed(outline(SOLE), limb.end, turn=limb.turn), fabric(darker(look.shoes, 0.5), 0)
        )
        return
    squash = 1.0 + 0.5 * limb.turn * (1 if view == "camera" else -1)
    foot = placed(outline(TOE), (0, 0), stretch=1.0) * (1.0, squash)
    drawing.fill(moved(foot, limb.end), fabric(look.shoes, 0.01))


def hand(
    drawing: Drawing, limb: Limb, look: Look, *, front: float = 1.0, size: float = 1.0
) -> None:
    """A relaxed hand: palm with fingers together, thumb forward."""
    for part in (THUMB, HAND):
        shape = outline(part) * (front, 1.0)
        drawing.fill(placed(shape, limb.end, turn=limb.turn, scale=size), flesh(look.hands, 0.006))


def arm(
    drawing: Drawing,
    limb: Limb,
    body: Proportions,
    look: Look,
    *,
    front: float = 1.0,
    bell: float = 0.0,
    bare: bool = False,
    gloved: bool = False,
) -> None:
    """One arm: sleeve, cuff, hand. `bell` widens the sleeve's mouth; `front` mirrors the hand."""
    g = 0.5 + 0.5 * body.girth
    hand(drawing, limb, look, front=front, size=1.15 if gloved else 1.0)
    if bare:
        drawing.fill(_bent(limb, (0.027 * g, 0.020 * g, 0.014 * g)), flesh(look.skin, 0.010))
        cap = between(limb.root, limb.middle, 0.28)
        drawing.fill(chain((limb.root, cap), (0.033 * g, 0.029 * g)), fabric(look.sleeves, 0.012))
        return
    paint = fabric(look.sleeves, 0.014)
    sleeve = _bent(limb, (0.035 * g, 0.028 * g, 0.022 * g))
    drawing.fill(sleeve, paint)
    if bell:
        drawing.fill(_bell(limb, bell), paint)
    elif not gloved:
        cuff = between(limb.middle, limb.end, 0.88)
        drawing.fill(
            chain((cuff, limb.end), (0.0235 * g, 0.0235 * g)),
            fabric(darker(look.sleeves, 0.22), 0.008),
        )


def _bell(limb: Limb, width: float) -> F64:
    """A wide sleeve: it hangs straight down from the forearm whatever the arm does."""
    a, b = limb.middle, limb.end
    hang: Point = (b[0] * 0.72 + a[0] * 0.28, min(a[1], b[1]) - width)
    return smooth(
        (
            (a[0] - 0.02, a[1] + 0.016),
            (a[0] + 0.02, a[1] + 0.016),
            (b[0] + 0.020, b[1] + 0.016),
            (b[0] + 0.012, b[1] - 0.026),
            hang,
            (a[0] - 0.024, a[1] - 0.02),
        ),
        corners=(2, 4),
    )

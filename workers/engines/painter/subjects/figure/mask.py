"""A head from the front or from behind. Contours are in heads, symmetric about x = 0."""

from collections.abc import Callable
from math import cos, sin

from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    ellipse,
    hole,
    outline,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import darker, flat, lighter, mix
from workers.engines.painter.subjects.figure.look import INK, fabric, flesh
from workers.engines.painter.subjects.figure.profile import Head

HALF_SKULL = (
    (0.0, 0.50),
    (0.22, 0.455),
    (0.355, 0.28),
    (0.375, 0.05),
    (0.345, -0.16),
    (0.265, -0.36),
    (0.10, -0.485),
    (0.0, -0.50),
)


def both(half: tuple[Point, ...], *, corners: tuple[int, ...] = ()) -> F64:
    """A contour from its right half, listed from the middle's top to the middle's bottom."""
    left = [(-x, y) for x, y in half[-2:0:-1]]
    last = len(half) + len(left)
    mirrored = [last - c for c in corners if 0 < c < len(half) - 1]
    return smooth([*half, *left], corners=[*corners, *mirrored])


SKULL = both(HALF_SKULL)
NECK = both(((0.0, -0.2), (0.17, -0.25), (0.175, -0.55), (0.30, -0.74), (0.0, -0.78)))
SHORT = both(
    (
        (0.0, 0.60),
        (0.27, 0.545),
        (0.425, 0.36),
        (0.435, 0.12),
        (0.385, -0.02),
        (0.345, 0.16),
        (0.25, 0.31),
        (0.0, 0.29),
    ),
    corners=(4,),
)
FRINGE = "-0.30,0.50 0.05,0.60 0.34,0.44 0.37,0.20! 0.24,0.32 0.02,0.36 -0.16,0.30 -0.34,0.14!"
BACK = both(
    (
        (0.0, 0.60),
        (0.28, 0.54),
        (0.43, 0.34),
        (0.445, 0.05),
        (0.38, -0.20),
        (0.22, -0.34),
        (0.0, -0.32),
    )
)
PARTED = both(
    (
        (0.0, 0.44),
        (0.18, 0.34),
        (0.31, 0.12),
        (0.36, -0.10),
        (0.43, 0.05),
        (0.43, 0.33),
        (0.26, 0.54),
        (0.0, 0.59),
    ),
    corners=(0, 3),
)
CURLS = (
    *(
        (0.49 * cos(-0.45 + 0.449 * k), 0.13 + 0.46 * sin(-0.45 + 0.449 * k), 0.17 + 0.02 * (k % 2))
        for k in range(10)
    ),
    *((0.0, 0.42, 0.24), (0.22, 0.36, 0.18), (-0.22, 0.36, 0.18)),
)
HAT_CROWN = both(((0.0, 0.64), (0.18, 0.68), (0.33, 0.54), (0.38, 0.22), (0.0, 0.18)), corners=(3,))
HAT_BRIM = both(((0.0, 0.25), (0.38, 0.275), (0.70, 0.20), (0.40, 0.155), (0.0, 0.125)))
HAT_BAND = both(((0.0, 0.31), (0.365, 0.34), (0.385, 0.22), (0.0, 0.20)), corners=(1, 2))
HOOD = both(
    (
        (0.0, 0.68),
        (0.30, 0.56),
        (0.49, 0.25),
        (0.50, -0.15),
        (0.46, -0.50),
        (0.40, -0.72),
        (0.0, -0.80),
    )
)
OPENING = both(
    (
        (0.0, 0.34),
        (0.19, 0.28),
        (0.29, 0.08),
        (0.29, -0.20),
        (0.22, -0.46),
        (0.10, -0.60),
        (0.0, -0.62),
    )
)


def neck(head: Head) -> None:
    head.drawing.fill(head.place(NECK), flesh(darker(head.look.skin, 0.14), 0.012))


def _eye(head: Head, side: float) -> None:
    x = 0.165 * side
    white = smooth(((x - 0.075, 0.0), (x, 0.040), (x + 0.075, 0.002), (x, -0.030)))
    head.spot(white, (0.97, 0.95, 0.93))
    head.spot(ellipse(x, 0.004, 0.033, 0.036), mix(head.look.hair, INK, 0.45))
    head.spot(ellipse(x + 0.012, 0.016, 0.010), (1.0, 1.0, 1.0))
    out = 0.012 * side
    lid = ((x - 0.085 + out, -0.002), (x, 0.050), (x + 0.085 + out, 0.002))
    head.spot(ribbon(lid, (0.012, 0.026, 0.012)), INK)
    brow = ((x - 0.085 * side, 0.112), (x + 0.01 * side, 0.145), (x + 0.095 * side, 0.110))
    head.spot(
        ribbon(brow, (0.032, 0.030, 0.012)), mix(darker(head.look.hair, 0.2), head.look.skin, 0.12)
    )


def face(head: Head, *, detail: bool) -> None:
    """Skull with both eyes, the nose told by its shadow, and a mouth."""
    skin = head.look.skin
    skull = head.place(SKULL)
    for side in (-1.0, 1.0):
        head.drawing.fill(head.place(ellipse(0.375 * side, -0.04, 0.055, 0.10)), flesh(skin, 0.006))
    head.drawing.fill(skull, flesh(skin, 0.016))
    if not detail:
        return
    blush = mix(skin, (0.85, 0.33, 0.30), 0.4)
    for side in (-1.0, 1.0):
        cheek = head.place(ellipse(0.21 * side, -0.15, 0.085, 0.06))
        head.drawing.fill(cheek, flat(blush, alpha=0.28), within=skull)
        _eye(head, side)
    nose = smooth(
        ((0.015, 0.06), (-0.045, -0.13), (-0.03, -0.165), (0.045, -0.16), (0.0, -0.13)),
        corners=(0,),
    )
    head.spot(nose, darker(skin, 0.20), 0.75)
    head.spot(
        ribbon(((-0.045, -0.150), (0.0, -0.172), (0.050, -0.150)), (0.006, 0.02, 0.006)),
        darker(skin, 0.36),
        0.7,
    )
    lips = mix(skin, (0.66, 0.20, 0.22), 0.5)
    head.spot(
        outline("-0.105,-0.275! -0.03,-0.248 0.0,-0.256 0.03,-0.248 0.105,-0.275! 0.0,-0.283"), lips
    )
    head.spot(
        outline("-0.10,-0.277! 0.0,-0.282 0.10,-0.277! 0.045,-0.318 -0.045,-0.318"),
        lighter(lips, 0.08),
    )
    head.spot(
        ribbon(((-0.112, -0.270), (0.0, -0.282), (0.112, -0.270)), (0.006, 0.012, 0.006)),
        darker(lips, 0.45),
    )


def _locks(head: Head, low: float) -> F64:
    lag = 0.05 * sin(head.pose.sway - 0.8)
    return smooth(
        (
            (0.0, 0.58),
            (0.30, 0.52),
            (0.46, 0.25),
            (0.50, -0.25),
            (0.54 + lag, -0.75),
            (0.36 + lag, low),
            (0.0, low - 0.06),
            (-0.36 + lag, low),
            (-0.54 + lag, -0.75),
            (-0.50, -0.25),
            (-0.46, 0.25),
            (-0.30, 0.52),
        )
    )


def _long_behind(head: Head) -> None:
    head.hair(_locks(head, -1.05))


def _curly_behind(head: Head) -> None:
    head.hair([ellipse(x, y, r) for x, y, r in CURLS])


def _hood_behind(head: Head) -> None:
    head.drawing.fill(head.place(HOOD), fabric(lighter(head.look.main, 0.04), 0.02))
    head.drawing.fill(head.place(OPENING), flat(darker(head.look.main, 0.62)))


BEHIND: dict[str, Callable[[Head], None]] = {
    "long": _long_behind,
    "curly": _curly_behind,
    "hood": _hood_behind,
}


def _short(head: Head) -> None:
    head.hair([SHORT, outline(FRINGE)])
    head.strands(
        ((0.26, 0.44), (0.02, 0.52), (-0.24, 0.44)), ((-0.28, 0.28), (-0.10, 0.40), (0.10, 0.44))
    )


def _long(head: Head) -> None:
    head.hair(PARTED)
    for side in (-1.0, 1.0):
        lock = smooth(
            (
                (0.30 * side, 0.25),
                (0.42 * side, 0.20),
                (0.48 * side, -0.40),
                (0.44 * side, -0.92),
                (0.30 * side, -0.60),
                (0.36 * side, -0.15),
            ),
            corners=(3,),
        )
        head.hair(lock)
        head.strands(((0.06 * side, 0.50), (0.26 * side, 0.38), (0.40 * side, 0.05)))


def _bun(head: Head) -> None:
    head.hair(ellipse(0.0, 0.64, 0.19, 0.16))
    head.spot(
        ribbon(((-0.13, 0.53), (0.0, 0.50), (0.13, 0.53)), (0.03, 0.05, 0.03)), head.look.accent
    )
    head.hair(PARTED)
    head.strands(
        ((0.05, 0.50), (0.22, 0.40), (0.34, 0.18)), ((-0.05, 0.50), (-0.22, 0.40), (-0.34, 0.18))
    )


def _curly(head: Head) -> None:
    head.hair([ellipse(0.145 * k, 0.455 - 0.055 * abs(k), 0.155) for k in (-2, -1, 0, 1, 2)])


def _hat(head: Head) -> None:
    for side in (-1.0, 1.0):
        head.hair(ellipse(0.37 * side, 0.10, 0.05, 0.16))
    _crown(head)


def _crown(head: Head) -> None:
    paint = fabric(darker(head.look.main, 0.38), 0.012)
    head.drawing.fill(head.place(HAT_CROWN), paint)
    head.drawing.fill(head.place(HAT_BAND), fabric(head.look.accent, 0.004))
    head.drawing.fill(head.place(HAT_BRIM), paint)


def _hood(head: Head) -> None:
    shell = [head.place(HOOD), hole(head.place(OPENING))]
    head.drawing.fill(shell, fabric(lighter(head.look.main, 0.04), 0.02))
    edge = [head.place(OPENING * 1.05), hole(head.place(OPENING))]
    head.drawing.fill(edge, fabric(darker(head.look.main, 0.3), 0.0))


def _nothing(_: Head) -> None:
    return


HAIR: dict[str, Callable[[Head], None]] = {
    "short": _short,
    "long": _long,
    "bun": _bun,
    "curly": _curly,
    "bald": _nothing,
    "hood": _hood,
    "hat": _hat,
}


def nape(head: Head, hair: str) -> None:
    """The head from behind."""
    head.drawing.fill(head.place(SKULL), flesh(head.look.skin, 0.016))
    for side in (-1.0, 1.0):
        head.drawing.fill(
            head.place(ellipse(0.375 * side, -0.04, 0.05, 0.10)), flesh(head.look.skin, 0.006)
        )
    if hair == "long":
        head.hair(_locks(head, -1.15))
        head.strands(
            *[((0.1 * k, 0.45), (0.19 * k, -0.2), (0.13 * k, -0.9)) for k in (-2, -1, 1, 2)]
        )
    elif hair == "curly":
        head.hair([ellipse(x, y, r) for x, y, r in CURLS] + [ellipse(0.0, -0.02, 0.42)])
    elif hair == "hood":
        head.drawing.fill(head.place(HOOD), fabric(lighter(head.look.main, 0.04), 0.03))
    elif hair != "bald":
        head.hair(BACK)
        head.strands(
            ((-0.25, 0.40), (-0.28, 0.1), (-0.16, -0.22)),
            ((0.22, 0.44), (0.26, 0.1), (0.16, -0.22)),
        )
    if hair == "bun":
        head.hair(ellipse(0.0, 0.42, 0.24, 0.22))
    if hair == "hat":
        _crown(head)


def helmet(head: Head, *, away: bool) -> None:
    """A bubble over the head, its visor towards the eye or not seen at all."""
    look = head.look
    head.drawing.fill(
        head.place(ellipse(0.0, 0.0, 0.72, 0.70)), fabric(lighter(look.main, 0.1), 0.03)
    )
    if away:
        head.spot(ribbon(((-0.3, 0.60), (0.0, 0.66), (0.3, 0.60)), (0.06, 0.08, 0.06)), look.accent)
        return
    visor = both(
        ((0.0, 0.46), (0.34, 0.42), (0.55, 0.16), (0.52, -0.20), (0.30, -0.42), (0.0, -0.45))
    )
    head.drawing.fill(head.place(visor), fabric((0.16, 0.17, 0.28), 0.0, fall=0.5))
    sky = outline("-0.42,0.20 -0.28,0.36 0.0,0.41 0.30,0.36 0.46,0.14 0.20,0.16 -0.12,0.10")
    head.drawing.fill(head.place(sky), flat((0.98, 0.78, 0.45), alpha=0.85))
    head.drawing.fill(head.place(ellipse(0.3, -0.22, 0.06, 0.035, 0.8)), flat((1, 1, 1), alpha=0.5))

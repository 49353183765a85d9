"""A head from the side, looking along +x: skull, face and hair.

Contours are in heads: the chin is at y = -0.5, the crown at 0.5, the neck below.
"""

from collections.abc import Callable
from math import cos, sin

from workers.engines.painter.subjects.curves import F64, ellipse, outline, placed, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Rgb, darker, flat, lighter, mix
from workers.engines.painter.subjects.figure.look import INK, Look, fabric, flesh
from workers.engines.painter.subjects.figure.skeleton import Pose, Proportions

SKULL = (
    "0.02,0.500 0.19,0.455 0.315,0.31 0.345,0.145 0.325,0.045 0.385,-0.085 0.425,-0.135 "
    "0.375,-0.175 0.352,-0.200 0.372,-0.245 0.348,-0.278 0.362,-0.318 "
    "0.335,-0.360 0.350,-0.430 "
    "0.295,-0.497 0.19,-0.490 0.06,-0.400 -0.06,-0.290 -0.20,-0.250 -0.36,-0.13 "
    "-0.43,0.07 "
    "-0.39,0.28 -0.22,0.455"
)
NECK = "-0.22,-0.10 -0.20,-0.50 -0.25,-0.80 0.20,-0.80 0.11,-0.52 0.10,-0.25"
EAR = "-0.02,0.06 -0.10,0.05 -0.125,-0.06 -0.07,-0.155 -0.01,-0.10"
SHORT = (
    "0.305,0.335! 0.35,0.42 0.20,0.575 -0.05,0.595 -0.31,0.48 -0.465,0.22 -0.455,-0.03 "
    "-0.37,-0.20 -0.25,-0.27 -0.15,-0.12! -0.12,0.07 -0.02,0.09! 0.03,-0.08! "
    "0.07,0.12 0.17,0.20"
)
SWEPT = (
    "0.315,0.300! 0.22,0.50 0.02,0.565 -0.22,0.52 -0.43,0.33 -0.465,0.08 -0.40,-0.12 "
    "-0.25,-0.23 -0.14,-0.10! -0.10,0.08 0.00,0.11 0.05,-0.05! 0.10,0.12 0.21,0.22"
)
HAT_CROWN = "0.29,0.25! 0.27,0.52 0.13,0.68 -0.02,0.63 -0.20,0.70 -0.34,0.54 -0.39,0.22!"
HAT_BRIM = "0.62,0.22 0.36,0.30 -0.02,0.285 -0.42,0.27 -0.66,0.20 -0.40,0.175 0.02,0.185 0.38,0.20"
HAT_BAND = "0.30,0.25! 0.295,0.355! -0.02,0.335! -0.375,0.33! -0.385,0.22! -0.02,0.245!"
HOOD = (
    "0.30,0.38! 0.14,0.56 -0.12,0.58 -0.38,0.44 -0.50,0.14 -0.45,-0.20 "
    "-0.37,-0.48 -0.30,-0.66 "
    "0.16,-0.66 0.24,-0.56! 0.12,-0.36 0.09,-0.05 0.15,0.20"
)
CURLS = (
    (0.22, 0.42, 0.16),
    (0.02, 0.52, 0.19),
    (-0.20, 0.48, 0.19),
    (-0.38, 0.32, 0.19),
    (-0.47, 0.10, 0.18),
    (-0.45, -0.12, 0.17),
    (-0.34, -0.28, 0.14),
    (-0.16, 0.22, 0.26),
    (0.10, 0.32, 0.17),
    (-0.26, -0.02, 0.20),
    (0.28, 0.30, 0.10),
)


class Head:
    """Places contours given in heads where the head is, and fills them."""

    def __init__(self, drawing: Drawing, pose: Pose, body: Proportions, look: Look) -> None:
        self.drawing, self.pose, self.look = drawing, pose, look
        self.size = body.head

    def place(self, contour: F64) -> F64:
        return placed(contour, self.pose.head, scale=self.size, turn=self.pose.nod)

    def hair(self, contour: F64 | list[F64]) -> None:
        parts = [contour] if not isinstance(contour, list) else contour
        paint = fabric(self.look.hair, 0.016, rim=0.003)
        self.drawing.fill([self.place(part) for part in parts], paint)

    def strands(self, *lines: tuple[tuple[float, float], ...]) -> None:
        """Thin lights that tell which way the hair runs."""
        tone = lighter(self.look.hair, 0.16)
        for points in lines:
            self.drawing.fill(
                self.place(ribbon(points, (0.002, 0.018, 0.002))), flat(tone, alpha=0.5)
            )

    def spot(self, contour: F64, colour: Rgb, alpha: float = 1.0) -> None:
        self.drawing.fill(self.place(contour), flat(colour, alpha=alpha))


def neck(head: Head) -> None:
    shade = darker(head.look.skin, 0.16)
    head.drawing.fill(head.place(outline(NECK)), flesh(shade, 0.012))


def face(head: Head, *, detail: bool) -> None:
    """Skull with eye, brow, ear, lips and the shadow under jaw and cheek."""
    skin = head.look.skin
    skull = head.place(outline(SKULL))
    head.drawing.fill(skull, flesh(skin, 0.014))
    if not detail:
        return
    blush = mix(skin, (0.85, 0.33, 0.30), 0.4)
    head.drawing.fill(
        head.place(ellipse(0.20, -0.16, 0.10, 0.075)), flat(blush, alpha=0.30), within=skull
    )
    head.spot(
        outline("0.185,0.045 0.23,0.080 0.285,0.070 0.315,0.030 0.27,0.008 0.215,0.015"),
        (0.97, 0.95, 0.93),
    )
    head.spot(ellipse(0.277, 0.040, 0.026, 0.036), mix(head.look.hair, INK, 0.5))
    head.spot(ellipse(0.287, 0.052, 0.008, 0.009), (1.0, 1.0, 1.0))
    lid = ribbon(
        ((0.165, 0.038), (0.225, 0.088), (0.290, 0.078), (0.330, 0.040)),
        (0.008, 0.026, 0.024, 0.010),
    )
    head.spot(lid, INK)
    brow = ribbon(((0.155, 0.150), (0.235, 0.190), (0.325, 0.165)), (0.020, 0.036, 0.018))
    head.spot(brow, mix(darker(head.look.hair, 0.2), skin, 0.12))
    head.spot(
        ribbon(((0.355, -0.160), (0.330, -0.130), (0.345, -0.100)), (0.004, 0.016, 0.004)),
        darker(skin, 0.35),
        0.7,
    )
    lips = mix(skin, (0.66, 0.20, 0.22), 0.5)
    head.spot(outline("0.370,-0.232 0.345,-0.226 0.275,-0.268 0.345,-0.276"), lips)
    head.spot(outline("0.358,-0.318 0.325,-0.322 0.280,-0.270 0.345,-0.279"), lighter(lips, 0.08))
    head.spot(ribbon(((0.260, -0.262), (0.352, -0.277)), (0.008, 0.012)), darker(lips, 0.45))


def ear(head: Head, *, detail: bool) -> None:
    head.drawing.fill(head.place(outline(EAR)), flesh(head.look.skin, 0.006))
    if detail:
        inner = ribbon(((-0.03, 0.03), (-0.095, 0.0), (-0.075, -0.10)), (0.01, 0.018, 0.006))
        head.spot(inner, darker(head.look.skin, 0.3), 0.7)


def _short(head: Head) -> None:
    head.hair(outline(SHORT))
    head.strands(
        ((0.26, 0.42), (0.02, 0.52), (-0.26, 0.44)), ((0.12, 0.33), (-0.12, 0.40), (-0.36, 0.22))
    )


def _long_back(head: Head) -> None:
    swing, trail = 0.05 * sin(head.pose.sway - 0.8), head.pose.trail
    x = -0.14 * trail
    head.hair(
        smooth(
            (
                (0.0, 0.30),
                (-0.40, 0.35),
                (-0.54, -0.05),
                (-0.55 + x * 0.6, -0.55),
                (-0.50 + x * 1.6 + swing, -1.12),
                (-0.36 + x * 1.4 + swing * 1.6, -1.36),
                (-0.16 + x * 1.0 + swing, -1.20),
                (-0.06 + x * 0.5, -0.80),
                (-0.02, -0.30),
            ),
            corners=(5,),
        )
    )


def _long(head: Head) -> None:
    head.hair(outline(SWEPT))
    lock = 0.03 * sin(head.pose.sway)
    head.hair(
        smooth(
            (
                (-0.16, 0.30),
                (-0.02, 0.10),
                (-0.06, -0.30),
                (-0.10 + lock, -0.78),
                (-0.22, -0.92),
                (-0.34, -0.60),
                (-0.36, -0.10),
            ),
            corners=(4,),
        )
    )
    head.strands(
        ((0.24, 0.40), (0.0, 0.49), (-0.30, 0.34)), ((-0.10, 0.16), (-0.14, -0.25), (-0.20, -0.75))
    )


def _bun(head: Head) -> None:
    head.hair(ellipse(-0.46, 0.37, 0.21, 0.20, 0.4))
    head.hair(outline(SWEPT))
    head.spot(
        ribbon(((-0.35, 0.46), (-0.30, 0.30), (-0.38, 0.20)), (0.03, 0.05, 0.03)), head.look.accent
    )
    head.strands(
        ((0.26, 0.36), (0.02, 0.44), (-0.26, 0.36)), ((0.14, 0.22), (-0.10, 0.28), (-0.30, 0.24))
    )


def _curly(head: Head) -> None:
    head.hair([ellipse(x, y, r) for x, y, r in CURLS])
    for x, y, r in CURLS[:7]:
        arc = [(x + 0.55 * r * cos(a), y + 0.55 * r * sin(a)) for a in (0.2, 1.0, 1.9)]
        head.strands(tuple(arc))


def _hat(head: Head) -> None:
    head.hair(
        outline(
            "0.06,0.26! 0.05,-0.06! -0.02,0.02 -0.12,-0.08! -0.26,-0.26 -0.40,-0.16 "
            "-0.44,0.10 -0.40,0.28!"
        )
    )
    paint = fabric(darker(head.look.main, 0.38), 0.012)
    head.drawing.fill(head.place(outline(HAT_CROWN)), paint)
    head.drawing.fill(head.place(outline(HAT_BAND)), fabric(head.look.accent, 0.004))
    head.drawing.fill(head.place(outline(HAT_BRIM)), fabric(darker(head.look.main, 0.38), 0.005))


def _hood(head: Head) -> None:
    head.hair(outline("0.28,0.42 0.10,0.46 0.0,0.28 0.06,0.02! 0.14,0.18 0.24,0.24"))
    head.drawing.fill(head.place(outline(HOOD)), fabric(lighter(head.look.main, 0.04), 0.022))
    edge = ribbon(
        ((0.27, 0.40), (0.15, 0.20), (0.095, -0.05), (0.125, -0.36), (0.23, -0.57)),
        (0.03, 0.045, 0.03),
    )
    head.drawing.fill(head.place(edge), fabric(darker(head.look.main, 0.30), 0.003))


def _nothing(_: Head) -> None:
    return


def helmet(head: Head) -> None:
    """A bubble over the head: shell behind, golden visor in front."""
    look = head.look
    shell = fabric(lighter(look.main, 0.1), 0.03)
    head.drawing.fill(head.place(ellipse(0.0, 0.0, 0.72, 0.70)), shell)
    visor = outline(
        "0.02,0.42 0.38,0.44 0.62,0.22 0.66,-0.06 0.56,-0.30 0.30,-0.42 0.02,-0.38 -0.06,0.0"
    )
    head.drawing.fill(head.place(visor), fabric((0.16, 0.17, 0.28), 0.0, fall=0.5))
    head.drawing.fill(
        head.place(outline("0.14,0.36 0.36,0.36 0.54,0.20 0.58,0.02 0.42,0.12 0.16,0.16")),
        flat((0.98, 0.78, 0.45), alpha=0.85),
    )
    head.drawing.fill(head.place(ellipse(0.44, -0.2, 0.05, 0.03, 0.8)), flat((1, 1, 1), alpha=0.5))
    band = ribbon(((-0.10, 0.66), (-0.16, 0.0), (-0.10, -0.64)), (0.07, 0.09, 0.07))
    head.drawing.fill(head.place(band), fabric(look.accent, 0.006))


HAIR: dict[str, Callable[[Head], None]] = {
    "short": _short,
    "long": _long,
    "bun": _bun,
    "curly": _curly,
    "bald": _nothing,
    "hood": _hood,
    "hat": _hat,
}
HAIR_BEHIND: dict[str, Callable[[Head], None]] = {"long": _long_back}
EARS = frozenset({"short", "bun", "bald", "long"})

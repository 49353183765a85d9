"""What of a garment is only seen from the front: buttons, lapels, pockets, necklines."""

from collections.abc import Callable
from dataclasses import dataclass

from workers.engines.painter.subjects.curves import F64, Point, capsule, ribbon
from workers.engines.painter.subjects.drawing import Drawing, darker, flat, lighter
from workers.engines.painter.subjects.figure.look import Look, fabric
from workers.engines.painter.subjects.figure.skeleton import Axis


@dataclass(frozen=True, eq=False)
class Front:
    """The trunk that is dressed: its axis, contour and girth."""

    drawing: Drawing
    axis: Axis
    look: Look
    trunk: F64
    girth: float

    def seam(self, a: Point, b: Point, width: float = 0.004) -> None:
        """A seam between two points given as (across, along)."""
        seam(self.drawing, self.axis.at(*a), self.axis.at(*b), self.look, width)


def seam(drawing: Drawing, a: Point, b: Point, look: Look, width: float = 0.004) -> None:
    drawing.fill(ribbon((a, b), (width, width)), flat(darker(look.main, 0.42), alpha=0.75))


def _dress(front: Front) -> None:
    low = ((0.044, 1.10), (0.030, 0.97), (0.0, 0.92), (-0.030, 0.97), (-0.044, 1.10))
    skin = flat(darker(front.look.skin, 0.05))
    front.drawing.fill(front.axis.shape(low, corners=(0, 4)), skin, within=front.trunk)


def _suit(front: Front) -> None:
    """Shirt front and tie between lapels."""
    drawing, axis, look, g = front.drawing, front.axis, front.look, front.girth
    shirt = axis.shape(((0.040 * g, 1.10), (0.0, 0.42), (-0.040 * g, 1.10)), corners=(0, 1, 2))
    drawing.fill(shirt, flat(look.shirt), within=front.trunk)
    tie = (
        (0.012, 1.0),
        (0.008, 0.92),
        (0.014, 0.62),
        (0.0, 0.52),
        (-0.014, 0.62),
        (-0.008, 0.92),
        (-0.012, 1.0),
    )
    drawing.fill(axis.shape(tie, corners=range(7)), fabric(look.accent, 0.004))
    for side in (1.0, -1.0):
        lapel = [
            (v * side * g, u)
            for v, u in (
                (0.030, 1.10),
                (0.0, 0.44),
                (0.022, 0.60),
                (0.052, 0.80),
                (0.042, 0.85),
                (0.056, 0.92),
            )
        ]
        drawing.fill(axis.shape(lapel, corners=range(6)), fabric(darker(look.main, 0.22), 0.0))
    front.seam((0.0, 0.42), (0.004, -0.1))


def _coat(front: Front) -> None:
    front.seam((0.014, 0.95), (0.014, 0.36))
    for u in (0.75, 0.58, 0.45):
        for side in (0.034, -0.010):
            spot = front.axis.at(side, u)
            button = flat(lighter(front.look.accent, 0.1))
            front.drawing.fill(capsule(spot, spot, 0.005, 0.005), button)


def _jacket(front: Front) -> None:
    front.seam((0.0, 0.98), (0.0, -0.06), 0.005)


def _robe(front: Front) -> None:
    front.seam((0.035, 1.0), (-0.012, 0.45))
    front.seam((-0.035, 1.0), (0.0, 0.72))


def _overalls(front: Front) -> None:
    g, main = front.girth, front.look.main
    bib = ((0.058 * g, 0.76), (0.062 * g, 0.36), (-0.062 * g, 0.36), (-0.058 * g, 0.76))
    front.drawing.fill(front.axis.shape(bib, corners=range(4)), fabric(main, 0.010))
    pocket = ((0.026, 0.64), (0.022, 0.46), (-0.022, 0.46), (-0.026, 0.64))
    paint = fabric(darker(main, 0.2), 0.004)
    front.drawing.fill(front.axis.shape(pocket, corners=range(4)), paint)


def _spacesuit(front: Front) -> None:
    panel = ((0.05, 0.74), (0.05, 0.46), (-0.05, 0.46), (-0.05, 0.74))
    paint = fabric(darker(front.look.main, 0.35), 0.006)
    front.drawing.fill(front.axis.shape(panel, corners=range(4)), paint)
    lamps = ((-0.026, front.look.accent), (0.0, (0.45, 0.85, 0.9)), (0.026, (0.9, 0.85, 0.5)))
    for v, colour in lamps:
        spot = front.axis.at(v, 0.63)
        front.drawing.fill(capsule(spot, spot, 0.007, 0.007), flat(colour, glow=0.8))


FRONTS: dict[str, Callable[[Front], None]] = {
    "coat": _coat,
    "dress": _dress,
    "suit": _suit,
    "jacket": _jacket,
    "robe": _robe,
    "overalls": _overalls,
    "spacesuit": _spacesuit,
}

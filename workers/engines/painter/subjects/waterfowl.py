"""Swans, ducks and turtles: what swims on the water, or through it with flippers."""

from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import ellipse, moved, outline, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter

TURN = 2 * pi
INK = (0.10, 0.09, 0.12)
SWAN = "-0.62,0.30 -0.50,0.10 -0.20,0.0 0.18,0.0 0.40,0.12 0.42,0.30 0.16,0.36 -0.24,0.38"
SWAN_TAIL = "-0.56,0.24 -0.74,0.40 -0.60,0.38 -0.44,0.34"
DUCK = "-0.80,0.46 -0.60,0.14 -0.20,0.0 0.24,0.02 0.46,0.22 0.40,0.42 0.0,0.46 -0.46,0.42"
DOME = "-0.76,0.44 -0.60,0.74 -0.20,0.94 0.22,0.90 0.52,0.66 0.60,0.46 0.0,0.34"


def plumage(colour: Rgb, *, shade: float = 0.05) -> Paint:
    return Paint(
        colour=lighter(colour, 0.10), end=darker(colour, 0.20), shade=shade, depth=0.22, rim=0.006
    )


def swan(moment: Moment) -> Drawing:
    """A swan on the water, its neck in an S."""
    d, white = Drawing(), moment.colour("#f1eee6")
    bob, nod = 0.008 * sin(TURN * moment.phase), 0.02 * sin(TURN * moment.phase)
    d.fill(moved(outline(SWAN_TAIL), (0.0, bob)), plumage(white))
    neck = ((0.28, 0.22 + bob), (0.46, 0.42 + bob), (0.30, 0.66), (0.36 + nod, 0.88),
            (0.46 + nod, 0.91))  # fmt: skip
    d.fill(ribbon(neck, (0.20, 0.14, 0.10, 0.09, 0.09)), plumage(white, shade=0.02))
    d.fill(moved(outline(SWAN), (0.0, bob)), plumage(white))
    for k in range(3):
        wing = smooth([(0.22 - 0.10 * k, 0.26), (-0.10 - 0.10 * k, 0.42), (-0.50 - 0.06 * k, 0.36),
                       (-0.44, 0.22 - 0.03 * k), (-0.08, 0.12)], corners=(2,))  # fmt: skip
        d.fill(moved(wing, (0.0, bob)), plumage(darker(white, 0.05 * k)))
    x, y = 0.47 + nod, 0.90
    d.fill(ellipse(x, y, 0.075, 0.062), plumage(white, shade=0.01))
    d.fill(moved(outline("0.04,0.04 0.22,-0.05! 0.05,-0.05"), (x, y)), flat((0.90, 0.48, 0.16)))
    d.fill(moved(outline("0.03,0.05 0.09,0.03 0.06,-0.02 0.02,0.0"), (x, y)), flat(INK))
    d.fill(ellipse(x + 0.015, y + 0.02, 0.012), flat(INK))
    return d


def duck(moment: Moment) -> Drawing:
    """A drake."""
    d, coat, green = Drawing(), moment.colour("#9c8f80"), (0.12, 0.36, 0.25)
    bob = 0.015 * sin(TURN * moment.phase)
    d.fill(moved(outline(DUCK), (0.0, bob)), plumage(coat))
    breast = outline("0.14,0.40 0.46,0.36 0.48,0.14 0.20,0.02 0.10,0.20")
    d.fill(moved(breast, (0.0, bob)), plumage((0.42, 0.25, 0.18)))
    wing = outline("0.16,0.34 -0.10,0.42 -0.62,0.40 -0.30,0.18 0.06,0.16")
    d.fill(moved(wing, (0.0, bob)), plumage(darker(coat, 0.2)))
    mirror = outline("-0.40,0.30 -0.12,0.30 -0.18,0.24 -0.36,0.24")
    d.fill(moved(mirror, (0.0, bob)), flat((0.24, 0.36, 0.62)))
    d.fill(ribbon(((0.32, 0.34 + bob), (0.40, 0.62 + bob)), (0.22, 0.18)), plumage(green))
    d.fill(ribbon(((0.27, 0.48 + bob), (0.47, 0.48 + bob)), (0.04, 0.04)), flat((0.95, 0.94, 0.9)))
    d.fill(ellipse(0.42, 0.76 + bob, 0.17, 0.15), plumage(green))
    bill = outline("0.12,0.06 0.36,-0.02 0.36,-0.07 0.12,-0.07")
    d.fill(moved(bill, (0.42, 0.76 + bob)), flat((0.90, 0.70, 0.22)))
    d.fill(ellipse(0.48, 0.80 + bob, 0.022), flat(INK))
    return d


def turtle(moment: Moment) -> Drawing:
    """A sea turtle that rows with its flippers."""
    d, skin = Drawing(), (0.36, 0.50, 0.36)
    shell, beat = moment.colour("#7a5a36"), sin(TURN * moment.phase)
    for x, length, ahead in ((0.34, 0.62, 1.0), (-0.52, 0.34, -0.4)):
        tip = (x - 0.30 * ahead - 0.06 * beat, 0.46 - length * (0.75 + 0.25 * beat))
        flipper = ((x, 0.46), (x + 0.10 * ahead, 0.46 - 0.5 * length), tip)
        d.fill(ribbon(flipper, (0.20, 0.20, 0.04)), plumage(darker(skin, 0.2), shade=0.03))
    d.fill(ribbon(((0.50, 0.50), (0.78, 0.58)), (0.22, 0.18)), plumage(skin, shade=0.02))
    d.fill(ellipse(0.86, 0.60, 0.17, 0.13), plumage(skin, shade=0.03))
    d.fill(ribbon(((0.94, 0.55), (1.02, 0.55)), (0.008, 0.008)), flat(INK))
    d.fill(ellipse(0.92, 0.63, 0.025), flat(INK))
    d.fill(outline("-0.78,0.46 0.0,0.26 0.60,0.46 0.0,0.50"), plumage((0.86, 0.80, 0.58)))
    dome = outline(DOME)
    d.fill(dome, plumage(shell, shade=0.08))
    for k in range(4):
        x, y = -0.46 + 0.27 * k, 0.60 + 0.08 * cos(1.3 * (k - 1.5))
        plate = [(x - 0.11, y), (x - 0.05, y + 0.13), (x + 0.07, y + 0.13), (x + 0.12, y),
                 (x + 0.04, y - 0.12), (x - 0.06, y - 0.12)]  # fmt: skip
        d.fill(smooth(plate), flat(lighter(shell, 0.28), alpha=0.55), within=dome)
    near = ((0.36, 0.44), (0.34, 0.20), (-0.04 + 0.10 * beat, 0.06 - 0.16 * beat))
    d.fill(ribbon(near, (0.22, 0.22, 0.04)), plumage(lighter(skin, 0.1)))
    return d


ACTORS: dict[str, Actor] = {
    "swan": Actor(draw=swan, metres=1.1, seconds=2.4, idle=3.2, stride=0.8),
    "duck": Actor(draw=duck, metres=0.45, seconds=1.6, idle=2.4, stride=0.8),
    "turtle": Actor(draw=turtle, metres=0.7, seconds=1.8, idle=3.0, stride=1.1),
}

"""Trees, and a cactus as tall as one."""

from math import cos, pi, sin

from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    ellipse,
    outline,
    placed,
    polygon,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter
from workers.engines.painter.subjects.plants import leafage


def _cloud(craft: Craft, x: float, y: float, rx: float, ry: float, count: int = 11) -> list[F64]:
    """A crown of leaves: a ring of lobes round a heart."""
    parts = [ellipse(x, y, rx * 0.86, ry * 0.86)]
    for k in range(count):
        a = 2 * pi * (k + craft.rng.uniform(-0.25, 0.25)) / count
        r = craft.rng.uniform(0.26, 0.38)
        parts.append(ellipse(x + rx * 0.74 * cos(a), y + ry * 0.74 * sin(a), rx * r, ry * r))
    return parts


def _scatter(
    d: Drawing, craft: Craft, within: list[F64], centre: Point, size: Point, tone: Rgb
) -> None:
    """Small leaves that catch the light."""
    for _ in range(26):
        x = centre[0] + size[0] * craft.rng.uniform(-0.9, 0.9)
        y = centre[1] + size[1] * craft.rng.uniform(-0.5, 1.0)
        leaf = placed(
            outline("-1,0! 0,0.45 1,0! 0,-0.45"),
            (x, y),
            scale=0.017,
            turn=craft.rng.uniform(-0.6, 0.9),
        )
        d.fill(leaf, flat(tone, alpha=0.6), within=within)


def tree(craft: Craft) -> Drawing:
    d = craft.drawing()
    bark, leaf = craft.colour("#6b4a35"), craft.colour("#5f8a4a")
    d.fill(_cloud(craft, -0.06, 0.68, 0.33, 0.25), leafage(darker(leaf, 0.30)))
    trunk = smooth(
        (
            (-0.085, 0.0),
            (-0.045, 0.10),
            (-0.035, 0.40),
            (-0.16, 0.60),
            (-0.13, 0.62),
            (-0.01, 0.48),
            (0.06, 0.66),
            (0.09, 0.65),
            (0.042, 0.40),
            (0.05, 0.10),
            (0.10, 0.0),
        ),
        corners=(0, 10),
    )
    d.fill(trunk, Paint(colour=lighter(bark, 0.1), end=darker(bark, 0.25), shade=0.03, rim=0.005))
    for (x, y), (rx, ry) in (
        ((-0.20, 0.62), (0.19, 0.15)),
        ((0.20, 0.62), (0.20, 0.16)),
        ((0.03, 0.78), (0.26, 0.20)),
    ):
        mass = _cloud(craft, x, y, rx, ry)
        d.fill(mass, leafage(leaf, 0.06))
        _scatter(d, craft, mass, (x + 0.2 * rx, y), (rx, ry), lighter(leaf, 0.32))
    return d


def pine(craft: Craft) -> Drawing:
    d = craft.drawing()
    bark, leaf = craft.colour("#5a4030"), craft.colour("#2f5f52")
    d.fill(
        polygon(((-0.032, 0), (0.032, 0), (0.018, 0.3), (-0.018, 0.3))),
        Paint(colour=bark, end=darker(bark, 0.3), shade=0.015),
    )
    for k in range(6):
        t = k / 5
        low, high, half = 0.10 + 0.135 * k, 0.34 + 0.132 * k, 0.29 - 0.21 * t
        left, right = [], []
        for j in range(4):
            u = j / 4
            jag = craft.rng.uniform(-0.010, 0.012)
            left.append(
                (
                    -half * (1 - u * 0.55) - jag * 2,
                    low + (0.055 * u if j else 0.0) - (0.018 if j == 0 else 0),
                )
            )
            right.append(
                (
                    half * (1 - u * 0.55) + jag * 2,
                    low + (0.055 * u if j else 0.0) - (0.018 if j == 0 else 0),
                )
            )
        tier = smooth(
            [
                (0.0, min(high, 1.0)),
                (half * 0.42, low + 0.10),
                right[0],
                (half * 0.62, low + 0.012),
                (half * 0.30, low - 0.022),
                (0.02, low + 0.012),
                (-half * 0.32, low - 0.022),
                (-half * 0.64, low + 0.012),
                left[0],
                (-half * 0.42, low + 0.10),
            ],
            corners=(0, 2, 3, 4, 5, 6, 7, 8),
        )
        d.fill(
            tier,
            Paint(
                colour=lighter(leaf, 0.10 + 0.05 * t),
                end=darker(leaf, 0.34),
                shade=0.045,
                depth=0.3,
                rim=0.006,
            ),
        )
    return d


def palm(craft: Craft) -> Drawing:
    d = craft.drawing()
    bark, leaf = craft.colour("#8a6b4a"), craft.colour("#4f8f5a")
    spine = ((-0.10, 0.0), (-0.075, 0.25), (-0.01, 0.52), (0.085, 0.76))
    top = spine[-1]

    def frond(angle: float, length: float, tone: Rgb) -> None:
        ends = []
        for t in (0.0, 0.35, 0.7, 1.0):
            droop = 0.30 * length * t * t * (1.2 if abs(cos(angle)) > 0.3 else 0.5)
            ends.append(
                (top[0] + length * t * cos(angle), top[1] + length * t * sin(angle) - droop * 1.3)
            )
        d.fill(
            ribbon(ends, (0.02, 0.085, 0.07, 0.002)),
            Paint(colour=lighter(tone, 0.15), end=darker(tone, 0.2), shade=0.02, rim=0.004),
        )
        for k in range(1, 9):
            t = k / 9
            i = min(int(t * 3), 2)
            u = t * 3 - i
            x, y = (ends[i][j] + (ends[i + 1][j] - ends[i][j]) * u for j in (0, 1))
            side = 1 if cos(angle) > 0 else -1
            d.fill(
                ribbon(((x, y), (x + 0.02 * side, y - 0.085 * (1 - 0.5 * t))), (0.026, 0.002)),
                flat(darker(tone, 0.12)),
            )

    for angle, length in ((0.35, 0.36), (2.7, 0.38), (1.9, 0.30), (-0.25, 0.30), (3.4, 0.32)):
        frond(angle, length, darker(leaf, 0.28))
    d.fill(
        ribbon(spine, (0.085, 0.055, 0.048, 0.044)),
        Paint(colour=lighter(bark, 0.12), end=darker(bark, 0.2), shade=0.022, rim=0.004),
    )
    for k in range(10):
        t = 0.04 + 0.094 * k
        i = min(int(t * 3), 2)
        u = t * 3 - i
        x, y = (spine[i][j] + (spine[i + 1][j] - spine[i][j]) * u for j in (0, 1))
        d.fill(
            ribbon(((x - 0.03, y + 0.01), (x, y), (x + 0.03, y + 0.01)), (0.004, 0.008, 0.004)),
            flat(darker(bark, 0.4), alpha=0.6),
        )
    for angle, length in ((0.75, 0.34), (2.3, 0.36), (1.35, 0.27), (0.05, 0.36), (3.05, 0.36)):
        frond(angle, length, leaf)
    for x in (-0.025, 0.02, 0.055):
        d.fill(
            ellipse(top[0] + x, top[1] - 0.02, 0.026),
            Paint(colour=craft.colour("#7a4f30"), shade=0.012),
        )
    return d


def cactus(craft: Craft) -> Drawing:
    d = craft.drawing()
    green = craft.colour("#4f8560")
    arms = (
        (((0.0, 0.0), (0.0, 0.5), (0.0, 0.90)), 0.22),
        (((-0.05, 0.34), (-0.24, 0.34), (-0.30, 0.44), (-0.30, 0.66)), 0.13),
        (((0.05, 0.44), (0.22, 0.45), (0.29, 0.55), (0.29, 0.80)), 0.13),
    )
    for line, width in arms[::-1]:
        tip = line[-1]
        shape = [ribbon(line, (width, width, width)), ellipse(*tip, width / 2)]
        d.fill(
            shape,
            Paint(
                colour=lighter(green, 0.14),
                end=darker(green, 0.22),
                shade=width * 0.32,
                depth=0.3,
                rim=0.007,
            ),
        )
        for s in (-0.28, 0.0, 0.28):
            rib = [
                (
                    x + s * width * (1 if i != 1 or len(line) == 3 else 0.4),
                    y - (0.3 * s * width if len(line) > 3 and i == 1 else 0),
                )
                for i, (x, y) in enumerate(line)
            ]
            d.fill(
                ribbon(rib, (0.006, 0.010, 0.004)),
                flat(darker(green, 0.45), alpha=0.55),
                within=shape,
            )
    for x, y in ((0.0, 1.0), (0.29, 0.865), (-0.03, 0.985)):
        for k in range(5):
            a = 0.4 + 0.58 * k
            d.fill(
                placed(
                    outline("0,0 0.4,0.6 0,1 -0.4,0.6"),
                    (x, y - 0.012),
                    scale=0.055,
                    turn=a - pi / 2,
                ),
                Paint(colour=craft.accented("#ec6f8a", 0.4), shade=0.006),
            )
    d.fill(outline("-0.3,0 -0.16,0.05 0.0,0.035 0.18,0.05 0.32,0!"), flat(craft.colour("#b58a5c")))
    return d


THINGS: dict[str, Thing] = {
    "tree": Thing(draw=tree, metres=8.0),
    "pine": Thing(draw=pine, metres=11.0),
    "palm": Thing(draw=palm, metres=8.0),
    "cactus": Thing(draw=cactus, metres=3.0),
}

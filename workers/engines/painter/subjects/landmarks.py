"""Towers, mills, temples, tents, fountains, statues."""

from math import cos, pi, sin

from workers.engines.painter.subjects.buildings import wall
from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.curves import (
    box,
    ellipse,
    outline,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    darker,
    flat,
    halo,
    lighter,
    mix,
)


def arched_window(d: Drawing, craft: Craft, x: float, y: float, w: float, h: float) -> None:
    """A round-headed window, shining when windows are lit."""
    glass = craft.lamp if craft.lit else craft.colour("#2c2f3d")
    shape = smooth(
        ((x - w, y), (x - w, y + h * 0.6), (x, y + h), (x + w, y + h * 0.6), (x + w, y)),
        corners=(0, 4),
    )
    d.fill(shape, Paint(colour=glass, end=darker(glass, 0.25), glow=float(craft.lit)))
    if craft.lit:
        d.fill(ellipse(x, y + h / 2, h * 1.6), halo(x, y + h / 2, h * 1.6, craft.lamp, 0.35))


def tower(craft: Craft) -> Drawing:
    """A castle tower with a pointed roof."""
    d = craft.drawing()
    stone, slate = craft.colour("#a99c8c"), craft.colour("#44566e")
    body = polygon(((-0.15, 0.0), (0.15, 0.0), (0.125, 0.62), (-0.125, 0.62)))
    d.fill(
        body,
        Paint(
            colour=lighter(stone, 0.12),
            end=darker(stone, 0.5),
            start=(0.05, 0),
            stop=(-0.16, 0),
            rim=0.005,
        ),
    )
    for _ in range(16):
        x, y = craft.rng.uniform(-0.12, 0.10), craft.rng.uniform(0.03, 0.58)
        d.fill(
            rounded(x, y, x + 0.034, y + 0.016, 0.004),
            flat(darker(stone, 0.22), alpha=0.5),
            within=body,
        )
    d.fill(
        polygon(((-0.125, 0.60), (0.125, 0.60), (0.165, 0.655), (-0.165, 0.655))),
        wall(darker(stone, 0.15)),
    )
    for k in range(5):
        x = -0.165 + 0.0725 * k
        d.fill(box(x, 0.655, x + 0.042, 0.70), wall(stone))
    d.fill(box(-0.115, 0.655, 0.115, 0.74), Paint(colour=stone, end=darker(stone, 0.3), shade=0.06))
    d.fill(
        outline("-0.155,0.735! -0.07,0.84 0.0,1.0! 0.07,0.84 0.155,0.735! 0.0,0.722"),
        Paint(colour=lighter(slate, 0.15), end=darker(slate, 0.2), shade=0.06, rim=0.006),
    )
    d.fill(box(-0.004, 0.98, 0.004, 1.06), flat(darker(slate, 0.4)))
    flag = craft.accented("#c2473f", 0.6)
    d.fill(
        smooth(
            ((0.004, 1.06), (0.06, 1.055), (0.11, 1.035), (0.06, 1.02), (0.004, 1.015)),
            corners=(0, 2, 4),
        ),
        flat(flag),
    )
    for x, y in ((0.0, 0.44), (0.045, 0.25), (0.0, 0.675)):
        arched_window(d, craft, x, y, 0.022, 0.065)
    d.fill(
        smooth(
            ((-0.055, 0), (-0.055, 0.10), (0, 0.145), (0.055, 0.10), (0.055, 0)), corners=(0, 4)
        ),
        flat(craft.colour("#4a3226")),
    )
    return d


def skyscraper(craft: Craft) -> Drawing:
    d = craft.drawing()
    steel = craft.colour("#5d6f86")
    for x0, x1, top in ((-0.17, 0.17, 0.70), (-0.13, 0.13, 0.84), (-0.075, 0.075, 0.92)):
        d.fill(
            box(x0, 0, x1, top),
            Paint(colour=lighter(steel, 0.16), end=darker(steel, 0.12), rim=0.004),
        )
        d.fill(box(x0, 0, x0 + 0.36 * (x1 - x0), top), flat(darker(steel, 0.5), alpha=0.45))
    d.fill(polygon(((-0.03, 0.92), (0.03, 0.92), (0.004, 1.0), (-0.004, 1.0))), wall(steel))
    lit, dark = craft.lamp, mix(craft.colour("#2b3a4e"), (0.6, 0.75, 0.85), 0.18)
    chance = 0.62 if craft.lit else 0.06
    for row in range(30):
        y = 0.03 + row * 0.0285
        half = 0.155 if y < 0.67 else 0.118 if y < 0.81 else 0.062
        if y > 0.89:
            break
        for k in range(9):
            x = -0.155 + 0.0388 * k
            if abs(x + 0.0) > half or abs(x) + 0.012 > half + 0.012:
                continue
            on = craft.rng.random() < chance
            tone = mix(lit, (1, 1, 1), 0.25 * craft.rng.random()) if on else dark
            d.fill(box(x - 0.012, y, x + 0.012, y + 0.017), flat(tone, glow=float(on) * 0.95))
    d.fill(box(-0.05, 0, 0.05, 0.028), flat(lit if craft.lit else dark, glow=float(craft.lit)))
    d.fill(ellipse(0, 1.0, 0.012), flat((0.95, 0.3, 0.28), glow=1.0))
    return d


def windmill(craft: Craft) -> Drawing:
    d = craft.drawing()
    white, thatch, wood = craft.colour("#e9ddc6"), craft.colour("#8a5540"), craft.colour("#6a4c36")
    d.fill(
        polygon(((-0.19, 0), (0.19, 0), (0.115, 0.60), (-0.115, 0.60))),
        Paint(
            colour=lighter(white, 0.05),
            end=darker(white, 0.42),
            start=(0.04, 0),
            stop=(-0.18, 0),
            rim=0.005,
        ),
    )
    d.fill(
        outline("-0.14,0.59! -0.11,0.72 0.0,0.80 0.11,0.72 0.14,0.59! 0.0,0.575"),
        Paint(colour=lighter(thatch, 0.1), end=darker(thatch, 0.2), shade=0.05),
    )
    d.fill(box(-0.15, 0.26, 0.15, 0.275), flat(wood))
    for x in (-0.14, -0.07, 0.0, 0.07, 0.14):
        d.fill(box(x - 0.004, 0.27, x + 0.004, 0.325), flat(wood))
    d.fill(box(-0.145, 0.32, 0.145, 0.33), flat(wood))
    d.fill(
        smooth(((-0.045, 0), (-0.045, 0.12), (0, 0.16), (0.045, 0.12), (0.045, 0)), corners=(0, 4)),
        flat(wood),
    )
    arched_window(d, craft, 0.0, 0.42, 0.026, 0.07)
    hub = (0.02, 0.655)
    turn = craft.rng.uniform(0.25, 0.5)
    for k in range(4):
        a = turn + k * pi / 2
        u, v = (cos(a), sin(a)), (-sin(a), cos(a))

        def at(
            r: float, s: float, u: tuple[float, float] = u, v: tuple[float, float] = v
        ) -> tuple[float, float]:
            return hub[0] + r * u[0] + s * v[0], hub[1] + r * u[1] + s * v[1]

        cloth = polygon((at(0.09, 0.008), at(0.40, 0.008), at(0.40, 0.095), at(0.09, 0.075)))
        d.fill(cloth, Paint(colour=lighter(white, 0.3), end=darker(white, 0.12), rim=0.004))
        for r in (0.16, 0.24, 0.32):
            d.fill(ribbon((at(r, 0.0), at(r, 0.09)), (0.006, 0.006)), flat(wood, alpha=0.7))
        d.fill(ribbon((hub, at(0.41, 0.0)), (0.018, 0.012)), flat(wood))
    d.fill(ellipse(*hub, 0.024), wall(wood))
    return d


def temple(craft: Craft) -> Drawing:
    d = craft.drawing()
    marble = craft.colour("#e6dcc8")
    deep = darker(marble, 0.62)
    for k, half in enumerate((0.78, 0.73, 0.68)):
        d.fill(
            box(-half, 0.05 * k, half, 0.05 * k + 0.05),
            Paint(colour=lighter(marble, 0.1), end=darker(marble, 0.26)),
        )
    d.fill(box(-0.60, 0.15, 0.60, 0.66), Paint(colour=deep, end=darker(deep, 0.3)))
    d.fill(
        box(-0.09, 0.15, 0.09, 0.52),
        flat(craft.lamp if craft.lit else darker(deep, 0.5), glow=float(craft.lit)),
    )
    if craft.lit:
        d.fill(ellipse(0, 0.32, 0.4), halo(0, 0.32, 0.4, craft.lamp, 0.4))
    for k in range(6):
        x = -0.57 + 0.228 * k
        shaft = polygon(
            ((x - 0.050, 0.18), (x + 0.050, 0.18), (x + 0.042, 0.62), (x - 0.042, 0.62))
        )
        d.fill(
            shaft,
            Paint(
                colour=lighter(marble, 0.15),
                end=darker(marble, 0.42),
                start=(x + 0.03, 0),
                stop=(x - 0.055, 0),
            ),
        )
        for s in (-0.5, 0.0, 0.5):
            d.fill(
                box(x + 0.055 * s - 0.004, 0.19, x + 0.055 * s + 0.004, 0.61),
                flat(darker(marble, 0.4), alpha=0.4),
                within=shaft,
            )
        d.fill(box(x - 0.062, 0.15, x + 0.062, 0.185), wall(marble))
        d.fill(box(x - 0.062, 0.615, x + 0.062, 0.655), wall(marble))
    d.fill(
        box(-0.68, 0.655, 0.68, 0.735), Paint(colour=lighter(marble, 0.1), end=darker(marble, 0.2))
    )
    for k in range(12):
        x = -0.64 + 0.112 * k
        d.fill(box(x, 0.67, x + 0.045, 0.72), flat(darker(marble, 0.28)))
    d.fill(
        polygon(((-0.74, 0.735), (0.74, 0.735), (0.0, 1.0))),
        Paint(colour=lighter(marble, 0.15), end=darker(marble, 0.12), rim=0.008),
    )
    d.fill(
        polygon(((-0.56, 0.758), (0.56, 0.758), (0.0, 0.955))),
        Paint(colour=darker(marble, 0.3), end=darker(marble, 0.2)),
    )
    d.fill(ellipse(0, 0.82, 0.052), wall(craft.accented("#d8b25a", 0.3)))
    return d


def tent(craft: Craft) -> Drawing:
    d = craft.drawing()
    cloth = craft.accented("#d9893f", 0.4)
    glow = float(craft.lit)
    d.fill(
        polygon(((0.0, 0.94), (0.52, 0.70), (0.98, 0.0), (0.42, 0.0))),
        Paint(colour=darker(cloth, 0.22), end=darker(cloth, 0.5)),
    )
    front = polygon(((0.0, 0.96), (-0.62, 0.0), (0.52, 0.0)))
    d.fill(front, Paint(colour=lighter(cloth, 0.2), end=darker(cloth, 0.08), rim=0.012))
    inside = craft.lamp if craft.lit else darker(cloth, 0.75)
    d.fill(
        smooth(((0.0, 0.66), (-0.20, 0.0), (0.22, 0.0)), corners=(0, 1, 2)),
        Paint(colour=inside, end=darker(inside, 0.3), glow=glow),
    )
    d.fill(
        smooth(
            ((0.0, 0.68), (-0.10, 0.30), (-0.27, 0.0), (-0.16, 0.0), (-0.05, 0.34)),
            corners=(0, 2, 3),
        ),
        Paint(colour=lighter(cloth, 0.35), end=cloth),
    )
    for a, b in (((0.0, 0.96), (-0.92, 0.0)), ((0.52, 0.70), (1.2, 0.0))):
        d.fill(ribbon((a, b), (0.008, 0.008)), flat(craft.colour("#e8ddc8"), alpha=0.8))
    d.fill(
        ribbon(((-0.03, 1.0), (0.0, 0.94), (0.03, 1.0)), (0.02, 0.02)),
        flat(craft.colour("#5a4030")),
    )
    if craft.lit:
        d.fill(ellipse(0, 0.25, 0.7), halo(0, 0.25, 0.7, craft.lamp, 0.45))
    return d


THINGS: dict[str, Thing] = {
    "tower": Thing(draw=tower, metres=20.0),
    "skyscraper": Thing(draw=skyscraper, metres=110.0),
    "windmill": Thing(draw=windmill, metres=15.0),
    "temple": Thing(draw=temple, metres=14.0),
    "tent": Thing(draw=tent, metres=2.2),
}

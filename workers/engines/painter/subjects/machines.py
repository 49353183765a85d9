"""Motorcycles, tractors, submarines, rowing boats: one cycle is one turn or one stroke."""

from dataclasses import replace
from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    box,
    chain,
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
)
from workers.engines.painter.subjects.road import (
    CHROME,
    LAMP,
    TYRE,
    enamel,
    pane,
    rider,
    wheel,
)

TURN = 2 * pi


def motorcycle(moment: Moment) -> Drawing:
    """A motorcycle with its rider leaning forward; height 1 is the rider's head."""
    d, paint = Drawing(), moment.colour("#b23a2e")
    radius = 0.205
    rear, front = (-0.46, radius), (0.48, radius)
    for at in (rear, front):
        wheel(d, at, radius, moment.phase, spokes=9)
    d.fill(chain((front, (0.27, 0.60)), (0.022, 0.018)), enamel(CHROME))
    d.fill(chain((rear, (-0.02, 0.24)), (0.024, 0.030)), enamel(CHROME))
    d.fill(rounded(-0.16, 0.15, 0.20, 0.37, 0.05), enamel(darker(CHROME, 0.35)))
    for y in (0.20, 0.25, 0.30):
        d.fill(box(-0.10, y, 0.16, y + 0.018), flat(darker(CHROME, 0.6)))
    pipe = ((0.12, 0.20), (-0.05, 0.13), (-0.40, 0.13), (-0.70, 0.17))
    d.fill(ribbon(pipe, (0.04, 0.045, 0.05, 0.06)), enamel(CHROME))
    tank = outline("-0.12,0.40 -0.08,0.52 0.10,0.57 0.28,0.54 0.31,0.44 0.12,0.38")
    d.fill(tank, enamel(paint))
    d.fill(ribbon(((-0.06, 0.47), (0.26, 0.49)), (0.02, 0.02)), flat(lighter(paint, 0.6)))
    seat = outline("-0.56,0.46 -0.48,0.53 -0.26,0.47 -0.08,0.47 -0.06,0.40 -0.40,0.38")
    d.fill(seat, enamel((0.16, 0.13, 0.13)))
    guard = ((-0.70, 0.30), (-0.62, 0.43), (-0.46, 0.46), (-0.28, 0.41))
    d.fill(ribbon(guard, (0.03, 0.04, 0.04, 0.03)), enamel(paint))
    d.fill(ribbon(((0.30, 0.40), (0.48, 0.45), (0.66, 0.36)), (0.03, 0.04, 0.03)), enamel(paint))
    d.fill(ribbon(((0.27, 0.60), (0.24, 0.68), (0.15, 0.69)), (0.02, 0.02, 0.024)), enamel(CHROME))
    d.fill(ellipse(0.345, 0.58, 0.055), enamel(CHROME))
    d.fill(ellipse(0.375, 0.58, 0.035, 0.045), Paint(colour=lighter(LAMP, 0.5), end=LAMP, glow=1.0))
    rider(d, replace(moment, phase=0.18), (0.02, 0.20), (-0.22, 0.53), (0.20, 0.67))
    d.fill(ellipse(0.38, 0.58, 0.34), halo(0.38, 0.58, 0.34, LAMP, 0.35))
    return d


def tractor(moment: Moment) -> Drawing:
    """A farm tractor: one great wheel, one small, a cab, a smoking pipe."""
    d, paint = Drawing(), moment.colour("#b8402f")
    bounce = 0.005 * sin(TURN * moment.phase * 2)
    d.fill(rounded(-0.05, 0.32 + bounce, 0.72, 0.58 + bounce, 0.05), enamel(paint))
    d.fill(box(0.70, 0.36 + bounce, 0.75, 0.55 + bounce), enamel((0.3, 0.3, 0.32)))
    for k in range(4):
        d.fill(box(0.12 + 0.13 * k, 0.40, 0.19 + 0.13 * k, 0.43), flat(darker(paint, 0.5)))
    d.fill(box(-0.10, 0.24, 0.60, 0.34), enamel((0.22, 0.22, 0.25)))
    d.fill(polygon(((-0.52, 0.40), (-0.02, 0.40), (0.02, 0.94), (-0.44, 0.94))), enamel(paint))
    pane(polygon(((-0.43, 0.60), (-0.08, 0.60), (-0.05, 0.90), (-0.38, 0.90))), d)
    d.fill(rounded(-0.52, 0.93, 0.09, 1.0, 0.03), enamel(darker(paint, 0.15)))
    d.fill(rounded(0.40, 0.56, 0.46, 0.92, 0.02), enamel((0.25, 0.25, 0.28)))
    for k in range(3):
        rise = (moment.phase + k / 3) % 1.0
        puff = ellipse(0.42 - 0.25 * rise, 0.94 + 0.28 * rise, 0.035 + 0.05 * rise)
        d.fill(puff, flat((0.72, 0.72, 0.74), alpha=0.55 * (1 - rise)))
    arch = ((-0.72, 0.50), (-0.56, 0.69), (-0.28, 0.72), (-0.04, 0.56))
    d.fill(ribbon(arch, (0.05, 0.07, 0.07, 0.05)), enamel(paint))
    d.fill(ellipse(-0.36, 0.34, 0.34), Paint(colour=lighter(TYRE, 0.1), end=darker(TYRE, 0.3)))
    for k in range(22):
        a = -TURN * (moment.phase * 0.6 + k / 22)
        lug = ((-0.36 + 0.31 * cos(a), 0.34 + 0.31 * sin(a)),
               (-0.36 + 0.355 * cos(a + 0.05), 0.34 + 0.355 * sin(a + 0.05)))  # fmt: skip
        d.fill(ribbon(lug, (0.03, 0.03)), flat(TYRE))
    d.fill(ellipse(-0.36, 0.34, 0.20), enamel((0.92, 0.72, 0.25)))
    d.fill(ellipse(-0.36, 0.34, 0.07), enamel(CHROME))
    wheel(d, (0.56, 0.19), 0.19, moment.phase, spokes=6)
    d.fill(ellipse(0.76, 0.50, 0.03), Paint(colour=lighter(LAMP, 0.4), end=LAMP, glow=1.0))
    return d


def submarine(moment: Moment) -> Drawing:
    """A round-nosed boat with a tower, portholes, a periscope and a turning screw."""
    d, paint = Drawing(), moment.colour("#c9a13b")
    phase = TURN * moment.phase
    y = 0.40 + 0.01 * sin(phase)
    for k in range(3):
        a = phase + TURN * k / 3
        blade = ellipse(-1.24, y + 0.10 * sin(a), 0.035, 0.09 * abs(sin(a)) + 0.02)
        d.fill(blade, enamel(CHROME))
    for sign in (1, -1):
        fin = polygon(((-0.88, y), (-1.20, y + 0.34 * sign), (-1.04, y + 0.34 * sign), (-0.66, y)))
        d.fill(fin, enamel(darker(paint, 0.25)))
    tower = smooth(((-0.22, y + 0.2), (-0.16, y + 0.46), (0.20, y + 0.46), (0.34, y + 0.2)),
                   corners=(0, 3))  # fmt: skip
    d.fill(tower, enamel(paint))
    d.fill(ribbon(((0.02, y + 0.44), (0.02, y + 0.60), (0.14, y + 0.60)), (0.035, 0.035, 0.045)),
           enamel(CHROME))  # fmt: skip
    top = ((0.98, y + 0.19), (0.55, y + 0.29), (-0.5, y + 0.27), (-1.22, y + 0.03))
    low = [(px, 2 * y - py) for px, py in reversed(top)]
    hull = smooth(((1.12, y), *top, *low))
    d.fill(hull, Paint(colour=lighter(paint, 0.2), end=darker(paint, 0.45), shade=0.05, rim=0.012))
    d.fill(box(-1.3, y - 0.02, 1.2, y + 0.012), flat(darker(paint, 0.4), alpha=0.6), within=hull)
    for x in (-0.62, -0.28, 0.06, 0.40, 0.74):
        d.fill(ellipse(x, y + 0.09, 0.088), enamel(darker(paint, 0.3)))
        d.fill(ellipse(x, y + 0.09, 0.062), Paint(colour=lighter(LAMP, 0.4), end=LAMP, glow=0.9))
    beam = Paint(colour=LAMP, alpha=0.35, end_alpha=0.0, start=(1.1, y), stop=(2.2, y), glow=1.0)
    d.fill(polygon(((1.08, y + 0.04), (2.2, y + 0.30), (2.2, y - 0.34), (1.08, y - 0.04))), beam)
    return d


def rowboat(moment: Moment) -> Drawing:
    """A wooden boat with its oars; height 1 is a grown rower's."""
    d, hull = Drawing(), moment.colour("#8a4a34")
    stroke, dip = cos(TURN * moment.phase), sin(TURN * moment.phase)
    rock = 0.012 * sin(TURN * moment.phase)
    wood = (0.62, 0.44, 0.28)
    blade = (-0.30 - 0.34 * stroke, -0.03 + 0.10 * dip)
    for shift, shade in ((0.10, 0.35), (0.0, 0.0)):
        tip = (blade[0] + shift, blade[1] + shift * 0.5)
        oar = ((0.10 + shift, 0.42), (-0.04 + shift, 0.27 + rock), tip)
        if shift:
            d.fill(ribbon(oar, (0.018, 0.022, 0.03)), enamel(darker(wood, shade), rim=0.003))
    inside = smooth(((-0.98, 0.26 + rock), (0.0, 0.23), (1.0, 0.28 - rock), (0.0, 0.19)),
                    corners=(0, 2))  # fmt: skip
    d.fill(inside, flat(darker(hull, 0.55)))
    shell = smooth(
        ((-1.02, 0.28 + rock), (-0.4, 0.205), (0.3, 0.20), (1.06, 0.32 - rock), (0.86, 0.05),
         (0.5, -0.04), (-0.6, -0.04), (-0.92, 0.04)),
        corners=(0, 3),
    )  # fmt: skip
    d.fill(shell, Paint(colour=lighter(hull, 0.18), end=darker(hull, 0.45), shade=0.03, rim=0.01))
    for drop in (0.075, 0.14):
        plank = ((-0.96, 0.26 - drop + rock), (0.0, 0.20 - drop), (0.98, 0.28 - drop - rock))
        d.fill(ribbon(plank, (0.007, 0.007)), flat(darker(hull, 0.5), alpha=0.7), within=shell)
    edge = ((-1.02, 0.275 + rock), (-0.3, 0.205), (0.3, 0.20), (1.06, 0.315 - rock))
    d.fill(ribbon(edge, (0.035, 0.035)), enamel(wood, rim=0.004))
    oar = ((0.12, 0.43), (-0.04, 0.25 + rock), blade)
    d.fill(ribbon(oar, (0.018, 0.022, 0.022)), enamel(wood, rim=0.003))
    d.fill(ellipse(*blade, 0.085, 0.03, 0.5), enamel(lighter(wood, 0.2), rim=0.003))
    return d


ACTORS: dict[str, Actor] = {
    "rowboat": Actor(draw=rowboat, metres=1.8, seconds=2.4, idle=3.2, stride=0.7),
    "motorcycle": Actor(draw=motorcycle, metres=1.7, seconds=0.5, stride=TURN * 0.205),
    "tractor": Actor(draw=tractor, metres=2.6, seconds=0.9, stride=TURN * 0.19),
    "submarine": Actor(draw=submarine, metres=4.5, seconds=1.6, idle=2.4, stride=0.8),
}

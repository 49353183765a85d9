"""Cars, buses, trains, bicycles: one cycle is one turn of a wheel."""

from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    box,
    chain,
    ellipse,
    moved,
    outline,
    polygon,
    ribbon,
    ring,
    rounded,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    halo,
    lighter,
    mix,
)
from workers.engines.painter.subjects.figure import garments, limbs, profile
from workers.engines.painter.subjects.figure.look import look_of
from workers.engines.painter.subjects.figure.roles import ROLES
from workers.engines.painter.subjects.figure.side import BARE
from workers.engines.painter.subjects.figure.skeleton import (
    ANKLE,
    Axis,
    Limb,
    Pose,
    proportions,
    reach,
)

TURN = 2 * pi
TYRE = (0.12, 0.12, 0.15)
CHROME = (0.80, 0.81, 0.82)
GLASS = (0.36, 0.50, 0.60)
LAMP = (1.0, 0.88, 0.58)


def enamel(colour: Rgb, *, fall: float = 0.3, rim: float = 0.010) -> Paint:
    """Painted metal: bright on top, dark below."""
    return Paint(colour=lighter(colour, 0.16), end=darker(colour, fall), rim=rim, rim_strength=0.6)


def pane(path: F64, d: Drawing) -> None:
    d.fill(path, Paint(colour=lighter(GLASS, 0.45), end=darker(GLASS, 0.25)))


def wheel(d: Drawing, at: Point, radius: float, phase: float, *, spokes: int = 5) -> None:
    """A tyre with a hub whose spokes show that it turns (clockwise, as it rolls to the right)."""
    x, y = at
    d.fill(
        ellipse(x, y, radius),
        Paint(colour=lighter(TYRE, 0.1), end=darker(TYRE, 0.3), rim=radius * 0.05),
    )
    d.fill(ellipse(x, y, radius * 0.64), Paint(colour=CHROME, end=darker(CHROME, 0.35)))
    d.fill(ellipse(x, y, radius * 0.54), flat(darker(CHROME, 0.62)))
    for k in range(spokes):
        a = -TURN * (phase + k / spokes)
        tip = x + radius * 0.57 * cos(a), y + radius * 0.57 * sin(a)
        d.fill(ribbon((at, tip), (radius * 0.20, radius * 0.12)), flat(lighter(CHROME, 0.1)))
    d.fill(ellipse(x, y, radius * 0.15), flat(lighter(CHROME, 0.3)))


def _beam(d: Drawing, x: float, y: float, length: float) -> None:
    light = Paint(
        colour=LAMP, alpha=0.34, end_alpha=0.0, start=(x, y), stop=(x + length, y), glow=1.0
    )
    d.fill(
        polygon(((x, y + 0.03), (x + length, y + 0.20), (x + length, y - 0.32), (x, y - 0.03))),
        light,
    )


def car(moment: Moment) -> Drawing:
    """A round-shouldered coupé."""
    d, paint = Drawing(), moment.colour("#b8493e")
    bounce = 0.006 * sin(TURN * moment.phase * 2)
    y = 0.02 + bounce
    body = moved(
        outline(
            "-1.42,0.3 -1.45,0.5 -1.30,0.62 -0.86,0.68! -0.58,0.95 -0.10,1 0.34,0.93 "
            "0.66,0.66! 1.18,0.6 1.40,0.48 1.44,0.28 1.38,0.2! -1.36,0.2!"
        ),
        (0.0, y),
    )
    d.fill(body, enamel(paint))
    d.fill(box(-1.5, 0.1 + y, 1.5, 0.30 + y), flat(darker(paint, 0.42), alpha=0.8), within=body)
    pane(moved(outline("-0.74,0.69! -0.52,0.9 -0.10,0.935! -0.10,0.69!"), (0.0, y)), d)
    pane(moved(outline("-0.02,0.69! -0.02,0.935! 0.28,0.88 0.50,0.69!"), (0.0, y)), d)
    for a, b in (((-0.50, 0.90), (-0.66, 0.70)), ((0.16, 0.90), (0.06, 0.70))):
        d.fill(
            ribbon(((a[0], a[1] + y), (b[0], b[1] + y)), (0.05, 0.05)), flat((1, 1, 1), alpha=0.25)
        )
    d.fill(
        ribbon(((-1.36, 0.55 + y), (-0.2, 0.60 + y), (1.30, 0.50 + y)), (0.012, 0.018, 0.012)),
        flat(lighter(paint, 0.45), alpha=0.7),
    )
    for x in (-0.06, 0.56):
        d.fill(
            ribbon(((x, 0.68 + y), (x - 0.02, 0.30 + y)), (0.010, 0.010)),
            flat(darker(paint, 0.45), alpha=0.8),
        )
    d.fill(rounded(-0.30, 0.585 + y, -0.14, 0.61 + y, 0.012), flat(CHROME))
    d.fill(
        ellipse(1.33, 0.465 + y, 0.065, 0.075), Paint(colour=lighter(LAMP, 0.5), end=LAMP, glow=1.0)
    )
    d.fill(rounded(-1.45, 0.45 + y, -1.38, 0.56 + y, 0.02), flat((0.92, 0.22, 0.20), glow=0.8))
    d.fill(rounded(1.28, 0.22 + y, 1.50, 0.28 + y, 0.03), enamel(CHROME))
    d.fill(rounded(-1.52, 0.22 + y, -1.28, 0.28 + y, 0.03), enamel(CHROME))
    for x in (-0.88, 0.90):
        d.fill(ellipse(x, 0.235 + y, 0.285), flat((0.08, 0.08, 0.11)))
        wheel(d, (x, 0.225), 0.225, moment.phase)
    d.fill(ellipse(1.33, 0.465 + y, 0.5), halo(1.33, 0.465 + y, 0.5, LAMP, 0.35))
    return d


def bus(moment: Moment) -> Drawing:
    d, paint = Drawing(), moment.colour("#d8873a")
    y = 0.004 * sin(TURN * moment.phase * 2)
    cream = (0.95, 0.91, 0.82)
    body = rounded(-1.28, 0.12 + y, 1.28, 0.97 + y, 0.11)
    d.fill(body, enamel(paint, fall=0.22))
    d.fill(box(-1.4, 0.86 + y, 1.4, 1.0 + y), enamel(cream, fall=0.1), within=body)
    d.fill(box(-1.4, 0.41 + y, 1.4, 0.46 + y), flat(cream), within=body)
    d.fill(box(-1.4, 0.10 + y, 1.4, 0.19 + y), flat(darker(paint, 0.55)), within=body)
    for k in range(5):
        x = -1.16 + 0.40 * k
        pane(rounded(x, 0.52 + y, x + 0.34, 0.82 + y, 0.03), d)
        d.fill(
            polygon(
                (
                    (x + 0.05, 0.52 + y),
                    (x + 0.12, 0.52 + y),
                    (x + 0.24, 0.82 + y),
                    (x + 0.17, 0.82 + y),
                )
            ),
            flat((1, 1, 1), alpha=0.22),
        )
        head = ellipse(x + 0.17, 0.61 + y, 0.055, 0.07)
        if k in (0, 2, 3):
            d.fill(
                [head, rounded(x + 0.08, 0.50 + y, x + 0.26, 0.57 + y, 0.03)],
                flat((0.18, 0.20, 0.28), alpha=0.75),
                within=rounded(x, 0.52 + y, x + 0.34, 0.82 + y, 0.03),
            )
    pane(rounded(0.88, 0.20 + y, 1.06, 0.82 + y, 0.02), d)
    d.fill(box(0.965, 0.20 + y, 0.975, 0.82 + y), flat(darker(paint, 0.5)))
    pane(rounded(1.12, 0.50 + y, 1.30, 0.84 + y, 0.04), d)
    d.fill(ellipse(1.24, 0.30 + y, 0.045), Paint(colour=lighter(LAMP, 0.5), end=LAMP, glow=1.0))
    for x in (-0.78, 0.62):
        d.fill(ellipse(x, 0.17 + y, 0.19), flat((0.08, 0.08, 0.11)))
        wheel(d, (x, 0.15), 0.15, moment.phase)
    return d


def _smoke(d: Drawing, phase: float) -> None:
    """Puffs that grow and thin as they are left behind."""
    for k in range(5):
        t = ((k + phase) / 5) % 1.0
        x, y, r = 0.86 - 1.7 * t, 1.06 + 0.28 * t**0.7, 0.05 + 0.15 * t
        d.fill(
            ellipse(x, y, r * 1.15, r),
            Paint(
                colour=(0.96, 0.95, 0.95),
                end=(0.75, 0.75, 0.80),
                alpha=0.85 * (1 - t) ** 0.8 * min(1, t * 8),
            ),
        )


def train(moment: Moment) -> Drawing:
    """A steam engine with one carriage, its rods going round."""
    d, paint = Drawing(), moment.colour("#2f4f5f")
    red, brass, black = (0.72, 0.22, 0.20), (0.85, 0.66, 0.32), (0.14, 0.15, 0.19)
    _smoke(d, moment.phase)
    car_ = mix(paint, red, 0.75)
    d.fill(rounded(-2.05, 0.20, -0.72, 0.84, 0.04), enamel(car_))
    d.fill(
        outline("-2.12,0.82! -2.02,0.90 -1.4,0.92 -0.76,0.90 -0.66,0.82!"),
        enamel(darker(car_, 0.5)),
    )
    for k in range(4):
        x = -1.96 + 0.31 * k
        d.fill(rounded(x - 0.02, 0.46, x + 0.24, 0.76, 0.03), flat(brass))
        d.fill(
            rounded(x, 0.48, x + 0.22, 0.74, 0.03),
            Paint(colour=(1.0, 0.86, 0.58), end=(0.93, 0.66, 0.38), glow=0.75),
        )
    d.fill(box(-2.05, 0.34, -0.72, 0.37), flat(brass))
    d.fill(box(-0.74, 0.24, -0.50, 0.28), flat(black))
    d.fill(box(-0.56, 0.20, 1.02, 0.32), enamel(red))
    d.fill(rounded(-0.16, 0.32, 0.98, 0.72, 0.10), enamel(paint, fall=0.45, rim=0.014))
    for x in (0.10, 0.40, 0.70):
        d.fill(
            box(x, 0.32, x + 0.022, 0.72),
            enamel(brass),
            within=rounded(-0.16, 0.32, 0.98, 0.72, 0.10),
        )
    d.fill(rounded(0.92, 0.33, 1.02, 0.71, 0.04), enamel(black))
    d.fill(polygon(((0.80, 0.70), (0.92, 0.70), (0.95, 0.98), (0.77, 0.98))), enamel(black))
    d.fill(rounded(0.74, 0.96, 0.98, 1.02, 0.02), enamel(brass))
    d.fill(ellipse(0.52, 0.72, 0.085, 0.095), enamel(brass))
    d.fill(ellipse(0.25, 0.72, 0.06, 0.07), enamel(paint))
    d.fill(box(-0.56, 0.30, -0.10, 0.90), enamel(paint, fall=0.35))
    d.fill(
        rounded(-0.47, 0.56, -0.20, 0.82, 0.03),
        Paint(colour=(1.0, 0.86, 0.58), end=(0.93, 0.66, 0.38), glow=0.75),
    )
    d.fill(outline("-0.66,0.88! -0.56,0.97 -0.33,0.99 -0.10,0.97 0.0,0.88!"), enamel(red))
    d.fill(ellipse(1.02, 0.60, 0.05, 0.06), Paint(colour=lighter(LAMP, 0.5), end=LAMP, glow=1.0))
    d.fill(polygon(((1.0, 0.26), (1.26, 0.04), (0.92, 0.04))), enamel(red))
    for x in (-1.82, -1.52, -1.22, -0.94, 0.84):
        wheel(d, (x, 0.11), 0.11, moment.phase * 2, spokes=6)
    a = -TURN * moment.phase
    pins = []
    for x in (-0.36, 0.04, 0.44):
        wheel(d, (x, 0.18), 0.18, moment.phase, spokes=8)
        pins.append((x + 0.10 * cos(a), 0.18 + 0.10 * sin(a)))
    d.fill(ribbon((pins[0], pins[2]), (0.045, 0.045)), enamel(CHROME))
    d.fill(ribbon((pins[2], (0.86, 0.22)), (0.035, 0.035)), enamel(CHROME))
    d.fill(rounded(0.72, 0.15, 0.98, 0.29, 0.03), enamel(black))
    d.fill(box(-2.2, -0.012, 1.34, 0.004), flat((0.28, 0.26, 0.28)))
    d.fill(ellipse(1.05, 0.60, 0.5), halo(1.05, 0.60, 0.5, LAMP, 0.4))
    return d


def rider(d: Drawing, moment: Moment, crank: Point, saddle: Point, bars: Point) -> None:
    """Somebody on the saddle, pedalling: two turns of the crank would be too fast, so half a turn
    of the pedals goes with one of the wheels; a cycle of the bicycle is one turn of its cranks."""
    sheet = moment.sprite.sheet or ROLES["man"]
    body, look = proportions(sheet), look_of(sheet)
    neck = (saddle[0] + 0.20, saddle[1] + (body.shoulder - body.hip) * 0.93)
    legs = []
    for offset in (0.0, 0.5):
        a = -TURN * (moment.phase + offset)
        ankle = crank[0] + 0.075 * cos(a) - 0.02, crank[1] + 0.075 * sin(a) + ANKLE
        limb = reach(saddle, ankle, body.thigh, body.shin, 1.0)
        legs.append(Limb(limb.root, limb.middle, limb.end, -0.15 + 0.15 * sin(a)))
    root = (neck[0] - 0.004, neck[1] - 0.012)
    arms = [
        reach(root, (bars[0] - 0.03 * k, bars[1] + 0.02), body.upper_arm, body.forearm, -1.0)
        for k in (0, 1)
    ]
    arms = [Limb(m.root, m.middle, m.end, 1.2) for m in arms]
    pose = Pose(
        pelvis=saddle,
        neck=neck,
        head=(neck[0] + 0.03, neck[1] + body.head * 0.75),
        nod=-0.05,
        near_leg=legs[0],
        far_leg=legs[1],
        near_arm=arms[0],
        far_arm=arms[1],
        trail=0.9,
        sway=TURN * moment.phase,
    )
    axis = Axis(pose.pelvis, pose.neck)
    head = profile.Head(d, pose, body, look)
    garments.scarf_tail(d, pose, look)
    for limb, worn in ((pose.far_leg, look.behind()), (pose.near_leg, look)):
        limbs.leg(d, limb, body, worn, bare=sheet.outfit in BARE)
    profile.neck(head)
    garments.GARMENTS["jacket"](d, pose, axis, body, look)
    profile.face(head, detail=moment.detail)
    profile.HAIR[sheet.hair](head)
    garments.scarf(d, axis, look)
    limbs.arm(d, pose.near_arm, body, look)


def bicycle(moment: Moment) -> Drawing:
    """A bicycle with its rider; height 1 is the rider's head."""
    d, paint = Drawing(), moment.colour("#2f7f86")
    radius = 0.19
    rear, front, crank = (-0.30, radius), (0.32, radius), (0.0, 0.165)
    saddle, bars = (-0.10, 0.53), (0.22, 0.575)
    for x, y in (rear, front):
        d.fill(ring(x, y, radius, radius * 0.86), flat(TYRE))
        d.fill(ring(x, y, radius * 0.86, radius * 0.80), flat(CHROME))
        for k in range(10):
            turn = -TURN * (moment.phase + k / 10)
            d.fill(
                ribbon(
                    ((x, y), (x + radius * 0.82 * cos(turn), y + radius * 0.82 * sin(turn))),
                    (0.003, 0.003),
                ),
                flat(CHROME, alpha=0.8),
            )
        d.fill(ellipse(x, y, 0.016), flat(CHROME))
    seat, head = (-0.085, 0.43), (0.21, 0.47)
    tubes = (
        (rear, crank),
        (rear, seat),
        (seat, crank),
        (crank, (0.225, 0.41)),
        (seat, head),
        (front, (0.20, 0.56)),
    )
    for a, b in tubes:
        d.fill(chain((a, b), (0.011, 0.011)), enamel(paint, rim=0.003))
    d.fill(chain((seat, (-0.093, 0.485)), (0.009, 0.009)), flat(CHROME))
    d.fill(
        outline("-0.17,0.49 -0.16,0.515 -0.06,0.505 -0.01,0.495 -0.07,0.480"),
        enamel((0.30, 0.20, 0.15)),
    )
    d.fill(
        ribbon(((0.20, 0.55), (0.225, 0.585), (0.17, 0.595)), (0.018, 0.016, 0.018)),
        flat((0.2, 0.2, 0.22)),
    )
    turned = -TURN * moment.phase
    for side in (1, -1):
        pedal = crank[0] + side * 0.075 * cos(turned), crank[1] + side * 0.075 * sin(turned)
        d.fill(ribbon((crank, pedal), (0.014, 0.010)), flat(darker(CHROME, 0.2)))
        d.fill(
            rounded(pedal[0] - 0.035, pedal[1] - 0.008, pedal[0] + 0.035, pedal[1] + 0.006, 0.006),
            flat(TYRE),
        )
    d.fill(ring(*crank, 0.042, 0.030), flat(darker(CHROME, 0.3)))
    rider(d, moment, crank, saddle, bars)
    return d


ACTORS: dict[str, Actor] = {
    "car": Actor(draw=car, metres=1.45, seconds=0.5, stride=TURN * 0.225),
    "bus": Actor(draw=bus, metres=3.2, seconds=0.6, stride=TURN * 0.15),
    "train": Actor(draw=train, metres=4.2, seconds=0.9, stride=TURN * 0.18),
    "bicycle": Actor(draw=bicycle, metres=1.85, seconds=1.0, stride=TURN * 0.19),
}

"""What swims: fish, whales, jellyfish. One cycle is one stroke."""

from math import cos, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import F64, Point, ellipse, ribbon, smooth
from workers.engines.painter.subjects.drawing import Drawing, Paint, Rgb, darker, flat, lighter, mix

TURN = 2 * pi
INK = (0.08, 0.08, 0.12)


def _skin(colour: Rgb, width: float = 0.03) -> Paint:
    return Paint(colour=lighter(colour, 0.12), end=darker(colour, 0.22), shade=width, rim=0.006)


def _spread(spine: list[Point], tops: list[float], lows: list[float]) -> F64:
    upper = [(x, y + t) for (x, y), t in zip(spine, tops, strict=True)]
    lower = [(x, y - t) for (x, y), t in zip(spine, lows, strict=True)]
    return smooth([*upper, *reversed(lower)])


def _fish_fins(d: Drawing, fin: Rgb, y: float, far: float, late: float) -> None:
    """Tail, back and belly fins."""
    tail = smooth(
        (
            (-0.38, y),
            (-far, y + 0.30 + 0.03 * late),
            (-far + 0.10, y + 0.01),
            (-far, y - 0.28 + 0.03 * late),
        ),
        corners=(0, 1, 3),
    )
    d.fill(tail, _skin(fin))
    for k in (-2, -1, 0, 1, 2):
        ray = ((-0.42, y), (-far + 0.04, y + 0.11 * k))
        d.fill(ribbon(ray, (0.008, 0.014)), flat(darker(fin, 0.35), alpha=0.5), within=tail)
    back = smooth(
        ((0.28, y + 0.24), (0.06, y + 0.47 + 0.02 * late), (-0.22, y + 0.38), (-0.34, y + 0.12)),
        corners=(0, 3),
    )
    low = smooth(
        ((0.12, y - 0.22), (-0.10, y - 0.42 - 0.02 * late), (-0.26, y - 0.30), (-0.30, y - 0.10)),
        corners=(0, 3),
    )
    d.fill([back], _skin(fin, 0.02))
    d.fill([low], _skin(fin, 0.02))


def fish(moment: Moment) -> Drawing:
    """A reef fish; seen from the side its stroke shows as a tail that narrows and widens."""
    d = Drawing()
    main = moment.colour("#e08a3c")
    fin = mix(darker(main, 0.25), (0.85, 0.30, 0.25), 0.4)
    beat = sin(TURN * moment.phase)
    late = sin(TURN * moment.phase - 0.9)
    y = 0.5 + 0.012 * late
    far = 0.62 + 0.22 * (0.5 + 0.5 * beat)
    _fish_fins(d, fin, y, far, late)
    body = smooth(
        (
            (0.60, y + 0.01),
            (0.42, y + 0.22),
            (0.12, y + 0.31),
            (-0.20, y + 0.20),
            (-0.44, y + 0.05),
            (-0.44, y - 0.05),
            (-0.20, y - 0.20),
            (0.12, y - 0.29),
            (0.42, y - 0.19),
        ),
        corners=(0,),
    )
    d.fill(body, _skin(main, 0.06))
    pale = mix(lighter(main, 0.75), (1, 0.97, 0.9), 0.5)
    for x, width in ((0.235, 0.085), (-0.16, 0.07)):
        band = ribbon(
            ((x + 0.02, y + 0.4), (x + 0.055, y), (x + 0.0, y - 0.4)), (width, width, width)
        )
        d.fill(band, Paint(colour=pale, end=darker(pale, 0.15)), within=body)
    flap = 0.06 * beat
    d.fill(
        smooth(
            (
                (0.14, y - 0.02),
                (-0.04, y + 0.04 + flap),
                (-0.12, y - 0.06 + flap),
                (-0.02, y - 0.13),
            ),
            corners=(0,),
        ),
        _skin(fin, 0.015),
    )
    d.fill(ellipse(0.42, y + 0.065, 0.052), flat((0.98, 0.96, 0.9)))
    d.fill(ellipse(0.43, y + 0.065, 0.032), flat(INK))
    d.fill(ellipse(0.442, y + 0.080, 0.010), flat((1, 1, 1)))
    d.fill(
        ribbon(((0.585, y - 0.02), (0.53, y - 0.045), (0.49, y - 0.03)), (0.006, 0.014, 0.006)),
        flat(darker(main, 0.6)),
    )
    return d


def _fins(d: Drawing, main: Rgb, spine: list[Point], lift: float, phase: float) -> None:
    """The small fin on the back and the long flipper."""
    x, y = spine[4]
    d.fill(
        smooth(
            (
                (x + 0.16, y + lift + 0.02),
                (x - 0.02, y + lift + 0.09),
                (x - 0.06, y + lift - 0.03),
            ),
            corners=(1,),
        ),
        _skin(main, 0.01),
    )
    x, y = spine[2]
    drop = 0.10 * sin(phase + 0.5)
    d.fill(
        smooth(
            (
                (x + 0.14, y - 0.24),
                (x + 0.02, y - 0.44 + drop * 0.4),
                (x - 0.28, y - 0.62 + drop),
                (x - 0.18, y - 0.42 + drop * 0.5),
                (x - 0.04, y - 0.26),
            ),
            corners=(2,),
        ),
        _skin(darker(main, 0.12), 0.02),
    )


def whale(moment: Moment) -> Drawing:
    """A humpback whose tail rises and falls."""
    d = Drawing()
    main = moment.colour("#3f5f80")
    phase = TURN * moment.phase
    spine = []
    for k in range(7):
        t = k / 6
        spine.append(
            (0.95 - 2.0 * t, 0.50 + 0.02 * cos(phase) + 0.13 * t * t * sin(phase - 1.9 * t))
        )
    tops = [0.04, 0.25, 0.34, 0.30, 0.18, 0.08, 0.035]
    lows = [0.10, 0.36, 0.42, 0.30, 0.16, 0.07, 0.035]
    tx, ty = spine[-1]
    tilt, open_ = 0.10 * cos(phase - 1.9), 0.8 + 0.2 * sin(phase)
    fluke = smooth(
        (
            (tx + 0.10, ty),
            (tx - 0.06, ty + 0.05 + tilt * 0.5),
            (tx - 0.27, ty + 0.25 * open_ + tilt),
            (tx - 0.145, ty + tilt),
            (tx - 0.25, ty - 0.22 * open_ + tilt),
            (tx - 0.06, ty - 0.05 + tilt * 0.5),
        ),
        corners=(2, 4),
    )
    d.fill(fluke, _skin(darker(main, 0.1), 0.02))
    body = _spread(spine, tops, lows)
    d.fill(body, _skin(main, 0.05))
    chin = [(x, y - 0.06 - 0.16 * sin(pi * k / 6)) for k, (x, y) in enumerate(spine)]
    pale = mix(lighter(main, 0.70), (0.95, 0.93, 0.88), 0.5)
    belly = smooth([*chin[:5], (spine[4][0], spine[4][1] - 0.7), (1.0, 0.0)])
    d.fill(belly, Paint(colour=pale, end=darker(pale, 0.25)), within=body)
    for k in range(5):
        groove = [(x - 0.02, y - 0.045 * (k + 0.6)) for x, y in chin[:4]]
        d.fill(
            ribbon(groove, (0.004, 0.012, 0.012, 0.002)),
            flat(darker(main, 0.15), alpha=0.5),
            within=body,
        )
    _fins(d, main, spine, tops[4], phase)
    x, y = spine[1]
    d.fill(ellipse(x - 0.06, y - 0.075, 0.024, 0.020), flat(INK))
    d.fill(ellipse(x - 0.054, y - 0.068, 0.007), flat((1, 1, 1)))
    return d


def _tentacles(d: Drawing, moment: Moment, main: Rgb, wide: float, top: float) -> None:
    """Threads and frilled arms that follow the pulse."""
    glow = 0.55
    for k in range(7):
        x = wide * (k - 3) / 3.6
        long = 0.50 + 0.12 * ((k * 5) % 3) / 2
        points = []
        for j in range(6):
            t = j / 5
            points.append(
                (
                    x * (1 - 0.25 * t) + 0.045 * t * sin(TURN * (moment.phase - 0.8 * t) + k),
                    top - 0.04 - long * t,
                )
            )
        paint = Paint(colour=lighter(main, 0.3), alpha=0.75, end_alpha=0.10, glow=glow)
        d.fill(ribbon(points, (0.022, 0.014, 0.006)), paint)
    for k in (-1, 0, 1):
        points = []
        for j in range(5):
            t = j / 4
            points.append(
                (
                    0.09 * k + 0.05 * t * sin(TURN * (moment.phase - 0.6 * t) + 2 * k),
                    top - 0.02 - 0.38 * t,
                )
            )
        paint = Paint(colour=lighter(main, 0.55), alpha=0.8, end_alpha=0.15, glow=glow)
        d.fill(ribbon(points, (0.09, 0.10, 0.06, 0.02)), paint)


def jellyfish(moment: Moment) -> Drawing:
    """A bell that opens and closes, with light inside."""
    d = Drawing(light=(0.2, 0.98))
    main = moment.colour("#c48adf")
    pulse = 0.5 - 0.5 * cos(TURN * moment.phase)
    wide, tall = 0.36 - 0.07 * pulse, 0.30 + 0.05 * pulse
    top = 0.66 + 0.03 * pulse
    _tentacles(d, moment, main, wide, top)
    scallops = [
        (wide * (1 - k / 3), top - 0.02 - 0.045 * (k % 2) * (1 if k not in (0, 6) else 0))
        for k in range(7)
    ]
    bell = smooth(
        [
            (-wide, top - 0.02),
            (-wide * 0.92, top + 0.58 * tall),
            (-wide * 0.5, top + 0.92 * tall),
            (0, top + tall),
            (wide * 0.5, top + 0.92 * tall),
            (wide * 0.92, top + 0.58 * tall),
            *scallops[:-1],
        ],
        corners=(0, 6, 8, 10),
    )
    d.fill(
        bell,
        Paint(
            colour=lighter(main, 0.25),
            end=main,
            alpha=0.92,
            end_alpha=0.70,
            rim=0.012,
            rim_strength=0.8,
            glow=0.55,
        ),
    )
    inner = ellipse(0, top + 0.40 * tall, wide * 0.55, tall * 0.42)
    d.fill(
        inner,
        Paint(
            colour=(1, 0.95, 0.95),
            alpha=0.75,
            end_alpha=0.0,
            start=(0, top + 0.4 * tall),
            stop=(wide * 0.55, top + 0.4 * tall),
            radial=True,
            glow=1.0,
        ),
    )
    for k in (-1, 1):
        d.fill(
            ellipse(0.10 * k, top + 0.46 * tall, 0.055, 0.075),
            Paint(colour=lighter(main, 0.6), alpha=0.5, glow=0.55),
            within=bell,
        )
    return d


ACTORS: dict[str, Actor] = {
    "fish": Actor(draw=fish, metres=0.3, seconds=0.7, idle=1.2, stride=0.8),
    "whale": Actor(draw=whale, metres=4.5, seconds=3.2, idle=4.0, stride=1.2),
    "jellyfish": Actor(draw=jellyfish, metres=0.8, seconds=2.2, idle=2.6, stride=0.3),
}

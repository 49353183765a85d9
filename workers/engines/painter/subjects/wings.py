"""Birds, owls, butterflies, dragons: a body and wings that beat once a cycle.

Wings are lowest at phase 0 and 0.5 is the top; the body rises while they go down. Height 1 is the
wing span's height at rest, so the ground line runs below the feet and not below the wing tips.
"""

from math import cos, pi, sin

import numpy as np

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    ccw,
    ellipse,
    moved,
    outline,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    lighter,
    mix,
    rgb,
)

TURN = 2 * pi
INK = (0.09, 0.08, 0.12)


def plumage(colour: Rgb, width: float = 0.03) -> Paint:
    return Paint(colour=lighter(colour, 0.1), end=darker(colour, 0.22), shade=width, rim=0.006)


def _beat(moment: Moment) -> tuple[float, float]:
    """How far up the wings are (-1 to 1) and the same a little later, for the wing tips."""
    phase = TURN * moment.phase
    return -cos(phase), -cos(phase - 0.9)


SPREAD = (
    "0.17,0.0! 0.17,0.38 0.08,0.74 -0.20,1.04! -0.19,0.90! -0.27,0.86! "
    "-0.23,0.71! -0.31,0.62! "
    "-0.25,0.47! -0.31,0.33 -0.25,0.0!"
)
"""A wing held straight up: leading edge in front, hand and arm feathers behind."""


def _beating(wing: F64, root: Point, up: float, tip_up: float, size: tuple[float, float]) -> F64:
    """A wing raised by `up` (-1 to 1) whose outer half follows `tip_up`."""
    across, along = size
    y = wing[:, 1]
    raised = along * (y * up + y * y * 0.55 * (tip_up - up))
    back = -0.22 * y * (1 - abs(tip_up)) * across
    return ccw(np.stack([root[0] + wing[:, 0] * across + back, root[1] + raised], axis=1))


def _breast(d: Drawing, trunk: F64, lift: float, pale: Rgb) -> None:
    """Pale breast, beak and eye."""
    belly = smooth(
        (
            (0.34, lift + 0.03),
            (0.16, lift + 0.0),
            (-0.22, lift - 0.01),
            (-0.1, lift - 0.16),
            (0.25, lift - 0.12),
        )
    )
    d.fill(belly, flat(pale, alpha=0.95), within=trunk)
    d.fill(
        moved(outline("0.385,0.085! 0.50,0.045! 0.385,0.035!"), (0.0, lift)),
        flat((0.93, 0.62, 0.22)),
    )
    d.fill(ellipse(0.325, lift + 0.085, 0.018), flat(INK))
    d.fill(ellipse(0.330, lift + 0.091, 0.006), flat((1, 1, 1)))


def bird(moment: Moment) -> Drawing:
    """A songbird in flight, or of the size and colour that is asked for."""
    d, (up, tip_up) = Drawing(), _beat(moment)
    body = moment.colour("#3f5d7d")
    pale = mix(lighter(body, 0.72), (0.96, 0.88, 0.76), 0.5)
    lift = 0.5 - 0.05 * up
    root = (0.02, lift + 0.04)
    d.fill(
        _beating(outline(SPREAD), (0.09, lift + 0.05), up * 0.92 + 0.05, tip_up, (0.86, 0.52)),
        plumage(darker(body, 0.34)),
    )
    tail = smooth(
        (
            (-0.14, lift + 0.05),
            (-0.56, lift + 0.08),
            (-0.47, lift + 0.01),
            (-0.58, lift - 0.05),
            (-0.16, lift - 0.05),
        ),
        corners=(1, 2, 3),
    )
    d.fill(tail, plumage(darker(body, 0.15)))
    trunk = smooth(
        (
            (0.40, lift + 0.05),
            (0.33, lift + 0.13),
            (0.20, lift + 0.135),
            (0.0, lift + 0.09),
            (-0.22, lift + 0.045),
            (-0.42, lift + 0.01),
            (-0.22, lift - 0.055),
            (0.0, lift - 0.10),
            (0.22, lift - 0.06),
        )
    )
    d.fill(trunk, plumage(body))
    _breast(d, trunk, lift, pale)
    near = _beating(outline(SPREAD), root, up, tip_up, (1.0, 0.58))
    d.fill(near, plumage(lighter(body, 0.06), 0.04))
    arm = _beating(
        outline("0.17,0.0! 0.17,0.38 0.04,0.70 -0.08,0.40 -0.10,0.0!"),
        root,
        up,
        tip_up,
        (1.0, 0.58),
    )
    d.fill(arm, flat(lighter(body, 0.25), alpha=0.40), within=near)
    return d


def _outstretched(up: float, tip_up: float) -> F64:
    """The right wing of a bird seen from the front."""
    wing = outline(
        "0.12,0.62! 0.36,0.68 0.66,0.62 0.94,0.48! 0.80,0.46! 0.80,0.36! 0.66,0.38! "
        "0.62,0.28! "
        "0.50,0.33! 0.42,0.24! 0.32,0.32! 0.12,0.30!"
    )
    out = np.maximum(wing[:, 0] - 0.12, 0)
    raised = wing[:, 1] + 0.50 * out * up + 0.45 * out * out * (tip_up - 0.4 * up)
    return np.stack([wing[:, 0], raised], axis=1)


def owl(moment: Moment) -> Drawing:
    """An owl seen from the front: on its branch when still, gliding with spread wings otherwise."""
    d, (up, tip_up) = Drawing(), _beat(moment)
    coat = moment.colour("#7b5a42")
    pale = mix(lighter(coat, 0.6), (0.95, 0.87, 0.74), 0.5)
    if moment.moving:
        for side in (-1, 1):
            wing = _outstretched(up, tip_up)
            d.fill((wing * (side, 1.0))[::side], plumage(darker(coat, 0.12), 0.04))
    else:
        d.fill(
            ribbon(((-0.42, 0.07), (0.0, 0.05), (0.44, 0.09)), (0.05, 0.07, 0.05)),
            plumage(rgb("#5a4030"), 0.02),
        )
    d.fill(
        outline("-0.10,0.14 0.10,0.14 0.12,-0.02! 0.0,0.02 -0.12,-0.02!"),
        plumage(darker(coat, 0.25)),
    )
    body = outline(
        "0.0,0.86 0.22,0.80 0.27,0.55 0.24,0.26 0.10,0.07 -0.10,0.07 -0.24,0.26 "
        "-0.27,0.55 -0.22,0.80"
    )
    d.fill(body, plumage(coat, 0.05))
    d.fill(outline("0.0,0.58 0.14,0.44 0.13,0.20 0.0,0.10 -0.13,0.20 -0.14,0.44"), flat(pale))
    for row in range(3):
        for k in range(-1, 2):
            x, y = 0.075 * k + 0.035 * (row % 2), 0.44 - 0.10 * row
            d.fill(
                moved(outline("-0.022,0! 0,-0.045! 0.022,0! 0,0.006"), (x, y)),
                flat(coat, alpha=0.75),
            )
    for side in (-1, 1):
        fold = outline("0.17,0.62 0.30,0.48 0.27,0.22 0.16,0.10! 0.15,0.35")
        if not moment.moving:
            d.fill((fold * (side, 1.0))[::side], plumage(darker(coat, 0.18), 0.02))
        tuft = outline("0.09,0.84! 0.25,1.0! 0.24,0.74!")
        d.fill((tuft * (side, 1.0))[::side], plumage(darker(coat, 0.12), 0.0))
        d.fill(ellipse(0.105 * side, 0.70, 0.125, 0.130), plumage(pale, 0.02))
        d.fill(ellipse(0.098 * side, 0.70, 0.072), flat((0.96, 0.70, 0.20)))
        d.fill(ellipse(0.092 * side, 0.70, 0.042), flat(INK))
        d.fill(ellipse(0.092 * side + 0.016, 0.718, 0.012), flat((1, 1, 1)))
    blink = max(0.0, cos(TURN * moment.phase) - 0.96) / 0.04 if not moment.moving else 0.0
    if blink > 0:
        for side in (-1, 1):
            x = 0.098 * side
            d.fill(ellipse(x, 0.70, 0.074), Paint(colour=darker(pale, 0.2), alpha=blink))
    d.fill(outline("-0.032,0.66! 0.0,0.69 0.032,0.66! 0.0,0.575!"), flat((0.86, 0.60, 0.28)))
    return d


def butterfly(moment: Moment) -> Drawing:
    """Seen from above and behind: its wings fold towards the eye."""
    d = Drawing(light=(0.25, 0.97))
    open_ = 0.26 + 0.74 * (0.5 - 0.5 * cos(TURN * moment.phase))
    lift = 0.03 * cos(TURN * moment.phase)
    main = moment.colour("#e0703a")
    edge = darker(main, 0.82)
    fore = outline("0.02,0.56! 0.16,0.86 0.42,1.0 0.54,0.90 0.48,0.66 0.30,0.48 0.02,0.48!")
    hind = outline("0.02,0.50! 0.28,0.46 0.42,0.30 0.34,0.12 0.22,0.10 0.10,0.22 0.02,0.40!")
    panes = (
        "0.08,0.60 0.20,0.80 0.30,0.74 0.20,0.58",
        "0.26,0.82 0.42,0.93 0.46,0.86 0.34,0.74",
        "0.24,0.58 0.34,0.70 0.45,0.72 0.42,0.62 0.28,0.52",
    )
    for side in (-1.0, 1.0):
        squash = (side * open_, 1.0)
        turn = int(side)
        for wing, inner in (
            (hind, ("0.08,0.42 0.26,0.40 0.34,0.28 0.26,0.18 0.14,0.26",)),
            (fore, panes),
        ):
            shape = moved((wing * squash)[::turn], (0, lift))
            d.fill(shape, Paint(colour=edge, end=darker(edge, 0.2), rim=0.008))
            for pane in inner:
                d.fill(
                    moved((outline(pane) * squash)[::turn], (0, lift)),
                    Paint(colour=lighter(main, 0.30), end=main),
                )
        for x, y in ((0.47, 0.80), (0.49, 0.72), (0.30, 0.15), (0.38, 0.22)):
            d.fill(
                ellipse(x * squash[0], y + lift, 0.016 * open_ + 0.004, 0.018),
                flat((0.98, 0.94, 0.86)),
            )
        feeler = ((0.0, 0.64 + lift), (0.03 * side, 0.76 + lift), (0.10 * side, 0.84 + lift))
        d.fill(ribbon(feeler, (0.012, 0.008, 0.016)), flat(INK))
    d.fill(ellipse(0.0, 0.48 + lift, 0.030, 0.20), plumage((0.16, 0.13, 0.16), 0.012))
    d.fill(ellipse(0.0, 0.66 + lift, 0.034), plumage((0.16, 0.13, 0.16), 0.012))
    return d


WEB = (
    "0.0,0.0! 0.16,0.52! -0.26,1.08! -0.30,0.72 -0.56,0.80! -0.46,0.48 "
    "-0.66,0.42! -0.46,0.22 "
    "-0.46,0.0!"
)
BONES = (
    "0.0,0.0 0.16,0.52",
    "0.16,0.52 -0.26,1.08",
    "0.16,0.52 -0.56,0.80",
    "0.16,0.52 -0.66,0.42",
)


def _dragon_wing(
    d: Drawing, root: Point, beat: tuple[float, float], tones: tuple[Rgb, Rgb]
) -> None:
    """A bat's wing: skin between fingers that spring from the wrist."""
    skin, scales = tones
    size = (0.95, 0.80)
    web = _beating(outline(WEB), root, *beat, size)
    d.fill(web, Paint(colour=lighter(skin, 0.08), end=darker(skin, 0.35), rim=0.006))
    for k, bone in enumerate(BONES):
        a, b = ([float(v) for v in point.split(",")] for point in bone.split())
        spine = np.array(
            [[a[i] + (b[i] - a[i]) * t for i in (0, 1)] for t in (0.0, 0.35, 0.7, 1.0)]
        )
        y = spine[:, 1].copy()
        raised = size[1] * (y * beat[0] + y * y * 0.55 * (beat[1] - beat[0]))
        back = -0.22 * y * (1 - abs(beat[1])) * size[0]
        line = np.stack([root[0] + spine[:, 0] * size[0] + back, root[1] + raised], axis=1)
        d.fill(ribbon(line, (0.06, 0.034) if k == 0 else (0.024, 0.006)), plumage(scales, 0.004))


def _dragon_head(d: Drawing, hx: float, hy: float, scales: Rgb) -> None:
    """Horns, jaws and a burning eye."""
    for side, shade_ in ((0.03, 0.3), (0.0, 0.0)):
        horn = (
            (hx - 0.06 + side, hy + 0.04),
            (hx - 0.15 + side, hy + 0.10),
            (hx - 0.20 + side, hy + 0.19),
        )
        d.fill(
            ribbon(horn, (0.045, 0.03, 0.006)), plumage(darker((0.88, 0.80, 0.62), shade_), 0.006)
        )
    head = smooth(
        (
            (hx - 0.10, hy + 0.04),
            (hx, hy + 0.075),
            (hx + 0.12, hy + 0.035),
            (hx + 0.24, hy + 0.015),
            (hx + 0.25, hy - 0.03),
            (hx + 0.10, hy - 0.045),
            (hx + 0.20, hy - 0.075),
            (hx + 0.02, hy - 0.085),
            (hx - 0.10, hy - 0.05),
        ),
        corners=(5, 6),
    )
    d.fill(head, plumage(scales, 0.018))
    d.fill(ellipse(hx + 0.045, hy + 0.03, 0.020, 0.015), flat((0.99, 0.80, 0.25), glow=1.0))
    d.fill(ellipse(hx + 0.05, hy + 0.03, 0.006, 0.015), flat(INK))
    d.fill(ellipse(hx + 0.225, hy + 0.005, 0.008), flat(INK))


def _tail_and_legs(d: Drawing, tip: Point, y: float, wave: float, tones: tuple[Rgb, Rgb]) -> None:
    """The arrow at the tail and the legs folded back."""
    skin, scales = tones
    d.fill(
        smooth(
            (
                (tip[0] + 0.03, tip[1]),
                (tip[0] - 0.03, tip[1] + 0.075),
                (tip[0] - 0.14, tip[1] - 0.02),
                (tip[0] - 0.01, tip[1] - 0.06),
            ),
            corners=(0, 1, 2, 3),
        ),
        plumage(skin, 0.0),
    )
    for x, back in ((-0.10, 0.32), (0.12, 0.0)):
        for part in (
            ribbon(
                ((x, y - 0.06), (x - 0.10, y - 0.18), (x - 0.22, y - 0.20 + wave)),
                (0.12, 0.07, 0.035),
            ),
        ):
            d.fill(part, plumage(darker(scales, 0.1 + back * 0.3), 0.012))


def dragon(moment: Moment) -> Drawing:
    d, (up, tip_up) = Drawing(), _beat(moment)
    scales = moment.colour("#3c7a5c")
    skin = mix(lighter(scales, 0.18), (0.86, 0.50, 0.28), 0.62)
    y = 0.42 - 0.035 * up
    wave = [0.02 * sin(TURN * moment.phase - 0.9 * k) for k in range(6)]

    beat = (up, tip_up)
    _dragon_wing(d, (0.22, y + 0.08), beat, (darker(skin, 0.35), darker(scales, 0.35)))
    tail = (
        (-0.12, y),
        (-0.40, y - 0.06 + wave[1]),
        (-0.66, y + 0.0 + wave[2] * 1.5),
        (-0.90, y - 0.07 + wave[3] * 2),
    )
    _tail_and_legs(d, tail[-1], y, wave[2], (skin, scales))
    neck = (
        (0.14, y + 0.02),
        (0.34, y + 0.06),
        (0.44, y + 0.20 + wave[0]),
        (0.56, y + 0.28 + wave[0]),
    )
    for k in range(9):
        t = k / 8
        x = -0.55 + 1.0 * t
        base = y + 0.02 + 0.085 * sin(pi * min(t * 0.85, 1.0)) ** 1.2 * (t > 0.2) + 0.02 * t
        d.fill(
            smooth(
                ((x - 0.03, base), (x - 0.045, base + 0.075), (x + 0.04, base)), corners=(0, 1, 2)
            ),
            flat(darker(skin, 0.15)),
        )
    trunk = ribbon(
        (*tail[:0:-1], (-0.16, y - 0.01), (0.08, y + 0.0), (0.30, y + 0.06)),
        (0.015, 0.07, 0.13, 0.20, 0.25, 0.13),
    )
    d.fill([trunk, ribbon(neck, (0.20, 0.13, 0.10, 0.10))], plumage(scales, 0.035))
    belly = ribbon(
        ((-0.45, y - 0.06), (-0.1, y - 0.09), (0.12, y - 0.11), (0.36, y - 0.02)),
        (0.01, 0.05, 0.08, 0.03),
    )
    d.fill(belly, flat(mix(skin, (0.95, 0.85, 0.6), 0.55)), within=trunk)
    hx, hy = 0.60, y + 0.29 + wave[0]
    _dragon_head(d, hx, hy, scales)
    _dragon_wing(d, (0.12, y + 0.06), beat, (skin, scales))
    return d


ACTORS: dict[str, Actor] = {
    "bird": Actor(draw=bird, metres=0.45, seconds=0.42, idle=0.6, stride=1.2),
    "owl": Actor(draw=owl, metres=0.5, seconds=0.8, idle=4.0, stride=1.5),
    "butterfly": Actor(draw=butterfly, metres=0.12, seconds=0.4, idle=1.4, stride=0.8),
    "dragon": Actor(draw=dragon, metres=5.0, seconds=1.6, idle=1.8, stride=1.0),
}

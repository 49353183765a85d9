"""What people carry: book, lantern, umbrella, basket, cup, needlework and the like."""

from itertools import pairwise
from math import cos, pi, sin

from workers.engines.painter.subjects.curves import (
    between,
    ellipse,
    moved,
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
from workers.engines.painter.subjects.figure.grip import Grip
from workers.engines.painter.subjects.figure.look import INK, fabric

TURN = 2 * pi
PAPER, HIDE, CHINA, STRAW = (0.96, 0.93, 0.85), (0.60, 0.38, 0.22), (0.93, 0.92, 0.90), (
    0.72, 0.52, 0.28)  # fmt: skip
FLAME = (1.0, 0.78, 0.40)


def book(drawing: Drawing, grip: Grip) -> None:
    """An open book, tilted to the reader."""
    x, y = grip.middle
    cover = mix(grip.look.accent, (0.54, 0.22, 0.20), 0.5)
    for side in (-1.0, 1.0):
        leaf = [
            (x, y - 0.015), (x + side * 0.105, y + 0.055 - 0.015 * side),
            (x + side * 0.095, y + 0.125 - 0.015 * side), (x, y + 0.055),
        ]  # fmt: skip
        rim = [(u + 0.008 * side, v - 0.010) for u, v in leaf]
        drawing.fill(polygon(rim), fabric(cover, 0.0))
        drawing.fill(polygon(leaf), fabric(PAPER if side < 0 else darker(PAPER, 0.08), 0.0))
        for k in range(4):
            a, b = (
                between(leaf[0], leaf[3], 0.22 + 0.18 * k),
                between(leaf[1], leaf[2], 0.2 + 0.18 * k),
            )
            text = (between(a, b, 0.15), between(a, b, 0.85))
            drawing.fill(ribbon(text, (0.004, 0.004)), flat(darker(PAPER, 0.6), alpha=0.55))
    turned = 0.5 - 0.5 * cos(TURN * grip.phase)
    tip = (x + 0.09 * (1 - 2 * turned), y + 0.10 + 0.05 * (1 - abs(1 - 2 * turned)))
    page = [(x, y - 0.01), (tip[0], tip[1] - 0.05), (tip[0] * 0.98 + 0.02 * x, tip[1] + 0.02),
            (x, y + 0.055)]  # fmt: skip
    drawing.fill(polygon(page), flat(lighter(PAPER, 0.4), alpha=0.9))


def letter(drawing: Drawing, grip: Grip) -> None:
    """A written sheet."""
    x, y = grip.middle
    sheet = polygon([(x - 0.075, y + 0.005), (x + 0.06, y - 0.02), (x + 0.085, y + 0.13),
                     (x - 0.05, y + 0.155)])  # fmt: skip
    drawing.fill(sheet, fabric(PAPER, 0.0))
    for k in range(5):
        low = y + 0.025 + 0.024 * k
        text = ((x - 0.052 + 0.004 * k, low + 0.004), (x + 0.055 + 0.004 * k, low - 0.016))
        drawing.fill(ribbon(text, (0.004, 0.004)), flat(INK, alpha=0.5))


def needles(drawing: Drawing, grip: Grip) -> None:
    """Knitting: two needles, the cloth that hangs from them, a ball of wool on the ground."""
    x, y = grip.middle
    wool, beat = grip.look.accent, 0.015 * sin(TURN * grip.phase)
    cloth = smooth(
        [(x - 0.05, y + 0.02), (x + 0.07, y + 0.02), (x + 0.08, y - 0.10), (x + 0.03, y - 0.19),
         (x - 0.05, y - 0.16), (x - 0.06, y - 0.06)], corners=(0, 1))  # fmt: skip
    drawing.fill(cloth, fabric(wool, 0.015))
    for k in range(5):
        row = ((x - 0.07, y - 0.01 - 0.035 * k), (x + 0.09, y - 0.005 - 0.035 * k))
        drawing.fill(ribbon(row, (0.005, 0.005)), flat(darker(wool, 0.35), alpha=0.5),
                     within=cloth)  # fmt: skip
    for side in (-1.0, 1.0):
        needle = ((x - side * 0.05, y - 0.02), (x + side * 0.08, y + 0.09 + side * beat))
        drawing.fill(ribbon(needle, (0.008, 0.006)), fabric((0.80, 0.76, 0.68), 0.0))
    ball = (x + 0.24 * grip.way, 0.04)
    thread = ((x + 0.05, y), (x + 0.14 * grip.way, 0.12), ball)
    drawing.fill(ribbon(thread, (0.004, 0.004)), flat(wool))
    drawing.fill(ellipse(*ball, 0.045), fabric(wool, 0.012))


def bowl(drawing: Drawing, grip: Grip) -> None:
    """A bowl in one arm and a spoon that turns in it."""
    x, y = grip.middle
    spoon = (grip.near, (x + 0.02, y - 0.03), (x + 0.05, y + 0.09))
    drawing.fill(ribbon(spoon, (0.011, 0.011)), fabric(HIDE, 0.0))
    drawing.fill(ellipse(x + 0.02, y - 0.012, 0.10, 0.03), flat((0.96, 0.88, 0.70)))
    shape = outline("-0.105,0.0! 0.105,0.0! 0.085,-0.065 0.04,-0.10! -0.04,-0.10! -0.085,-0.065")
    drawing.fill(
        moved(shape, (x + 0.02, y - 0.012)), fabric(mix(CHINA, grip.look.accent, 0.25), 0.02)
    )


def basket(drawing: Drawing, grip: Grip) -> None:
    """A wicker basket of fruit."""
    x, y = grip.middle[0] + 0.02, grip.middle[1] - 0.02
    for k, tone in enumerate(((0.80, 0.26, 0.20), (0.88, 0.62, 0.20), (0.55, 0.66, 0.26))):
        for j in range(2):
            at = (x - 0.085 + 0.055 * k + 0.03 * j, y + 0.005 + 0.022 * j)
            drawing.fill(ellipse(*at, 0.034), fabric(tone, 0.010))
    drawing.fill(
        polygon([(x - 0.13, y), (x + 0.13, y), (x + 0.10, y - 0.12), (x - 0.10, y - 0.12)]),
        fabric(STRAW, 0.02),
    )
    for k in range(4):
        weave = ((x - 0.125 + 0.007 * k, y - 0.018 - 0.027 * k),
                 (x + 0.125 - 0.007 * k, y - 0.018 - 0.027 * k))  # fmt: skip
        drawing.fill(ribbon(weave, (0.006, 0.006)), flat(darker(STRAW, 0.4), alpha=0.6))


def suitcase(drawing: Drawing, grip: Grip) -> None:
    """A case that hangs from the hand."""
    x, y = grip.near[0], grip.near[1] - 0.055
    handle = (
        (x - 0.04, y - 0.015),
        (x - 0.03, y + 0.02),
        (x + 0.03, y + 0.02),
        (x + 0.04, y - 0.015),
    )
    drawing.fill(ribbon(handle, (0.010, 0.010)), fabric(darker(HIDE, 0.4), 0.0))
    wide = 0.13 * max(grip.way, 0.7)
    drawing.fill(rounded(x - wide, y - 0.20, x + wide, y - 0.01, 0.018), fabric(HIDE, 0.02))
    for share in (-0.55, 0.55):
        strap = rounded(
            x + wide * share - 0.012, y - 0.20, x + wide * share + 0.012, y - 0.01, 0.003
        )
        drawing.fill(strap, fabric(darker(HIDE, 0.45), 0.0))


def camera(drawing: Drawing, grip: Grip) -> None:
    """A camera before the eye."""
    x, y = grip.middle
    drawing.fill(
        rounded(x - 0.05, y - 0.01, x + 0.035, y + 0.065, 0.010), fabric((0.17, 0.17, 0.2), 0.01)
    )
    drawing.fill(rounded(x + 0.03, y + 0.0, x + 0.03 + 0.055 * grip.way, y + 0.052, 0.008),
                 fabric((0.28, 0.28, 0.32), 0.01))  # fmt: skip
    drawing.fill(
        ellipse(x + 0.03 + 0.055 * grip.way, y + 0.026, 0.010, 0.022), flat((0.62, 0.74, 0.84))
    )


def bouquet(drawing: Drawing, grip: Grip) -> None:
    """Flowers in one hand."""
    x, y = grip.near
    for k in range(7):
        a = 0.25 + 0.19 * k
        reach = 0.13 + 0.03 * (k % 3)
        tip = x + reach * cos(a) * 0.8 + 0.03, y + reach * sin(a) + 0.02
        drawing.fill(ribbon(((x, y - 0.04), tip), (0.005, 0.004)), flat((0.30, 0.46, 0.26)))
        tone = (grip.look.accent, (0.90, 0.44, 0.46), (0.97, 0.88, 0.68))[k % 3]
        drawing.fill(ellipse(*tip, 0.026), fabric(tone, 0.008))
        drawing.fill(ellipse(*tip, 0.009), flat((0.95, 0.78, 0.30)))
    wrap = [
        (x - 0.025, y - 0.05),
        (x + 0.015, y - 0.05),
        (x + 0.075, y + 0.06),
        (x - 0.01, y + 0.08),
    ]
    drawing.fill(polygon(wrap), fabric(PAPER, 0.008))


def cup(drawing: Drawing, grip: Grip) -> None:
    """A cup with its steam."""
    x, y = grip.ahead(0.025, 0.0)
    for k in range(2):
        rise = [(x + 0.02 * k + 0.012 * sin(TURN * (grip.phase + 0.3 * j)), y + 0.05 + 0.035 * j)
                for j in range(4)]  # fmt: skip
        drawing.fill(ribbon(rise, (0.008, 0.002)), flat((1, 1, 1), alpha=0.35))
    drawing.fill(rounded(x - 0.03, y - 0.03, x + 0.035, y + 0.042, 0.010), fabric(CHINA, 0.010))


def candle(drawing: Drawing, grip: Grip) -> None:
    x, y = grip.near
    drawing.fill(ellipse(x, y + 0.10, 0.22), halo(x, y + 0.10, 0.22, FLAME, 0.45))
    drawing.fill(ellipse(x, y, 0.045, 0.010), fabric((0.72, 0.56, 0.28), 0.004))
    drawing.fill(rounded(x - 0.014, y, x + 0.014, y + 0.085, 0.004), fabric(PAPER, 0.006))
    lean = 0.006 * sin(TURN * grip.phase)
    flame = [(x + lean, y + 0.135), (x + 0.014, y + 0.105), (x, y + 0.088), (x - 0.014, y + 0.105)]
    drawing.fill(smooth(flame, corners=(0,)), flat((1.0, 0.90, 0.62), glow=1.0))


def lantern(drawing: Drawing, grip: Grip) -> None:
    """A storm lantern that hangs from a raised hand."""
    x, y = grip.near[0] + 0.01 * sin(TURN * grip.phase), grip.near[1] - 0.035
    iron, glass = (0.22, 0.20, 0.22), (1.0, 0.86, 0.52)
    drawing.fill(ellipse(x, y - 0.10, 0.34), halo(x, y - 0.10, 0.34, FLAME, 0.55))
    bail = ((x - 0.04, y - 0.05), (x, y + 0.03), (x + 0.04, y - 0.05))
    drawing.fill(ribbon(bail, (0.006, 0.006)), flat(iron))
    drawing.fill(rounded(x - 0.034, y - 0.145, x + 0.034, y - 0.055, 0.012),
                 Paint(colour=lighter(glass, 0.5), end=glass, glow=1.0))  # fmt: skip
    for side in (-1.0, 1.0):
        post = ((x + side * 0.040, y - 0.05), (x + side * 0.040, y - 0.15))
        drawing.fill(ribbon(post, (0.007, 0.007)), flat(iron))
    cap = [
        (x - 0.05, y - 0.055),
        (x + 0.05, y - 0.055),
        (x + 0.02, y - 0.025),
        (x - 0.02, y - 0.025),
    ]
    drawing.fill(polygon(cap), fabric(iron, 0.004))
    drawing.fill(rounded(x - 0.05, y - 0.175, x + 0.05, y - 0.142, 0.006), fabric(iron, 0.004))


def umbrella(drawing: Drawing, grip: Grip) -> None:
    """Open over the head."""
    x, y = grip.near
    top = (x - 0.04 * grip.way, y + 0.57)
    cloth = mix(grip.look.accent, (0.74, 0.22, 0.24), 0.35)
    drawing.fill(ribbon(((x, y - 0.07), top), (0.010, 0.008)), flat(darker(HIDE, 0.3)))
    edges = (-0.34, -0.18, 0.0, 0.18, 0.34)
    for k, (a, b) in enumerate(pairwise(edges)):
        tone = (
            darker(cloth, 0.32),
            darker(cloth, 0.14),
            lighter(cloth, 0.05),
            lighter(cloth, 0.2),
        )[k]
        panel = smooth(
            [(0.0, 0.0), (a * 0.74, -0.045 - 0.04 * abs(a)), (a, -0.20), (0.5 * (a + b), -0.172),
             (b, -0.20), (b * 0.74, -0.045 - 0.04 * abs(b))], corners=(0, 2, 4))  # fmt: skip
        drawing.fill(
            moved(panel, top), Paint(colour=lighter(tone, 0.1), end=darker(tone, 0.12), rim=0.004)
        )
    drawing.fill(ribbon((top, (top[0], top[1] + 0.03)), (0.008, 0.004)), flat(darker(HIDE, 0.3)))


def string(drawing: Drawing, grip: Grip) -> None:
    """The reel in the hands; the string runs up to the kite on a sheet of its own."""
    x, y = grip.far
    drawing.fill(rounded(x - 0.018, y - 0.03, x + 0.018, y + 0.03, 0.006), fabric(HIDE, 0.006))
    drawing.fill(ribbon((grip.far, grip.near), (0.003, 0.003)), flat(PAPER, alpha=0.8))


def violin(drawing: Drawing, grip: Grip) -> None:
    """A violin under the chin, and the bow in the near hand."""
    (x, y), wood = grip.pose.neck, (0.62, 0.30, 0.14)
    chin = (x + 0.05 * grip.way, y + 0.025)
    scroll = (grip.far[0] + 0.03 * grip.way, grip.far[1] + 0.02)
    drawing.fill(ribbon((between(chin, scroll, 0.4), scroll), (0.014, 0.012)), fabric(INK, 0.0))
    for share, wide in ((0.16, 0.048), (0.46, 0.038)):
        drawing.fill(ellipse(*between(chin, scroll, share), wide, wide * 0.8), fabric(wood, 0.012))
    drawing.fill(ellipse(*between(chin, scroll, 0.32), 0.034, 0.026), fabric(wood, 0.0))
    strings = (between(chin, scroll, 0.05), scroll)
    drawing.fill(ribbon(strings, (0.004, 0.003)), flat((0.92, 0.88, 0.78)))
    tip = grip.near[0] - 0.06 * grip.way, grip.near[1] + 0.24
    drawing.fill(ribbon((grip.near, tip), (0.008, 0.005)), fabric((0.40, 0.24, 0.14), 0.0))

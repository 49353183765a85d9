"""A room: a tall window with curtains, sun on the boards, a sofa, a lamp, books, a plant."""

import itertools

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import (
    Shell,
    Window,
    block,
    boards,
    ceiling_height,
    cushion,
    outside,
    paint_shell,
    shadow,
    solid,
    sunlight,
    tone,
    window_frame,
)
from workers.engines.painter.places.built.lighting import bulb, dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.sheet import Sheet

_BACK = 6.4
_WINDOW = Window(x=(-1.35, 1.45), y=(0.95, 2.85), z=_BACK, panes=(4, 2))


def paint(stage: Set) -> Painting:
    """Paint a living room towards its window."""
    lens = Lens.of(stage, eye=1.45, focal=0.95)
    shell = Shell(half=3.1, height=ceiling_height(stage, 3.3), back=_BACK, floor="#9a6b45",
                  wall="#b7a58c", ceiling="#d8ccb8")  # fmt: skip
    layers = [outside(stage), _walls(stage, lens, shell), _furniture(stage, lens)]
    light = stage.sheet(0.72)
    sunlight(light, stage.light, lens, _WINDOW)
    layers.append(light.layer("sunlight", 0.72))
    layers += [_lamplight(stage, lens), _plant(stage)]
    layers.append(dust(stage, 1.2, centre=(0.45, stage.focus[1] - 0.05), reach=0.5))
    spots = (lens.spot(0.25, 4.3, 0.85), lens.spot(-0.6, 4.6, 0.85), lens.spot(1.2, 4.4, 0.85))
    at = lens.at([2.05, 1.62, 5.2])
    glows = ((float(at[0]), float(at[1]), 0.2, 0.75),) if lamps_on(stage.light) else ()
    return Painting(layers=tuple(layers), spots=spots, outdoor=False, glows=glows)


def _walls(stage: Set, lens: Lens, shell: Shell) -> Layer:
    sheet, light = stage.sheet(0.5), stage.light
    hole = _WINDOW.hole(lens)
    paint_shell(sheet, light, lens, shell, holes=[hole])
    boards(sheet, stage, lens, shell)
    skirting = tone(light, "#e4dccb", -0.03)
    sheet.fill(lens.front((-shell.half, shell.half), (0, 0.14), _BACK), skirting)
    for side in (-1, 1):
        sheet.fill(lens.side(side * shell.half, (0, 0.14), (0.8, _BACK)), lighter(skirting, -0.08))
    sheet.grain(stage.rng("plaster"), cells=(9, 9), lightness=0.012)
    window_frame(sheet, light, lens, _WINDOW)
    if lamps_on(light):
        at = lens.at([2.05, 1.62, 5.5])
        pool(sheet, (float(at[0]), float(at[1])), 0.75, light, strength=0.5)
    _curtains(sheet, stage, lens)
    _pictures(sheet, stage, lens, shell)
    rug = tone(light, "#a8493f", keep=0.6)
    sheet.fill(lens.floor((-1.7, 1.9), (3.3, 5.3)), rug)
    sheet.fill(lens.floor((-1.55, 1.75), (3.4, 5.2)), lighter(rug, 0.06))
    sheet.fill(lens.floor((-1.4, 1.6), (3.5, 5.1)), rug)
    stage.defocus(sheet, 0.5)
    return sheet.layer("walls", 0.5)


def _curtains(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Folds of cloth left and right of the window, and their rail."""
    cloth = tone(stage.light, "#c98a5c", keep=0.6)
    (left, right), (low, high) = _WINDOW.x, _WINDOW.y
    for start, end in ((left - 0.55, left + 0.12), (right - 0.12, right + 0.55)):
        folds = np.linspace(start, end, 8)
        for number, (a, b) in enumerate(itertools.pairwise(folds)):
            shade = (0.05, -0.02, -0.07)[number % 3]
            strip = lens.at(
                [
                    (a, low - 0.65, _BACK - 0.15),
                    (b, low - 0.65, _BACK - 0.15),
                    (b - 0.02, high + 0.22, _BACK - 0.15),
                    (a, high + 0.22, _BACK - 0.15),
                ]
            )
            sheet.fill(strip, lighter(cloth, shade))
    rail = (left - 0.75, right + 0.75)
    sheet.fill(
        lens.front(rail, (high + 0.2, high + 0.26), _BACK - 0.15), tone(stage.light, "#4a382c")
    )


def _pictures(sheet: Sheet, stage: Set, lens: Lens, shell: Shell) -> None:
    """Frames on the wall to the right, each with a small landscape of the palette."""
    light = stage.light
    wood = tone(light, "#4f3a2b")
    for z, y, wide, tall in ((5.6, 1.9, 0.55, 0.75), (4.7, 2.05, 0.7, 0.5), (3.8, 1.85, 0.5, 0.7)):
        x = shell.half - 0.02
        sheet.fill(lens.side(x, (y - tall / 2, y + tall / 2), (z - wide / 2, z + wide / 2)), wood)
        inner = (y - tall / 2 + 0.07, y + tall / 2 - 0.07)
        span = (z - wide / 2 + 0.07, z + wide / 2 - 0.07)
        sheet.fill(lens.side(x, inner, span), tone(light, "#d9c9a8"))
        middle = (inner[0], inner[0] + (inner[1] - inner[0]) * 0.45)
        sheet.fill(lens.side(x, middle, span), mix(tone(light, "#5d7d76"), light.tones.mid, 0.4))


def _furniture(stage: Set, lens: Lens) -> Layer:
    """Sofa on the left, shelf behind it, a low table, a floor lamp's stand on the right."""
    sheet, light = stage.sheet(0.7), stage.light
    _shelf(sheet, stage, lens)
    _sofa(sheet, stage, lens)
    shadow(sheet, light, lens, (-2.95, -2.1), (3.9, 4.6))
    block(sheet, lens, (-2.95, -2.15), (0.0, 0.62), (4.0, 4.5), solid(light, "#6a4530"))
    block(sheet, lens, (-2.85, -2.25), (0.62, 0.76), (4.05, 4.45), solid(light, "#3a3436"))
    disc = lens.at([-2.55, 0.77, 4.25])
    sheet.ellipse((float(disc[0]), float(disc[1])), (0.055, 0.016), tone(light, "#1d1b1f"))
    sheet.ellipse((float(disc[0]), float(disc[1])), (0.018, 0.005), tone(light, "#c2473f"))
    dark = tone(light, "#2f2a28")
    sheet.fill(lens.front((2.02, 2.08), (0, 1.5), 5.5), dark)
    sheet.fill(lens.front((1.85, 2.25), (0, 0.05), 5.5), dark)
    sheet.rim((0.1, -1.0), 0.003, light.key, strength=0.35)
    if lamps_on(light):
        at = lens.at([2.05, 1.5, 5.5])
        pool(sheet, (float(at[0]), float(at[1])), 0.8, light, strength=0.4)
    stage.defocus(sheet, 0.7)
    return sheet.layer("furniture", 0.7)


def _sofa(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A sofa under the window, with cushions in the accent."""
    light, z = stage.light, 5.3
    shadow(sheet, light, lens, (-1.45, 1.25), (z - 0.1, 6.2))
    cloth = tone(light, "#4f7478")
    cushion(sheet, lens, (-1.35, 1.15), (0.2, 1.02), 6.0, lighter(cloth, -0.04))
    for a, b in ((-1.2, -0.1), (-0.1, 1.0)):
        cushion(sheet, lens, (a + 0.02, b - 0.02), (0.45, 0.98), 5.9, lighter(cloth, 0.01))
        sheet.fill(lens.floor((a + 0.02, b - 0.02), (z + 0.05, 5.9), 0.5), lighter(cloth, 0.08))
        cushion(sheet, lens, (a + 0.01, b - 0.01), (0.28, 0.52), z, lighter(cloth, 0.03))
    cushion(sheet, lens, (-1.25, 1.05), (0.1, 0.3), z - 0.01, lighter(cloth, -0.06), round_by=0.03)
    for a in (-1.5, 1.0):
        cushion(sheet, lens, (a, a + 0.3), (0.1, 0.74), z - 0.03, lighter(cloth, 0.05))
    accent = mix(tone(light, "#d98a4a"), light.tones.accent, 0.3)
    cushion(sheet, lens, (-1.1, -0.65), (0.5, 0.92), 5.6, accent)
    cushion(sheet, lens, (0.5, 0.95), (0.5, 0.9), 5.6, tone(light, "#e0cfae"))


def _shelf(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A bookcase against the back wall."""
    light, rng = stage.light, stage.rng("shelf")
    block(sheet, lens, (-3.05, -1.75), (0, 2.5), (_BACK - 0.35, _BACK), solid(light, "#5a3f2d"))
    z = _BACK - 0.36
    for level in range(5):
        y = 0.12 + level * 0.48
        sheet.fill(lens.front((-2.98, -1.82), (y, y + 0.42), z), tone(light, "#35261d"))
        x = -2.96
        while x < -1.95:
            wide, tall = rng.uniform(0.04, 0.09), rng.uniform(0.26, 0.38)
            ink = ("#a8493f", "#c9a35c", "#4f7478", "#8a8f7a", "#6a4a5c")[int(rng.integers(5))]
            if rng.random() < 0.88:
                sheet.fill(lens.front((x, x + wide), (y, y + tall), z), tone(light, ink))
            x += wide + 0.008


def _lamplight(stage: Set, lens: Lens) -> Layer:
    """The floor lamp's shade, and its light when it is dark."""
    sheet, light = stage.sheet(0.75), stage.light
    on = lamps_on(light)
    at = lens.at([2.05, 1.62, 5.5])
    if on:
        bulb(sheet, (float(at[0]), float(at[1])), 0.45, light)
        pool = lens.at([2.0, 0.0, 5.0])
        sheet.glow((float(pool[0]), float(pool[1])), 0.35, light.lamp, strength=0.25, squash=0.35)
    cloth = lighter(light.lamp, 0.06) if on else tone(light, "#e0cfae")
    shade = lens.at([(1.75, 1.42, 5.5), (2.35, 1.42, 5.5), (2.2, 1.85, 5.5), (1.9, 1.85, 5.5)])
    sheet.fill(shade, cloth)
    return sheet.layer("lamp", 0.75, living="flicker" if on else "still", pace=0.3)


def _plant(stage: Set) -> Layer:
    """Large leaves in a pot at the near right: a dark frame for the picture."""
    sheet, rng, light = stage.sheet(1.15), stage.rng("plant"), stage.light
    frame = sheet.frame
    x = min(0.93, 0.5 + frame.across(0.78))
    root = np.array([x, 1.02])
    for _ in range(13):
        angle, length = rng.uniform(-1.15, 1.0), rng.uniform(0.22, 0.48)
        tip = root + np.array(
            [frame.across(np.sin(angle) * length), -frame.down(np.cos(angle) * length)]
        )
        bend = (root + tip) / 2 - np.array([0.0, frame.down(0.06)])
        dark = lighter(tone(light, "#35523f"), rng.uniform(-0.14, -0.04))
        sheet.stroke([root, bend, tip], [0.008, 0.062, 0.002], dark, smooth=True)
        sheet.stroke([root, bend, tip], [0.003, 0.004, 0.001], lighter(dark, 0.07), smooth=True)
    sheet.rim((-0.6, -0.6), 0.004, light.key, strength=0.4 * light.exposure)
    stage.defocus(sheet, 0.6)
    return sheet.layer("plant", 1.15, living="sway", pace=0.4)

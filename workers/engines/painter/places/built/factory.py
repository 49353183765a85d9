"""A factory hall: iron columns and girders, tall windows, great wheels, a conveyor belt, steam."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.interior import (
    Shell,
    block,
    ceiling_height,
    outside,
    paint_shell,
    shadow,
    solid,
    sunbeam,
    tone,
)
from workers.engines.painter.places.built.lighting import beam, bulb, dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens, cut
from workers.engines.painter.sheet import Sheet

_BACK, _HALF = 17.0, 5.2
_COLUMNS = (14.0, 11.0, 8.4, 6.2, 4.4)


def paint(stage: Set) -> Painting:
    """Paint a hall along its belt."""
    lens = Lens.of(stage, eye=1.7, focal=0.80)
    shell = Shell(
        half=_HALF,
        height=ceiling_height(stage, 6.4),
        back=_BACK,
        floor="#6f6a64",
        wall="#7d6154",
        ceiling="#4b4a4c",
    )
    layers = [outside(stage), _chimneys(stage, lens), _hall(stage, lens, shell)]
    layers += [_roof(stage, lens, shell.height), _wheels(stage, lens), _shafts(stage, lens)]
    layers += [_belt(stage, lens), _columns(stage, lens, shell.height), _lamps(stage, lens)]
    layers += [_steam(stage, lens), _sparks(stage, lens)]
    layers.append(dust(stage, 1.3, centre=(0.5, stage.focus[1] - 0.1), reach=0.5))
    spots = (lens.spot(0.5, 5.4, 0.93), lens.spot(-0.4, 5.8, 0.93), lens.spot(1.5, 6.6, 0.9))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _iron(light: Light, by: float = 0.0) -> Lab:
    return tone(light, "#4d5157", by)


def _chimneys(stage: Set, lens: Lens) -> Layer:
    """Stacks with smoke, seen through the end windows."""
    sheet, light = stage.sheet(0.12), stage.light
    dark = light.silhouette(0.35)
    for x, tall in ((-4.2, 9.0), (-1.6, 11.0), (3.4, 10.0)):
        z = 40.0
        sheet.fill(lens.at([(x * 2 - 0.7, 0, z), (x * 2 + 0.7, 0, z), (x * 2 + 0.45, tall, z),
                            (x * 2 - 0.45, tall, z)]), dark)  # fmt: skip
        at = lens.at([x * 2, tall, z])
        for k in range(5):
            drift = (float(at[0]) + 0.012 * k, float(at[1]) - 0.014 * k)
            sheet.glow(drift, 0.02 + 0.012 * k, mix(light.haze, dark, 0.3), strength=0.5)
    return sheet.layer("chimneys", 0.12)


def _hall(stage: Set, lens: Lens, shell: Shell) -> Layer:
    """Brick walls, tall barred windows at the end and along both sides, a worn floor."""
    sheet, light = stage.sheet(0.4), stage.light
    paint_shell(sheet, light, lens, shell)
    brick = tone(light, "#6a4a3c")
    rows = lens.front_cells(_BACK - 0.02, (-_HALF, _HALF), (0.0, 2.2), (44, 12), (0.9, 0.8))
    sheet.fill(list(rows[::3]), brick, opacity=0.5)
    for z in np.arange(2.0, _BACK, 1.5):
        seam = lens.floor((-_HALF, _HALF), (float(z), float(z) + 0.05))
        sheet.fill(seam, lighter(tone(light, shell.floor), -0.12), opacity=0.6, atop=True)
    stripe = tone(light, "#d0a72c")
    for x in (-0.75, 2.3):
        sheet.fill(lens.floor((x, x + 0.09), (1.0, _BACK - 1)), stripe, opacity=0.75, atop=True)
    top = shell.height - 0.9
    holes = [lens.front((x, x + 1.7), (2.1, top), _BACK) for x in (-4.6, -2.1, 0.4, 2.9)]
    for hole in holes:
        cut(sheet, hole)
    bars = _iron(light, -0.06)
    for x in (-4.6, -2.1, 0.4, 2.9):
        for u in np.linspace(x, x + 1.7, 5):
            sheet.fill(lens.front((u - 0.03, u + 0.03), (2.1, top), _BACK), bars)
        for v in np.linspace(2.1, top, 6):
            sheet.fill(lens.front((x, x + 1.7), (v - 0.03, v + 0.03), _BACK), bars)
    _side_windows(sheet, lens, light, top)
    stage.defocus(sheet, 0.4)
    return sheet.layer("hall", 0.4)


def _side_windows(sheet: Sheet, lens: Lens, light: Light, top: float) -> None:
    pane = mix(light.sky_horizon, light.sky_middle, 0.4)
    for x in (-_HALF, _HALF):
        for far, near in ((15.6, 13.4), (12.4, 10.2), (9.2, 7.0), (6.0, 4.0)):
            sheet.fill(lens.side(x, (2.0, top), (near, far)), pane, opacity=0.9)
            cells = lens.side_cells(x, (2.0, top), (near, far), (4, 6), (0.86, 0.9))
            sheet.fill(lens.side(x, (2.0, top), (near, far)), _iron(light, -0.05), opacity=0.9)
            sheet.fill(list(cells), pane)


def _roof(stage: Set, lens: Lens, top: float) -> Layer:
    """Trusses across the hall, pipes along it, a travelling crane with its hook."""
    sheet, light = stage.sheet(0.5), stage.light
    iron = _iron(light)
    for z in (15.5, 12.5, 9.7, 7.3, 5.3):
        wide = lens.units(0.16, z)
        low, high = top - 1.0, top - 0.15
        sheet.stroke(lens.at([(-_HALF, low, z), (_HALF, low, z)]), wide, iron)
        sheet.stroke(lens.at([(-_HALF, high, z), (_HALF, high, z)]), wide, iron)
        marks = np.linspace(-_HALF, _HALF, 15)
        zig = [(float(x), low if k % 2 else high, z) for k, x in enumerate(marks)]
        sheet.stroke(lens.at(zig), wide * 0.6, lighter(iron, 0.03))
    for x, y, tint in ((-4.4, top - 1.5, "#8a5a3a"), (-4.0, top - 1.9, "#66757a"),
                       (4.3, top - 1.6, "#8a5a3a")):  # fmt: skip
        for k in range(8):
            a, b = 2.5 + 1.8 * k, 2.5 + 1.8 * (k + 1)
            sheet.stroke(lens.at([(x, y, a), (x, y, b)]), [lens.units(0.2, a), lens.units(0.2, b)],
                         tone(light, tint))  # fmt: skip
    z, y = 10.5, top - 1.5
    yellow = tone(light, "#d9a521")
    sheet.fill(lens.front((-_HALF, _HALF), (y, y + 0.4), z), yellow)
    sheet.fill(lens.front((-0.4, 0.5), (y - 0.3, y), z), lighter(yellow, -0.08))
    sheet.stroke(lens.at([(0.05, y - 0.3, z), (0.05, y - 1.5, z)]), lens.units(0.06, z), iron)
    hook = [(0.05, y - 1.5, z), (0.22, y - 1.7, z), (0.05, y - 1.95, z), (-0.14, y - 1.75, z)]
    sheet.stroke(lens.at(hook), lens.units(0.10, z), iron, smooth=True)
    stage.defocus(sheet, 0.5)
    return sheet.layer("roof", 0.5)


def _gear(
    sheet: Sheet, lens: Lens, at: tuple[float, float, float], radius: float, tones: tuple[Lab, Lab]
) -> None:
    """A toothed wheel that faces us, with spokes and a hub."""
    x, y, z = at
    face, dark = tones
    teeth = max(10, int(radius * 14))
    turn = np.linspace(0, 2 * np.pi, 4 * teeth, endpoint=False)
    reach = np.where(np.arange(4 * teeth) % 4 < 2, radius * 1.10, radius * 0.97)
    rim = [(x + r * np.cos(t), y + r * np.sin(t), z) for r, t in zip(reach, turn, strict=True)]
    sheet.fill(lens.at(rim), face)
    centre = lens.at([x, y, z])
    point = (float(centre[0]), float(centre[1]))
    for share, paint in ((0.80, dark), (0.72, lighter(dark, -0.05))):
        sheet.ellipse(point, (lens.units(radius * share, z),) * 2, paint)
    for k in range(6):
        a = np.pi * k / 3 + 0.3
        arm = [(x, y, z), (x + 0.8 * radius * np.cos(a), y + 0.8 * radius * np.sin(a), z)]
        sheet.stroke(lens.at(arm), lens.units(radius * 0.16, z), face)
    sheet.ellipse(point, (lens.units(radius * 0.26, z),) * 2, lighter(face, 0.05))
    sheet.ellipse(point, (lens.units(radius * 0.10, z),) * 2, dark)


def _wheels(stage: Set, lens: Lens) -> Layer:
    """Machines along the right wall: boilers, gauges, wheels that bite into each other."""
    sheet, light = stage.sheet(0.62), stage.light
    iron, brass = _iron(light, 0.03), tone(light, "#a97f3c")
    for x, z in ((3.4, 12.0), (3.2, 8.6)):
        shadow(sheet, light, lens, (x - 0.2, x + 1.8), (z - 0.2, z + 1.6))
        block(sheet, lens, (x, x + 1.8), (0.0, 2.5), (z, z + 1.6), solid(light, "#565b60"))
        for v in (0.6, 1.2, 1.8, 2.4):
            sheet.fill(
                lens.front((x, x + 1.8), (v - 0.03, v + 0.02), z - 0.01), lighter(iron, -0.08)
            )
        dial = lens.at([x + 0.45, 2.1, z - 0.02])
        at = (float(dial[0]), float(dial[1]))
        sheet.ellipse(at, (lens.units(0.2, z),) * 2, brass)
        sheet.ellipse(at, (lens.units(0.16, z),) * 2, tone(light, "#ece5d2"))
    dark = _iron(light, -0.10)
    _gear(sheet, lens, (3.0, 1.7, 7.2), 1.05, (iron, dark))
    _gear(sheet, lens, (2.35, 3.25, 7.1), 0.62, (brass, lighter(brass, -0.16)))
    _gear(sheet, lens, (3.0, 3.7, 10.6), 0.9, (brass, lighter(brass, -0.16)))
    _gear(sheet, lens, (-3.6, 2.7, 8.8), 1.2, (lighter(iron, 0.02), dark))
    sheet.rim((0.0, -1.0), 0.003, light.key, strength=0.3)
    stage.defocus(sheet, 0.62)
    return sheet.layer("machines", 0.62)


def _shafts(stage: Set, lens: Lens) -> Layer:
    """Light that slants in from the side windows."""
    sheet, light = stage.sheet(0.7), stage.light
    paint, strength = sunbeam(light)
    side = 1.0 if light.towards[0] > 0 else -1.0
    for z in (13.0, 10.0, 7.5):
        a, b = lens.at([side * _HALF, 4.6, z]), lens.at([side * 0.6, 0.0, z - 0.6])
        beam(sheet, (float(a[0]), float(a[1])), (float(b[0]), float(b[1])), (0.04, 0.13), paint,
             strength=strength * 1.2, fade=0.7, rise=0.2)  # fmt: skip
    return sheet.layer("shafts", 0.7)


def _belt(stage: Set, lens: Lens) -> Layer:
    """The conveyor on the left: rollers, rubber, crates that travel on it."""
    sheet, light = stage.sheet(0.8), stage.light
    shadow(sheet, light, lens, (-2.9, -1.4), (3.0, 14.0))
    block(sheet, lens, (-2.8, -1.5), (0.72, 0.90), (2.4, 14.5), solid(light, "#3b3d42"))
    for z in np.arange(2.8, 14.0, 0.45):
        at = lens.at([-1.5, 0.80, float(z)])
        size = lens.units(0.085, float(z))
        sheet.ellipse((float(at[0]), float(at[1])), (size, size), _iron(light, 0.12))
    for z in np.arange(3.2, 14.0, 1.8):
        leg = lens.at([(-1.55, 0.0, float(z)), (-1.55, 0.72, float(z))])
        sheet.stroke(leg, lens.units(0.12, float(z)), _iron(light))
    for k, z in enumerate((12.0, 10.0, 8.2, 6.5, 5.0, 3.7)):
        size = 0.42 + 0.06 * (k % 2)
        tint = ("#a87f4c", "#8c5f3a", "#b0563c")[k % 3]
        block(sheet, lens, (-2.15 - size, -2.15 + size), (0.90, 0.90 + 1.5 * size),
              (z, z + 2 * size), solid(light, tint))  # fmt: skip
        for v in (1.05, 0.75 + 1.5 * size):
            band = lens.front((-2.15 - size, -2.15 + size), (v, v + 0.05), z - 0.01)
            sheet.fill(band, lighter(tone(light, tint), -0.12))
    sheet.rim((0.0, -1.0), 0.003, light.key, strength=0.3)
    stage.defocus(sheet, 0.8)
    return sheet.layer("belt", 0.8)


def _columns(stage: Set, lens: Lens, top: float) -> Layer:
    """Riveted iron on both sides of the aisle."""
    sheet, light = stage.sheet(0.84), stage.light
    for z in _COLUMNS:
        for x in (-4.2, 4.2):
            tones = solid(light, "#5b6066", -0.01)
            block(sheet, lens, (x - 0.16, x + 0.16), (0.0, top), (z, z + 0.3), tones)
            block(sheet, lens, (x - 0.26, x + 0.26), (0.0, 0.3), (z - 0.08, z + 0.38), tones)
            rivets = lens.front_cells(z - 0.01, (x - 0.13, x + 0.13), (0.5, top - 0.4), (2, 16),
                                      (0.22, 0.22))  # fmt: skip
            sheet.fill(list(rivets), lighter(tones[1], 0.08))
    stage.defocus(sheet, 0.84)
    return sheet.layer("columns", 0.84)


def _lamps(stage: Set, lens: Lens) -> Layer:
    """Enamel shades on chains down the middle, and a furnace that glows at the end."""
    sheet, light = stage.sheet(0.88), stage.light
    mouth = lens.front((-0.9, 0.9), (0.5, 1.7), _BACK - 0.4)
    fire = mix(light.pigment("#ff8a2c", keep=0.9), light.lamp, 0.2)
    sheet.fill(lens.front((-1.4, 1.4), (0.0, 2.1), _BACK - 0.35), _iron(light, -0.10))
    sheet.fill(mouth, with_lightness(fire, 0.78), soft=0.003)
    centre = lens.at([0.0, 1.1, _BACK - 0.4])
    at = (float(centre[0]), float(centre[1]))
    sheet.glow(at, 0.16, fire, strength=0.6, falloff=2)
    for z in (11.5, 8.0, 5.6):
        x, y = 0.9, 4.0
        sheet.stroke(lens.at([(x, y, z), (x, 9.0, z)]), 0.002, _iron(light, -0.1))
        hood = [(x - 0.34, y - 0.12, z), (x - 0.1, y + 0.14, z), (x + 0.1, y + 0.14, z),
                (x + 0.34, y - 0.12, z)]  # fmt: skip
        sheet.fill(lens.at(hood), tone(light, "#40584c"))
        lamp = lens.at([x, y - 0.14, z])
        if lamps_on(light):
            bulb(sheet, (float(lamp[0]), float(lamp[1])), lens.units(1.5, z), light)
            foot = lens.at([x, 0.0, z])
            pool(sheet, (float(foot[0]), float(foot[1])), 0.2, light, strength=0.2)
    return sheet.layer("lamps", 0.88, living="flicker", pace=0.3)


def _steam(stage: Set, lens: Lens) -> Layer:
    sheet, light, rng = stage.sheet(0.9), stage.light, stage.rng("steam")
    pale = with_lightness(mix(light.haze, light.tones.light, 0.4), 0.45 + 0.4 * light.exposure)
    for x, y, z in ((3.6, 4.0, 9.0), (-4.0, 4.0, 9.6)):
        at = lens.at([x, y, z])
        for k in range(9):
            aside, size = rng.normal(0, 0.012), 0.022 + 0.008 * k
            puff = (float(at[0]) + aside - 0.006 * k, float(at[1]) - 0.022 * k)
            sheet.glow(puff, size, pale, strength=0.20 * (1 - k / 10), falloff=1.2)
    return sheet.layer("steam", 0.9, living="drift", pace=0.5)


def _sparks(stage: Set, lens: Lens) -> Layer:
    """A grinder's spray at the wheel."""
    sheet, light, rng = stage.sheet(0.91), stage.light, stage.rng("sparks")
    bright = with_lightness(mix(light.pigment("#ffc45a", keep=0.95), light.lamp, 0.3), 0.92)
    at = lens.at([1.9, 2.3, 7.0])
    start = (float(at[0]), float(at[1]))
    sheet.glow(start, 0.05, bright, strength=0.8, falloff=3)
    for angle, far in zip(rng.normal(2.6, 0.5, 34), rng.uniform(0.03, 0.15, 34), strict=True):
        dx, dy = np.cos(angle) * far, -np.sin(angle) * far + 1.6 * far**2 * 4
        end = (start[0] + sheet.frame.across(dx), start[1] + sheet.frame.down(dy))
        near = (start[0] + 0.7 * (end[0] - start[0]), start[1] + 0.7 * (end[1] - start[1]))
        sheet.stroke([near, end], [0.0008, 0.0022], bright, opacity=0.9)
    return sheet.layer("sparks", 0.91, living="twinkle", pace=1.6)

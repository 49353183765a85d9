"""Rooms: a box of walls around the viewer, furniture as blocks, sunlight through windows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import path
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Set
from workers.engines.painter.places.built.lighting import beam
from workers.engines.painter.places.built.perspective import Lens, Points, Span, cut
from workers.engines.painter.sheet import Sheet


@dataclass(frozen=True, eq=False, kw_only=True)
class Shell:
    """A room in metres: x from -half to half, y from 0 to height, z up to back.

    The pigments are natural colours, #rrggbb.
    """

    half: float
    height: float
    back: float
    floor: str
    wall: str
    ceiling: str


@dataclass(frozen=True, kw_only=True)
class Window:
    """An opening in the back wall at z, in metres, with columns and rows of panes."""

    x: Span
    y: Span
    z: float
    panes: tuple[int, int]

    def hole(self, lens: Lens) -> Points:
        """Its outline in shares."""
        return lens.front(self.x, self.y, self.z)


def ceiling_height(stage: Set, metres: float) -> float:
    """Upright pictures need higher rooms."""
    return metres * (1 + 0.35 * max(0.0, 1 / stage.aspect - 1))


def tone(light: Light, text: str, by: float = 0.0, *, keep: float = 0.6) -> Lab:
    """A pigment indoors, away from the windows: the darker the hour, the more the air tints it."""
    seen = lighter(light.lit(light.pigment(text, keep=keep)), by)
    air = mix(light.ambient, light.tones.base, 0.5)
    share = {"day": 0.10, "dawn": 0.18, "dusk": 0.24, "night": 0.42}[light.hour]
    return mix(seen, with_lightness(air, float(seen[0])), share)


def outside(stage: Set, depth: float = 0.05) -> Layer:
    """What is seen through windows: sky and two lines of hills. Opaque everywhere."""
    sheet, light = stage.sheet(depth), stage.light
    horizon = stage.focus[1]
    sky = [(horizon - 0.5, light.sky_top), (horizon - 0.2, light.sky_middle),
           (horizon, light.sky_horizon)]  # fmt: skip
    sheet.flood(sheet.vertical(sky))
    at = (0.5 + 0.1 * np.sign(light.towards[0]), horizon - 0.22)
    sheet.glow(at, 0.5, light.key, strength=0.5 * light.glow)
    x = sheet.frame.columns(4)
    for number, (level, reach) in enumerate(((0.03, 0.3), (-0.01, 0.55))):
        rng = stage.rng(f"outside {number}")
        phase = rng.uniform(0, 6, 3)
        wave = sum(np.sin(x * f + p) / f for f, p in zip((9, 17, 41), phase, strict=True))
        sheet.fill(path.under(x, horizon - level - 0.35 * wave, 1.3), light.silhouette(reach))
    return sheet.layer("outside", depth)


def paint_shell(
    sheet: Sheet, light: Light, lens: Lens, shell: Shell, *, holes: Sequence[Points] = ()
) -> None:
    """Ceiling, walls and floor, darker in the corners and towards the viewer."""
    half, top, back = shell.half, shell.height, shell.back
    near = 0.5
    ceiling, wall, floor = (tone(light, c) for c in (shell.ceiling, shell.wall, shell.floor))
    y_back, y_near = (float(lens.at([0, top, z])[1]) for z in (back, near + 1.5))
    sheet.fill(
        lens.floor((-half, half), (near, back), top),
        sheet.vertical([(y_near, lighter(ceiling, -0.22)), (y_back, lighter(ceiling, -0.04))]),
    )
    for side, shade in ((-1, -0.06), (1, -0.10)):
        x_back, x_near = (float(lens.at([side * half, 0, z])[0]) for z in (back, back * 0.3))
        dark, pale = lighter(wall, shade - 0.17), lighter(wall, shade)
        stops = sorted([(x_near, dark), (x_back, pale)], key=lambda stop: stop[0])
        sheet.fill(lens.side(side * half, (0, top), (near, back)), sheet.horizontal(stops))
    face = lens.front((-half, half), (0, top), back)
    y_top, y_foot = float(face[2, 1]), float(face[0, 1])
    shades = [(y_top, lighter(wall, -0.05)), ((y_top + y_foot) / 2, lighter(wall, 0.02)),
              (y_foot, lighter(wall, -0.06))]  # fmt: skip
    sheet.fill(face, sheet.vertical(shades))
    y_floor = float(lens.at([0, 0, 2.2])[1])
    sheet.fill(
        lens.floor((-half, half), (near, back)),
        sheet.vertical([(y_foot, lighter(floor, 0.02)), (y_floor, lighter(floor, -0.16))]),
    )
    _corners(sheet, light, lens, shell)
    for hole in holes:
        cut(sheet, hole)


def _corners(sheet: Sheet, light: Light, lens: Lens, shell: Shell) -> None:
    """Soft shadow where planes meet."""
    half, top, back = shell.half, shell.height, shell.back
    dark = mix(light.tones.shadow, light.ambient, 0.1)
    for side in (-1, 1):
        for y in (0.0, top):
            line = lens.at([(side * half, y, 1.0), (side * half, y, back)])
            sheet.stroke(line, [0.10, 0.035], dark, opacity=0.28, soft=0.02, atop=True)
        line = lens.at([(side * half, 0, back), (side * half, top, back)])
        sheet.stroke(line, 0.03, dark, opacity=0.25, soft=0.012, atop=True)
    for y in (0.0, top):
        line = lens.at([(-half, y, back), (half, y, back)])
        sheet.stroke(line, 0.03, dark, opacity=0.25, soft=0.012, atop=True)


def boards(sheet: Sheet, stage: Set, lens: Lens, shell: Shell, *, wide: float = 0.24) -> None:
    """Floor boards that run away from the viewer."""
    light, rng = stage.light, stage.rng("boards")
    base = tone(light, shell.floor)
    edges = np.arange(-shell.half, shell.half, wide)
    for x in edges:
        plank = lens.floor((float(x), float(x) + wide), (0.5, shell.back))
        sheet.fill(plank, lighter(base, rng.uniform(-0.06, 0.05)), opacity=0.35, atop=True)
    seams = [lens.floor((float(x) - 0.006, float(x) + 0.006), (0.8, shell.back)) for x in edges]
    sheet.fill(seams, lighter(base, -0.2), opacity=0.45, atop=True)


def block(sheet: Sheet, lens: Lens, x: Span, y: Span, z: Span, tones: tuple[Lab, Lab, Lab]) -> None:
    """A box: the faces that are seen, in tones for (top, front, side)."""
    if x[0] > 0:
        sheet.fill(lens.side(x[0], y, z), tones[2])
    elif x[1] < 0:
        sheet.fill(lens.side(x[1], y, z), tones[2])
    if y[1] < lens.eye:
        sheet.fill(lens.floor(x, z, y[1]), tones[0])
    elif y[0] > lens.eye:
        sheet.fill(lens.floor(x, z, y[0]), tones[2])
    sheet.fill(lens.front(x, y, z[0]), tones[1])


def solid(light: Light, text: str, by: float = 0.0) -> tuple[Lab, Lab, Lab]:
    """Tones of a block of one material."""
    base = tone(light, text, by)
    return lighter(base, 0.07), base, lighter(base, -0.07)


def shadow(sheet: Sheet, light: Light, lens: Lens, x: Span, z: Span) -> None:
    """Contact shadow of a piece of furniture."""
    dark = mix(light.tones.shadow, light.ambient, 0.05)
    spread = (x[0] - 0.12, x[1] + 0.12)
    sheet.fill(lens.floor(spread, (z[0] - 0.12, z[1])), dark, opacity=0.5, soft=0.012, atop=True)


def window_frame(sheet: Sheet, light: Light, lens: Lens, window: Window) -> None:
    """Frame, bars and sill around an opening in the back wall."""
    wood = tone(light, "#e9e0d0")
    reveal = lighter(wood, -0.12)
    thick, x, y, z = 0.09, window.x, window.y, window.z
    for a, b in ((x[0] - thick, x[0]), (x[1], x[1] + thick)):
        sheet.fill(lens.front((a, b), (y[0] - thick, y[1] + thick), z), wood)
    for a, b in ((y[0] - thick, y[0]), (y[1], y[1] + thick)):
        sheet.fill(lens.front((x[0], x[1]), (a, b), z), wood)
    columns, rows = window.panes
    for u in np.linspace(x[0], x[1], columns + 1)[1:-1]:
        sheet.fill(lens.front((u - 0.022, u + 0.022), y, z), reveal)
    for v in np.linspace(y[0], y[1], rows + 1)[1:-1]:
        sheet.fill(lens.front(x, (v - 0.022, v + 0.022), z), reveal)
    sill = (x[0] - 0.2, x[1] + 0.2)
    block(sheet, lens, sill, (y[0] - 0.16, y[0] - 0.08), (z - 0.2, z), (wood, wood, reveal))


def sunbeam(light: Light) -> tuple[Lab, float]:
    """Colour and strength of what comes in through a window."""
    strength = {"day": 0.30, "dawn": 0.34, "dusk": 0.38, "night": 0.10}[light.hour]
    dull = {"clear": 1.0, "wind": 1.0, "snow": 0.7, "cloudy": 0.5}.get(light.weather, 0.3)
    return with_lightness(light.key, 0.93 if light.hour != "night" else 0.66), strength * dull


def sunlight(
    sheet: Sheet,
    light: Light,
    lens: Lens,
    window: Window,
    *,
    lean: float = 0.55,
    reach: float = 1.05,
) -> None:
    """The shaft from a window of the back wall, and its patch on the floor."""
    paint, strength = sunbeam(light)
    x, y, z = window.x, window.y, window.z
    side = -1.0 if light.towards[0] > 0 else 1.0
    columns, rows = np.linspace(*x, window.panes[0] + 1), np.linspace(*y, window.panes[1] + 1)
    patches = []
    for a, b in zip(columns[:-1] + 0.03, columns[1:] - 0.03, strict=True):
        for c, d in zip(rows[:-1] + 0.03, rows[1:] - 0.03, strict=True):
            corners = [(u + side * lean * v, 0.0, z - reach * v)
                       for u, v in ((a, c), (b, c), (b, d), (a, d))]  # fmt: skip
            patches.append(lens.at(corners))
    sheet.fill(patches, paint, opacity=min(0.85, strength * 1.7), soft=0.004)
    middle = (sum(x) / 2, sum(y) / 2)
    start = lens.at([middle[0], middle[1] + 0.2, z])
    end = lens.at([middle[0] + side * lean * middle[1] * 1.15, -0.2, z - reach * middle[1]])
    wide = lens.units(x[1] - x[0], z)
    for share, opacity in ((1.35, 0.4), (0.9, 0.5), (0.45, 0.35)):
        beam(sheet, (float(start[0]), float(start[1])), (float(end[0]), float(end[1])),
             (wide * share, wide * share * 1.7), paint, strength=strength * opacity * 1.5,
             fade=0.7, rise=0.4)  # fmt: skip


def cushion(
    sheet: Sheet, lens: Lens, x: Span, y: Span, z: float, paint: Lab, *, round_by: float = 0.08
) -> None:
    """A soft rectangle that faces the viewer."""
    r = min(round_by, (x[1] - x[0]) / 2.2, (y[1] - y[0]) / 2.2)
    turn = np.linspace(0, np.pi / 2, 6)
    corners = ((x[1] - r, y[1] - r, 0.0), (x[0] + r, y[1] - r, 1.0), (x[0] + r, y[0] + r, 2.0),
               (x[1] - r, y[0] + r, 3.0))  # fmt: skip
    outline = [
        (u + r * np.cos(t + k * np.pi / 2), v + r * np.sin(t + k * np.pi / 2), z)
        for u, v, k in corners
        for t in turn
    ]
    sheet.fill(lens.at(outline), paint)

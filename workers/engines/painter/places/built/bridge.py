"""A suspension bridge over wide water: towers, cables, hangers, lamps, a town beyond."""

import itertools

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import flora, path
from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.lighting import bulb, lamps_on, reflect
from workers.engines.painter.places.built.perspective import Board, Lens, Points
from workers.engines.painter.places.built.skyline import Row, paint_row
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge, far_ridge
from workers.engines.painter.water import paint_water

_NEAR, _FAR = np.array([50.0, 46.0]), np.array([-62.0, 330.0])
"""Where the deck's middle begins and ends: x right and z ahead, metres."""
_DECK, _TOP, _HALF = 13.0, 52.0, 5.0
_TOWERS = (0.16, 0.72)
"""The towers' places as shares of the way."""


def paint(stage: Set) -> Painting:
    """Paint a bridge from the near bank."""
    level = stage.focus[1]
    lens = Lens.of(stage, eye=6.0, focal=0.85)
    layers = sky_layers(stage, horizon=level)
    hills = far_ridge(
        stage, Ridge(name="hills", depth=0.12, level=level - 0.03, height=0.07, scale=0.5)
    )
    town = stage.sheet(0.22)
    paint_row(
        town,
        stage,
        Row(
            name="town",
            depth=0.22,
            base=level + 0.012,
            heights=(0.03, 0.16),
            widths=(0.025, 0.06),
            windows=0.009,
        ),
    )
    layers += [hills.layer("hills", 0.12), town.layer("town", 0.22)]
    span, lights = stage.sheet(0.55), stage.sheet(0.56)
    _far_half(span, stage, lens)
    _near_half(span, stage, lens)
    _lamps(lights, stage, lens)
    layers.append(_water(stage, level, [hills, town, span, lights]))
    stage.defocus(span, 0.55)
    layers += [span.layer("bridge", 0.55)]
    layers += [lights.layer("bridge lamps", 0.56, living="twinkle", pace=0.5), _bank(stage)]
    board = Board(frame=stage.frame(1.0), y=0.91)
    spots = tuple(
        board.spot(u * board.half, v, 0.24, 1.0)
        for u, v in ((-0.3, 0.0), (-0.05, 0.01), (0.3, 0.0))
    )
    return Painting(layers=tuple(layers), spots=spots)


def _way(t: np.ndarray, y: np.ndarray | float, aside: float) -> Points:
    """Points over the deck: t along it, y up, `aside` metres to the right of its middle."""
    run = _FAR - _NEAR
    across = np.array([run[1], -run[0]]) / np.hypot(*run) * aside
    x = _NEAR[0] + run[0] * t + across[0]
    z = _NEAR[1] + run[1] * t + across[1]
    return np.stack([x, np.broadcast_to(y, t.shape), z], axis=-1)


def _cable(t: np.ndarray) -> np.ndarray:
    """Height of the main cables: parabolas between towers and anchorages."""
    first, last = _TOWERS
    low = _DECK + 3.5
    middle = low + (_TOP - low) * (2 * (t - first) / (last - first) - 1) ** 2
    before = _DECK + (_TOP - _DECK) * np.clip((t + 0.12) / (first + 0.12), 0, 1) ** 1.25
    after = _DECK + (_TOP - _DECK) * np.clip((1.04 - t) / (1.04 - last), 0, 1) ** 1.25
    return np.where(t < first, before, np.where(t > last, after, middle))


def _steel(stage: Set) -> tuple[Lab, Lab]:
    """Lit and shaded red lead, leaning to the accent."""
    light = stage.light
    pigment = mix(light.pigment("#a8452f", keep=0.6), light.tones.accent, 0.3)
    return light.lit(pigment), light.shaded(pigment)


def _fade(stage: Set, tone: Lab, t: float) -> Lab:
    return stage.light.fade(tone, 0.92 - 0.62 * t)


def _side(sheet: Sheet, stage: Set, lens: Lens, aside: float, shade: float) -> None:
    """One cable with its hangers and the deck's truss on that side."""
    lit, dark = _steel(stage)
    steps = np.linspace(-0.06, 1.0, 90)
    points = lens.at(_way(steps, _cable(steps), aside))
    depth = _way(steps, 0.0, aside)[:, 2]
    for a in range(0, 89, 6):
        t = float(np.clip(steps[a], 0, 1))
        tone = lighter(_fade(stage, mix(lit, dark, 0.4), t), shade)
        part = slice(a, min(a + 7, 90))
        widths = np.maximum(0.75 * lens.focal / np.maximum(depth[part], 2), 0.0016)
        sheet.stroke(points[part], widths.tolist(), tone)
    for t in np.linspace(-0.04, 0.98, 74):
        here = np.array([t])
        ends = lens.at(np.concatenate([_way(here, _DECK, aside), _way(here, _cable(here), aside)]))
        z = float(_way(here, 0.0, aside)[0, 2])
        sheet.stroke(
            ends,
            max(0.17 * lens.focal / max(z, 2), 0.0009),
            _fade(stage, dark, max(t, 0)),
            opacity=0.85,
        )


def _deck(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """The roadway from below and its near girder with diagonals."""
    lit, dark = _steel(stage)
    edges = np.linspace(-0.1, 1.03, 16)
    for a, b in reversed(list(itertools.pairwise(edges))):
        t = np.array([a, b])
        near = float(np.clip(a, 0, 1))
        under = lens.at(
            np.concatenate([_way(t, _DECK - 1.6, -_HALF), _way(t[::-1], _DECK - 1.6, _HALF)])
        )
        sheet.fill(under, lighter(_fade(stage, dark, near), -0.07))
        girder = lens.at(
            np.concatenate([_way(t, _DECK - 1.8, -_HALF), _way(t[::-1], _DECK + 0.6, -_HALF)])
        )
        sheet.fill(girder, _fade(stage, mix(lit, dark, 0.35), near))
        edge = lens.at(_way(t, _DECK + 0.5, -_HALF))
        z = float(_way(t, 0.0, 0.0)[0, 2])
        sheet.stroke(
            edge, max(0.3 * lens.focal / max(z, 3), 0.0012), _fade(stage, lighter(lit, 0.05), near)
        )
    zig = np.linspace(-0.08, 1.0, 130)
    heights = np.where(np.arange(130) % 2 == 0, _DECK - 1.6, _DECK + 0.4)
    line = lens.at(_way(zig, heights, -_HALF))
    for a in range(129):
        tone = _fade(stage, lighter(dark, -0.04), float(np.clip(zig[a], 0, 1)))
        z = float(_way(zig[a : a + 1], 0.0, 0.0)[0, 2])
        sheet.stroke(line[a : a + 2], max(0.22 * lens.focal / max(z, 3), 0.0008), tone, opacity=0.7)


def _tower(sheet: Sheet, stage: Set, lens: Lens, t: float) -> None:
    """Two tapering legs with portals between them, standing on a pier."""
    lit, dark = _steel(stage)
    lit, dark = _fade(stage, lit, t), _fade(stage, dark, t)
    here = np.array([t])
    stone = stage.light.pigment("#8d857d")
    z = float(_way(here, 0, 0)[0, 2])
    x = [float(_way(here, 0, side * (_HALF + 3))[0, 0]) for side in (-1, 1)]
    sheet.fill(
        lens.front((min(x), max(x)), (-0.5, 4.5), z), _fade(stage, stage.light.shaded(stone), t)
    )
    levels = (4.5, _DECK - 3, _DECK + 9, 33.0, 43.0, _TOP + 1.5)
    sunny = -1 if stage.light.towards[0] < 0 else 1
    for side in (-1, 1):
        foot, head = _way(here, 0, side * (_HALF + 1.2))[0], _way(here, 0, side * _HALF)[0]
        corners = [
            (foot[0] - 1.9, 4.0, z),
            (foot[0] + 1.9, 4.0, z),
            (head[0] + 1.25, _TOP + 1.5, z),
            (head[0] - 1.25, _TOP + 1.5, z),
        ]
        sheet.fill(lens.at(corners), mix(lit, dark, 0.45))
        middle = [
            (foot[0], 4.0, z),
            (foot[0] + sunny * 1.9, 4.0, z),
            (head[0] + sunny * 1.25, _TOP + 1.5, z),
            (head[0], _TOP + 1.5, z),
        ]
        sheet.fill(lens.at(middle), lit if side == sunny else mix(lit, dark, 0.2))
        sheet.fill(lens.front((head[0] - 1.6, head[0] + 1.6), (_TOP + 1.5, _TOP + 3.0), z), lit)
    left, right = (float(_way(here, 0, side * _HALF)[0, 0]) for side in (-1, 1))
    span = (min(left, right), max(left, right))
    for y in levels[1:]:
        sheet.fill(lens.front(span, (y - 1.6, y + 1.2), z), mix(lit, dark, 0.6))
    for a, b in itertools.pairwise(levels):
        for start, end in (((span[0], a), (span[1], b)), ((span[1], a), (span[0], b))):
            sheet.stroke(lens.at([(*start, z), (*end, z)]), lens.units(0.9, z), dark)


def _far_half(sheet: Sheet, stage: Set, lens: Lens) -> None:
    _side(sheet, stage, lens, _HALF, -0.05)
    _tower(sheet, stage, lens, _TOWERS[1])


def _near_half(sheet: Sheet, stage: Set, lens: Lens) -> None:
    _deck(sheet, stage, lens)
    _tower(sheet, stage, lens, _TOWERS[0])
    _side(sheet, stage, lens, -_HALF, 0.02)
    sheet.rim(stage.light.towards, 0.003, stage.light.key, strength=0.4)


def _lamps(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Lamps along the deck and, as beads, on the cables; beacons on the towers."""
    light = stage.light
    if not lamps_on(light):
        return
    for t in np.linspace(0.97, -0.02, 26):
        here = np.array([t])
        lamp = light.fade(light.lamp, 1 - 0.4 * max(t, 0))
        for y, reach in ((_DECK + 5.0, 3.2), (float(_cable(here)[0]), 1.5)):
            solid = _way(here, y, -_HALF)[0]
            at = lens.at(solid)
            point = (float(at[0]), float(at[1]))
            size = float(np.clip(lens.units(reach, float(solid[2])), 0.012, 0.12))
            sheet.glow(point, size, lamp, strength=0.6, falloff=3)
            sheet.ellipse(point, (size * 0.1 + 0.0012,) * 2, lighter(lamp, 0.08))
    red = mix(light.pigment("#ff4a3c", keep=0.8), light.tones.accent, 0.3)
    for t in _TOWERS:
        for aside in (-_HALF, _HALF):
            at = lens.at(_way(np.array([t]), _TOP + 3.4, aside)[0])
            sheet.glow((float(at[0]), float(at[1])), 0.03, red, strength=0.9, falloff=3)


def _water(stage: Set, level: float, sources: list[Sheet]) -> Layer:
    sheet = stage.sheet(0.5)
    paint_water(sheet, stage, level)
    reflect(sheet, sources, level + 0.01, strength=0.65, stretch=0.05, fade=0.4)
    return sheet.layer("water", 0.5, living="water", pace=0.7)


def _bank(stage: Set) -> Layer:
    """The near shore: a path with a rail, reeds, a lamp."""
    sheet, light, rng = stage.sheet(0.95), stage.light, stage.rng("bank")
    frame, board = sheet.frame, Board(frame=sheet.frame, y=0.86)
    x = frame.columns(6)
    y = 0.865 + 0.008 * np.sin(x * 9) - 0.02 * np.clip(-(x - 0.3), 0, 1)
    grass = light.pigment("#7a8a4c")
    paint = sheet.vertical([(0.84, light.lit(grass)), (1.05, lighter(light.lit(grass), -0.24))])
    sheet.fill(path.under(x, y, 1.4), paint)
    sheet.grain(stage.rng("turf"), cells=(12, 50), lightness=0.035)
    flora.grass_fringe(sheet, (x, y), 0.028, rng, light.lit(grass, depth=0.96), count=260)
    gravel = light.lit(light.open_pigment("#c4b090"))
    sheet.fill(
        path.rectangle(frame.left, 0.905, frame.right, 0.955),
        sheet.vertical([(0.9, gravel), (0.96, lighter(gravel, -0.08))]),
        soft=0.004,
    )
    dark, reach = light.silhouette(1.0), board.half * 1.5
    posts = np.arange(-np.ceil(reach / 0.16), np.ceil(reach / 0.16) + 1) * 0.16
    sheet.fill([board.box((u - 0.005, u + 0.005), (-0.035, 0.065)) for u in posts], dark)
    for v in (0.06, 0.025):
        sheet.stroke(board.at([(-reach, v), (reach, v)]), 0.005, dark)
    u = -0.72 * board.half
    sheet.stroke(board.at([(u, -0.04), (u, 0.33)]), [0.016, 0.008], dark)
    sheet.stroke(
        board.at([(u, 0.33), (u + 0.03, 0.36), (u + 0.07, 0.355)]), 0.007, dark, smooth=True
    )
    if lamps_on(light):
        bulb(sheet, board.point(u + 0.07, 0.345), 0.17, light)
    flora.grass_fringe(
        sheet, (x, np.full_like(x, 1.03)), 0.10, rng, light.silhouette(1.0), count=240
    )
    sheet.rim((0.0, -1.0), 0.0025, light.key, strength=0.3)
    return sheet.layer("bank", 0.95)

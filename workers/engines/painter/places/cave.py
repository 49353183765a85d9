"""A cave: a lit mouth far away, columns of dripstone, crystals, a still pool."""

import numpy as np

from workers.engines.painter import colour, path, terrain, water
from workers.engines.painter.colour import Lab, mix, saturate, with_lightness
from workers.engines.painter.frame import Frame
from workers.engines.painter.path import Points
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_paint
from workers.engines.painter.terrain import Ridge
from workers.engines.painter.weather import fireflies

FLOOR = 0.72
MOUTH = (0.56, 0.50)


def paint(stage: Set) -> Painting:
    layers = [_outside(stage).layer("sky", 0.0)]
    for number, (depth, gap) in enumerate(((0.2, 0.17), (0.4, 0.27), (0.65, 0.40))):
        sheet = _passage(stage, f"passage {number}", depth, gap)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(f"passage {number}", depth))
    layers.append(_beam(stage).layer("light", 0.7, living="flicker", pace=0.3))
    layers.append(_floor(stage).layer("ground", 1.0))
    front = _passage(stage, "mouth", 1.35, 0.66)
    stage.defocus(front, 1.35)
    layers.append(front.layer("foreground", 1.35))
    layers.append(fireflies(stage, top=0.35, bottom=0.95, count=26))
    spots = (
        Spot(x=0.50, y=0.86, height=0.21),
        Spot(x=0.36, y=0.87, height=0.22),
        Spot(x=0.64, y=0.87, height=0.22),
        Spot(x=0.78, y=0.90, height=0.22),
        Spot(x=0.24, y=0.90, height=0.22),
    )
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _stone(stage: Set, depth: float) -> Lab:
    """Rock by distance from the mouth: near is dark, far swims in the light that comes in."""
    light = stage.light
    glow = mix(light.sky_horizon, light.tones.mid, 0.4)
    near = with_lightness(mix(light.tones.shadow, light.tones.base, 0.25), 0.11)
    far = with_lightness(mix(light.tones.base, glow, 0.35), 0.20 + 0.32 * light.exposure)
    return colour.ramp([(0.0, far), (1.0, near)], depth**0.8)


def _outside(stage: Set) -> Sheet:
    sheet, light = stage.sheet(0.0), stage.light
    sheet.flood(sky_paint(sheet, light, 0.62))
    sheet.glow(MOUTH, 0.5, light.key, strength=0.5)
    for name, depth, level in (("far hills", 0.12, 0.62), ("near hills", 0.3, 0.70)):
        ridge = Ridge(name=name, depth=depth, level=level, height=0.07, scale=0.25)
        line = terrain.ridge_line(stage, sheet.frame, ridge)
        body = light.silhouette(depth)
        terrain.paint_ridge(sheet, line, body, mix(body, light.haze, 0.5))
    return sheet


def _passage(stage: Set, name: str, depth: float, gap: float) -> Sheet:
    """A wall of rock with an opening; stone hangs from its roof and stands on its floor."""
    sheet, rng, frame = stage.sheet(depth), stage.rng(name), stage.frame(depth)
    body = _stone(stage, depth)
    sheet.fill(
        path.rectangle(frame.left - 0.1, frame.top - 0.1, frame.right + 0.1, frame.bottom + 0.1),
        sheet.radial(
            MOUTH, [(gap, colour.lighter(body, 0.05)), (gap + 0.5, colour.lighter(body, -0.04))]
        ),
    )
    sheet.grain(rng, cells=(9, 9), lightness=0.035, octaves=5)
    hole = _mouth(frame, rng, gap)
    _open(sheet, hole)
    spikes = []
    for k in range(9):
        x = MOUTH[0] + frame.across(gap * 1.05) * (2 * (k + rng.uniform(0.1, 0.9)) / 9 - 1)
        wide, long = gap * rng.uniform(0.06, 0.12), gap * rng.uniform(0.15, 0.55)
        roof = hole[hole[:, 1] < MOUTH[1]]
        edge = float(roof[np.abs(roof[:, 0] - x).argmin(), 1])
        half, base = frame.across(wide), edge - frame.down(gap * 0.2)
        outline = [
            (x - half * 1.5, base),
            (x - half * 0.5, edge),
            (x, edge + frame.down(long)),
            (x + half * 0.5, edge),
            (x + half * 1.5, base),
        ]
        spikes.append(path.smooth(outline, steps=4))
    sheet.fill(spikes, colour.lighter(body, 0.01))
    sheet.rim((MOUTH[0] - 0.5, 0.6), 0.004, stage.light.key, strength=0.35)
    _rim_all(sheet, stage, depth)
    return sheet


def _mouth(frame: Frame, rng: np.random.Generator, gap: float) -> Points:
    """An opening like a rough arch that stands on the floor."""
    t = np.linspace(np.pi, 2 * np.pi, 15)
    rough = 1 + rng.uniform(-0.10, 0.10, 15)
    arch = np.stack(
        [
            MOUTH[0] + frame.across(gap * 1.2) * np.cos(t) * rough,
            MOUTH[1] + frame.down(gap * 1.05) * np.sin(t) * rough,
        ],
        1,
    )
    floor = MOUTH[1] + frame.down(0.30 + 0.35 * gap)
    feet = [
        (MOUTH[0] + frame.across(gap * 1.25), floor),
        (MOUTH[0] - frame.across(gap * 1.25), floor),
    ]
    low = frame.down(gap * rng.uniform(-0.06, 0.06))
    feet.insert(1, (MOUTH[0] + frame.across(gap * 0.4), floor + low))
    return path.smooth(np.concatenate([arch, feet]), steps=5)


def _open(sheet: Sheet, hole: Points) -> None:
    """Cut a hole in what has been painted."""
    stencil = Sheet(sheet.frame)
    stencil.fill(hole, np.zeros(3, np.float32))
    sheet.pixels *= 1 - stencil.pixels[..., 3:]


def _rim_all(sheet: Sheet, stage: Set, depth: float) -> None:
    """Light that comes through the opening catches every edge around it."""
    for towards in ((-0.7, 0.7), (0.7, 0.7), (0.0, -1.0)):
        sheet.rim(
            towards,
            0.006,
            mix(stage.light.key, stage.light.sky_horizon, 0.4),
            strength=0.40 * (1.1 - 0.6 * depth),
        )


def _beam(stage: Set) -> Sheet:
    sheet, light = stage.sheet(0.7), stage.light
    for spread, strength in ((0.26, 0.16), (0.13, 0.16)):
        beam = np.array(
            [
                (MOUTH[0] - 0.05, MOUTH[1] - 0.12),
                (MOUTH[0] + 0.06, MOUTH[1] - 0.12),
                (0.46 + spread, 1.05),
                (0.46 - spread, 1.05),
            ]
        )
        sheet.fill(beam, light.key, opacity=strength, soft=0.03)
    sheet.glow(MOUTH, 0.5, mix(light.key, light.sky_horizon, 0.3), strength=0.35)
    return sheet


def _floor(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("floor")
    frame, body = sheet.frame, _stone(stage, 0.75)
    line = terrain.ridge_line(
        stage, frame, Ridge(name="floor", depth=1, level=0.80, height=0.02, scale=0.4)
    )
    terrain.ground(
        sheet,
        stage,
        line,
        colour.lighter(body, -0.05),
        colour.lighter(body, 0.10),
        cells=(10, 34),
        rough=0.05,
    )
    pool = path.ellipse(frame, (0.60, 0.95), (0.42, 0.06))
    far, near = water.water_colours(stage)
    sheet.fill(pool, sheet.vertical([(0.89, mix(far, light.key, 0.2)), (1.0, near)]), opacity=0.9)
    water.glints(sheet, stage, 0.90, 1.0, light.key, count=40, opacity=0.5, centre=0.58, spread=0.4)
    for x, y, size in (
        (0.10, 0.93, 0.20),
        (0.17, 0.95, 0.12),
        (0.90, 0.92, 0.24),
        (0.83, 0.94, 0.13),
        (0.30, 0.86, 0.07),
    ):
        _crystals(sheet, stage, (x, y), size, rng)
    return sheet


def _crystals(
    sheet: Sheet, stage: Set, foot: tuple[float, float], size: float, rng: np.random.Generator
) -> None:
    """A cluster of prisms that glow from within."""
    frame, tones = sheet.frame, stage.light.tones
    core = with_lightness(saturate(tones.accent, 1.1), 0.72)
    deep = with_lightness(saturate(mix(tones.accent, tones.base, 0.45), 1.1), 0.42)
    sheet.glow((foot[0], foot[1] - frame.down(size * 0.4)), size * 1.6, core, strength=0.42)
    for k in (0, 4, 1, 3, 2):
        angle = np.radians(-34 + 17 * k + rng.normal(0, 4))
        long = size * rng.uniform(0.6, 1.0) * (1 - 0.16 * abs(k - 2))
        prism = _prism(frame, foot, long, size * 0.085, angle)
        paint = sheet.vertical([(float(prism[2, 1]), core), (foot[1], deep)])
        sheet.fill(prism, paint)
        middle = (prism[1] + prism[3]) / 2
        base = (prism[0] + prism[4]) / 2
        sheet.fill(np.array([base, middle, *prism[2:]]), deep, opacity=0.5)
        sheet.stroke([middle, base], 0.0025, colour.lighter(core, 0.2), opacity=0.7)


def _prism(
    frame: Frame, foot: tuple[float, float], long: float, half: float, angle: float
) -> Points:
    """Foot, shoulder, tip, shoulder, foot of a crystal that leans by an angle from upright."""
    up = np.array([0, 0.8, 1, 0.8, 0]) * long
    out = np.array([-0.8, -1, 0, 1, 0.8]) * half
    x = np.sin(angle) * up + np.cos(angle) * out
    y = -np.cos(angle) * up + np.sin(angle) * out
    return np.stack([foot[0] + frame.across(1) * x, foot[1] + frame.down(1) * y], axis=1)

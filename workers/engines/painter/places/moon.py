"""The surface of a moon: craters, dust, a black sky and a world that rises over it."""

import numpy as np

from workers.engines.painter import path, terrain
from workers.engines.painter.colour import Lab, lab, mix, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.places.space import globe
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import stars
from workers.engines.painter.terrain import Ridge

HORIZON = 0.62
DUST = "#a9a6a0"


def paint(stage: Set) -> Painting:
    layers = [
        _dark(stage).layer("sky", 0.0),
        stars(stage, bottom=0.75, count=330),
        _world(stage).layer("world", 0.05),
    ]
    for name, depth, level, tall, scale in (
        ("far rim", 0.3, 0.60, 0.06, 0.5),
        ("hills", 0.6, 0.69, 0.06, 0.8),
    ):
        sheet = _land(stage, Ridge(name=name, depth=depth, level=level, height=tall, scale=scale))
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.append(_plain(stage).layer("ground", 1.0))
    front = stage.sheet(1.35)
    for k, (x, size) in enumerate(((-0.02, 0.16), (1.03, 0.20), (0.90, 0.07))):
        terrain.rock(front, stage, (x, 1.06), (size * 1.7, size), f"front rock {k}", tint="#77746f")
    stage.defocus(front, 1.35)
    layers.append(front.layer("foreground", 1.35))
    spots = (
        Spot(x=0.36, y=0.86, height=0.19),
        Spot(x=0.64, y=0.865, height=0.19),
        Spot(x=0.50, y=0.86, height=0.19),
        Spot(x=0.81, y=0.89, height=0.20),
        Spot(x=0.18, y=0.89, height=0.20),
    )
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _dark(stage: Set) -> Sheet:
    sheet, tones = stage.sheet(0.0), stage.light.tones
    top = with_lightness(mix(tones.shadow, lab(0.1, 0.03, 270), 0.4), 0.075)
    low = with_lightness(mix(tones.shadow, tones.base, 0.6), 0.20 + 0.12 * stage.light.exposure)
    sheet.flood(sheet.vertical([(0.05, top), (HORIZON, low)]))
    milky = sheet.texture(stage.rng("milky way"), (2.5, 2), octaves=6, gain=0.6)
    sheet.wash(
        np.asarray(np.clip(milky - 0.1, 0, 1), np.float32),
        with_lightness(tones.mid, 0.5),
        opacity=0.28,
    )
    return sheet


def _world(stage: Set) -> Sheet:
    sheet, tones = stage.sheet(0.05), stage.light.tones
    blue = lab(0.55, 0.11, 245)
    tints = (
        with_lightness(mix(tones.base, blue, 0.5), 0.40),
        with_lightness(mix(tones.mid, blue, 0.55), 0.58),
        with_lightness(tones.light, 0.95),
    )
    globe(sheet, stage, (0.70, 0.27), 0.15, tints, "world")
    return sheet


def _land(stage: Set, ridge: Ridge) -> Sheet:
    sheet, light = stage.sheet(ridge.depth), stage.light
    dust = light.pigment(DUST, keep=0.4)
    lit, dark = _tone(stage, dust, 0.0), _tone(stage, dust, -0.26)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    terrain.paint_ridge(
        sheet, line, mix(lit, dark, 0.35 * ridge.depth), mix(lit, dark, 0.55), fall=0.14
    )
    facing = terrain.faces(sheet, stage, line, name=ridge.name + " spurs", smooth=0.01)
    sheet.wash(np.asarray(np.clip(-facing * 1.6, 0, 1), np.float32), dark, opacity=0.85, atop=True)
    sheet.grain(stage.rng(ridge.name + " dust"), cells=(22, 50), lightness=0.03, octaves=5)
    sheet.rim(light.towards, 0.005, light.key, strength=0.5)
    return sheet


def _tone(stage: Set, dust: Lab, by: float) -> Lab:
    level = (0.34 + 0.36 * stage.light.exposure) + by
    return with_lightness(mix(dust, stage.light.key, 0.12), max(level, 0.10))


def _plain(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(1.0), stage.light, stage.frame(1.0)
    dust = light.pigment(DUST, keep=0.4)
    lit, dark = _tone(stage, dust, 0.03), _tone(stage, dust, -0.28)
    line = terrain.ridge_line(
        stage, frame, Ridge(name="plain", depth=1, level=0.77, height=0.012, scale=0.9)
    )
    terrain.ground(sheet, stage, line, mix(lit, dark, 0.55), lit, cells=(24, 80), rough=0.05)
    rng = stage.rng("craters")
    side = 1 if light.towards[0] > 0 else -1
    for _ in range(24):
        near = rng.uniform(0, 1)
        at = (rng.uniform(-0.1, 1.1), 0.79 + 0.30 * near)
        wide = (0.02 + 0.09 * near) * rng.uniform(0.4, 1.5)
        flat = wide * 0.26
        sheet.ellipse(at, (wide * 1.16, flat * 1.2), lit, opacity=0.7, soft=wide * 0.04, atop=True)
        sheet.ellipse(at, (wide, flat), mix(lit, dark, 0.55), atop=True)
        bowl = (at[0] + side * frame.across(wide * 0.10), at[1] - frame.down(flat * 0.14))
        sheet.ellipse(
            bowl, (wide * 0.84, flat * 0.78), dark, opacity=0.75, atop=True, soft=wide * 0.05
        )
    prints = [
        path.ellipse(
            frame,
            (0.30 + 0.016 * k, 0.99 - 0.011 * k + 0.006 * (k % 2)),
            (0.011 - 0.0005 * k, 0.005),
        )
        for k in range(12)
    ]
    sheet.fill(prints, dark, opacity=0.6, atop=True)
    sheet.rim(light.towards, 0.003, light.key, strength=0.4)
    return sheet

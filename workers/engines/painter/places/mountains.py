"""Mountains: alpine peaks with snow, ridges of haze, firs, a viewpoint in front."""

import numpy as np

from workers.engines.painter import flora, terrain
from workers.engines.painter.colour import mix, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import FloatField, Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.64


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON)
    massif = _massif(stage)
    stage.defocus(massif, 0.15)
    layers.append(massif.layer("peaks", 0.15))
    for name, depth, level, height, scale in (
        ("far hills", 0.28, 0.60, 0.07, 0.5),
        ("middle hills", 0.42, 0.68, 0.07, 0.45),
    ):
        ridge = Ridge(name=name, depth=depth, level=level, height=height, scale=scale)
        sheet = terrain.far_ridge(stage, ridge)
        fringe(sheet, stage, ridge, height=0.035 * (0.6 + depth), count=150)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    slope = Ridge(name="slope", depth=0.65, level=0.80, height=0.08, scale=0.8)
    sheet = terrain.far_ridge(stage, slope, mist=0.25, rim=0.2)
    fringe(sheet, stage, slope, height=0.13, count=70)
    stage.defocus(sheet, 0.65)
    layers.append(sheet.layer("firs", 0.65))
    layers.append(_viewpoint(stage).layer("ground", 1.0))
    layers.append(_foreground(stage).layer("foreground", 1.35, living="sway", pace=0.6))
    spots = (
        Spot(x=0.34, y=0.905, height=0.17),
        Spot(x=0.62, y=0.925, height=0.18),
        Spot(x=0.50, y=0.92, height=0.18),
        Spot(x=0.80, y=0.935, height=0.19),
        Spot(x=0.16, y=0.93, height=0.18),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _massif(stage: Set) -> Sheet:
    sheet, light = stage.sheet(0.15), stage.light
    ridge = Ridge(name="massif", depth=0.15, level=0.44, height=0.23, scale=0.62, form="peaks")
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    rockface = light.fade(light.shaded(light.pigment("#6a6f82")), 0.32)
    terrain.paint_ridge(sheet, line, rockface, mix(rockface, light.haze, 0.9), fall=0.42)
    facing = terrain.faces(sheet, stage, line, name="spurs")
    gap = terrain.below(sheet, line)
    mist = np.clip(1 - gap * 2.6, 0, 1)
    snow = with_lightness(mix(light.tones.light, light.key, 0.5), 0.50 + 0.46 * light.exposure)
    snow = light.fade(snow, 0.55)
    lines = 0.13 + 0.07 * sheet.texture(stage.rng("snow line"), (9, 9), octaves=5)
    cap = np.clip((lines + 0.05 * facing - gap) / 0.012, 0, 1) * (gap > -0.012)
    sheet.wash(_mask(cap * 0.9), mix(snow, rockface, 0.35), atop=True)
    sheet.wash(_mask(cap * np.clip(facing * 2, 0, 1)), snow, atop=True)
    lit = mix(rockface, light.key, 0.35 * light.warmth + 0.2)
    sheet.wash(_mask(np.clip(facing * 1.6, 0, 1) * (1 - cap) * mist), lit, opacity=0.55, atop=True)
    return sheet


def _mask(values: FloatField) -> FloatField:
    return np.asarray(values, np.float32)


def fringe(sheet: Sheet, stage: Set, ridge: Ridge, *, height: float, count: int) -> None:
    """Firs standing along a ridge."""
    rng, light, frame = stage.rng(ridge.name + " firs"), stage.light, sheet.frame
    line = terrain.ridge_line(stage, frame, ridge)
    body = light.silhouette(min(1.0, ridge.depth + 0.05))
    x = rng.uniform(-0.2, 1.2, int(count * max(1.0, stage.aspect)))
    shapes = []
    for place in x:
        tall = height * rng.uniform(0.5, 1.2)
        foot = float(np.interp(place, *line)) + frame.down(0.008)
        tiers = 6 if tall * frame.unit > 30 else 3
        shapes.append(flora.conifer(frame, (place, foot), tall, rng, tiers=tiers))
    sheet.fill(shapes, body)


def _viewpoint(stage: Set) -> Sheet:
    sheet, light = stage.sheet(1.0), stage.light
    ridge = Ridge(name="viewpoint", depth=1.0, level=0.90, height=0.03, scale=0.9)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    grass = light.pigment("#55643f")
    near, far = light.shaded(grass), mix(light.lit(grass), light.silhouette(0.8), 0.4)
    terrain.ground(sheet, stage, line, near, far, cells=(14, 40))
    rng = stage.rng("viewpoint grass")
    flora.grass_fringe(sheet, line, 0.018, rng, far, count=300)
    flora.tufts(sheet, rng, (0.91, 1.08), (mix(far, light.key, 0.15), near), count=90)
    sheet.rim(light.towards, 0.004, light.key, strength=0.5 - 0.3 * light.night)
    for k, (x, size) in enumerate(((0.09, 0.10), (0.90, 0.13), (0.97, 0.07))):
        y = float(np.interp(x, *line)) + 0.03
        terrain.rock(sheet, stage, (x, y), (size * 1.6, size), f"boulder {k}")
    return sheet


def _foreground(stage: Set) -> Sheet:
    sheet, light = stage.sheet(1.35), stage.light
    rng, dark = stage.rng("framing firs"), light.silhouette(1.0)
    for x, tall in ((-0.07, 0.78), (0.02, 0.5), (1.06, 0.66), (1.13, 0.9)):
        flora.paint_conifer(sheet, (x, 1.08), tall, rng, light, dark, lit=0.25)
    stage.defocus(sheet, 1.35)
    return sheet

"""A lake between hills: a mirror, a wooded shore, a jetty, reeds."""

import cv2
import numpy as np

from workers.engines.painter import flora, terrain, water
from workers.engines.painter.colour import mix
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.places.mountains import fringe
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

SHORE = 0.56


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=SHORE)
    shores = []
    for name, depth, level, tall, scale, firs in (
        ("far mountains", 0.15, 0.46, 0.15, 0.6, 0),
        ("hills", 0.3, 0.51, 0.06, 0.5, 150),
        ("shore", 0.45, 0.553, 0.012, 0.6, 120),
    ):
        form = "peaks" if not firs else "hills"
        ridge = Ridge(name=name, depth=depth, level=level, height=tall, scale=scale, form=form)  # type: ignore[arg-type]
        sheet = terrain.far_ridge(stage, ridge, mist=0.6)
        if firs:
            fringe(sheet, stage, ridge, height=0.05 + 0.12 * (depth - 0.3) / 0.15, count=firs)
        stage.defocus(sheet, depth)
        shores.append(sheet)
        layers.append(sheet.layer(name, depth))
    layers.append(_mirror(stage, shores).layer("water", 0.5, living="water", pace=0.6))
    layers.append(_near_bank(stage).layer("ground", 1.0))
    layers.append(_reeds(stage).layer("foreground", 1.35, living="sway", pace=0.8))
    spots = (
        Spot(x=0.50, y=0.93, height=0.21),
        Spot(x=0.36, y=0.93, height=0.21),
        Spot(x=0.64, y=0.93, height=0.21),
        Spot(x=0.82, y=0.93, height=0.22),
        Spot(x=0.17, y=0.93, height=0.22),
    )
    afloat = (
        Spot(x=0.64, y=0.70, height=0.085, depth=0.55),
        Spot(x=0.36, y=0.69, height=0.08, depth=0.55),
        Spot(x=0.50, y=0.67, height=0.075, depth=0.55),
        Spot(x=0.82, y=0.66, height=0.07, depth=0.55),
        Spot(x=0.17, y=0.66, height=0.07, depth=0.55),
    )
    return Painting(layers=tuple(layers), spots=spots, afloat=afloat)


def _mirror(stage: Set, shores: list[Sheet]) -> Sheet:
    """Water with the shores upside down in it, broken by ripples."""
    sheet, light = stage.sheet(0.5), stage.light
    water.paint_water(sheet, stage, SHORE)
    edge = round(float(sheet.frame.pixels([(0.5, SHORE)])[0, 1]))
    height = sheet.pixels.shape[0]
    for shore in shores:
        image = shore.pixels[:edge][::-1]
        rows = min(len(image), height - edge)
        drop = np.zeros_like(sheet.pixels)
        drop[edge : edge + rows] = image[:rows]
        drop = np.asarray(cv2.blur(drop, (1, max(3, round(0.02 * sheet.frame.unit)) | 1)))
        fade = np.clip(1 - (np.arange(height) - edge) / (0.36 * stage.height), 0, 1)[:, None]
        mask = np.asarray(drop[..., 3] * fade * 0.75, np.float32)
        tint = mix(light.silhouette(0.5), light.tones.base, 0.3)
        colours = drop[..., :3] / np.maximum(drop[..., 3:], 1e-3)
        sheet.wash(mask, np.asarray(colours * 0.82 + tint * 0.12, np.float32), atop=True)
    far, _ = water.water_colours(stage)
    water.glints(
        sheet, stage, SHORE, 1.1, mix(far, light.key, 0.3), count=130, opacity=0.4, name="a"
    )
    water.light_path(sheet, stage, SHORE, 1.1, spread=0.22)
    sheet.glow((0.5, SHORE), 0.9, light.haze, strength=0.4, squash=0.05)
    return sheet


def _near_bank(stage: Set) -> Sheet:
    """A grassy bank with stones, and a jetty from it."""
    sheet, light = stage.sheet(1.0), stage.light
    water.jetty(sheet, stage)
    ridge = Ridge(name="bank", depth=1.0, level=0.885, height=0.02, scale=0.5)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    grass = light.pigment("#5f7440")
    lit, dark = light.lit(grass), mix(light.shaded(grass), light.tones.shadow, 0.3)
    terrain.ground(sheet, stage, line, dark, mix(lit, dark, 0.35), cells=(14, 40), rough=0.04)
    rng = stage.rng("bank grass")
    flora.grass_fringe(sheet, line, 0.03, rng, mix(lit, dark, 0.4), count=420)
    for k, x in enumerate((0.12, 0.71, 0.93)):
        size = (0.09, 0.04, 0.06)[k]
        y = float(np.interp(x, *line)) + 0.012
        terrain.rock(sheet, stage, (x, y), (size * 1.6, size), f"bank stone {k}")
    sheet.rim(light.towards, 0.004, light.key, strength=0.4)
    return sheet


def _reeds(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(1.35), stage.light, stage.rng("reeds")
    dark = light.silhouette(1.0)
    x = np.concatenate([rng.uniform(-0.14, 0.22, 60), rng.uniform(0.80, 1.14, 60)])
    sheet.fill(
        flora.blades(sheet.frame, x, np.full(120, 1.12), 0.34, rng, thick=0.03, lean=0.18), dark
    )
    for place in rng.choice(x, 14, replace=False):
        y = 1.0 - rng.uniform(0.1, 0.24)
        sheet.stroke([(place, 1.12), (place + 0.006, y)], 0.003, dark)
        head = mix(light.shaded(light.pigment("#6d4a2c")), dark, 0.3)
        sheet.ellipse((place + 0.006, y), (0.007, 0.026), head)
    sheet.rim(light.towards, 0.003, light.key, strength=0.3)
    stage.defocus(sheet, 1.35)
    return sheet

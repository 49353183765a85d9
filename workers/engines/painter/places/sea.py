"""The open sea: a mirror of the sky, swells, a far coast."""

from itertools import pairwise

import numpy as np

from workers.engines.painter import path, terrain, water
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.56

AFLOAT = (
    Spot(x=0.36, y=0.70, height=0.115, depth=0.7),
    Spot(x=0.64, y=0.71, height=0.12, depth=0.7),
    Spot(x=0.50, y=0.70, height=0.115, depth=0.7),
    Spot(x=0.82, y=0.66, height=0.09, depth=0.7),
    Spot(x=0.17, y=0.66, height=0.09, depth=0.7),
)


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON)
    coast = Ridge(name="coast", depth=0.12, level=HORIZON - 0.005, height=0.03, scale=0.5)
    sheet = terrain.far_ridge(stage, coast, mist=0.7)
    layers.append(sheet.layer("coast", 0.12))
    sheet = stage.sheet(0.4)
    water.paint_water(sheet, stage, HORIZON)
    stage.defocus(sheet, 0.5)
    layers.append(sheet.layer("water", 0.4, living="water"))
    rough = 1.8 if stage.light.weather in ("storm", "wind", "rain") else 1.0
    rough = max(rough, 3.2 if "wave" in stage.concepts else 1.0)
    far, near = water.water_colours(stage)
    crest = mix(far, stage.light.key, 0.45)
    for k, (y, tall, scale, depth) in enumerate(
        ((0.72, 0.020, 0.35, 0.75), (0.86, 0.034, 0.6, 0.95), (1.0, 0.055, 0.9, 1.4))
    ):
        sheet = stage.sheet(depth)
        body = mix(mix(far, near, 0.55 + 0.2 * k), stage.light.tones.shadow, 0.1 * k)
        water.wave_row(
            sheet,
            stage,
            y,
            height=tall * rough,
            scale=scale,
            paint=lighter(body, 0.03),
            crest=crest,
            name=f"swell {k}",
            foot=lighter(body, -0.05),
        )
        water.glints(sheet, stage, y, y + 0.2, crest, count=60, opacity=0.25, name=f"spark {k}")
        if stage.light.weather in ("clear", "wind"):
            water.glints(
                sheet,
                stage,
                y,
                1.1,
                stage.light.key,
                count=60,
                opacity=0.6,
                name=f"path {k}",
                centre=stage.light.sun[0],
                spread=0.45,
            )
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(f"swell {k}", depth, living="water", pace=0.8))
    if "people" not in stage.concepts:
        return Painting(layers=tuple(layers), spots=AFLOAT, afloat=AFLOAT, wet=True)
    layers.insert(-1, _quay(stage).layer("ground", 1.0))
    walk = (
        Spot(x=0.36, y=0.93, height=0.21),
        Spot(x=0.64, y=0.93, height=0.21),
        Spot(x=0.50, y=0.93, height=0.21),
        Spot(x=0.82, y=0.94, height=0.21),
        Spot(x=0.17, y=0.94, height=0.21),
    )
    return Painting(layers=tuple(layers[:-1]), spots=walk, afloat=AFLOAT)


def _quay(stage: Set) -> Sheet:
    """A wooden quay along the bottom, with bollards and a rope."""
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("quay")
    frame = sheet.frame
    wood = light.pigment("#8a6d50")
    lit, dark = light.lit(wood), mix(light.shaded(wood), light.tones.shadow, 0.3)
    edge = path.rectangle(frame.left - 0.05, 0.862, frame.right + 0.05, 0.905)
    sheet.fill(edge, dark)
    x = frame.left - 0.05
    while x < frame.right:
        wide = frame.across(rng.uniform(0.09, 0.12))
        spread = (x + wide / 2 - 0.5) * 0.55
        plank = np.array(
            [(x, 0.86), (x + wide * 0.96, 0.86), (x + wide * 1.2 + spread, 1.3), (x + spread, 1.3)]
        )
        tone = mix(lit, dark, rng.uniform(0.1, 0.45))
        sheet.fill(plank, sheet.vertical([(0.86, tone), (1.1, mix(tone, dark, 0.75))]))
        x += wide
    sheet.grain(rng, cells=(60, 8), lightness=0.03)
    posts = (0.06, 0.30, 0.72, 0.94)
    for start, end in pairwise(posts):
        t = np.linspace(0, 1, 12)
        rope = np.stack([start + (end - start) * t, 0.815 + 0.028 * np.sin(np.pi * t)], 1)
        sheet.stroke(rope, 0.006, mix(lit, light.tones.light, 0.3))
    for place in posts:
        half = frame.across(0.016)
        sheet.fill(
            path.rectangle(place - half, 0.80, place + half, 0.885),
            sheet.horizontal([(place - half, lit), (place + half, dark)]),
        )
        sheet.ellipse((place, 0.80), (0.021, 0.008), lit)
    sheet.rim(light.towards, 0.004, light.key, strength=0.5)
    return sheet

"""A beach: sand and foam, a quiet sea, a headland, palms that frame it."""

import numpy as np

from workers.engines.painter import flora, noise, path, terrain, water
from workers.engines.painter.colour import lighter, mix, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.52
SHORE = 0.72


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON)
    head = Ridge(name="headland", depth=0.2, level=HORIZON - 0.01, height=0.09, scale=0.7)
    sheet = terrain.far_ridge(stage, head, mist=0.5)
    stage.defocus(sheet, 0.2)
    layers.append(sheet.layer("headland", 0.2))
    sheet = stage.sheet(0.5)
    water.paint_water(sheet, stage, HORIZON, bottom=0.95, tint="#2f8f9a")
    _breakers(sheet, stage)
    stage.defocus(sheet, 0.5)
    layers.append(sheet.layer("water", 0.5, living="water"))
    layers.append(_sand(stage).layer("ground", 1.0))
    layers.append(_palms(stage).layer("foreground", 1.3, living="sway", pace=0.7))
    spots = (
        Spot(x=0.36, y=0.86, height=0.19),
        Spot(x=0.64, y=0.84, height=0.18),
        Spot(x=0.50, y=0.85, height=0.19),
        Spot(x=0.82, y=0.88, height=0.20),
        Spot(x=0.17, y=0.90, height=0.21),
    )
    afloat = (
        Spot(x=0.64, y=0.61, height=0.055, depth=0.5),
        Spot(x=0.36, y=0.60, height=0.05, depth=0.5),
        Spot(x=0.82, y=0.62, height=0.055, depth=0.5),
        Spot(x=0.50, y=0.585, height=0.05, depth=0.5),
    )
    return Painting(layers=tuple(layers), spots=spots, afloat=afloat)


def _breakers(sheet: Sheet, stage: Set) -> None:
    """Lines of foam that run along the shore."""
    far, near = water.water_colours(stage, tint="#2f8f9a")
    foam = with_lightness(mix(stage.light.key, far, 0.3), 0.4 + 0.55 * stage.light.exposure)
    rng, frame = stage.rng("breakers"), sheet.frame
    for y, tall in ((0.615, 0.004), (0.655, 0.008), (0.70, 0.014)):
        x = frame.columns(8)
        along = x / frame.across(1)
        gate = np.clip(noise.ridge(rng, along, scale=0.4) * 2 + 0.6, 0.05, 1)
        line = y + frame.down(0.006) * noise.ridge(rng, along, scale=0.2)
        strip = np.stack([x, line], 1)
        sheet.stroke(
            strip + np.array([0, frame.down(tall)]), list(tall * 1.6 * gate), near, opacity=0.5
        )
        sheet.stroke(strip, list(tall * gate), foam, opacity=0.85)


def _sand(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(1.0), stage.light, stage.frame(1.0)
    rng = stage.rng("sand")
    x = frame.columns(4)
    edge = (
        SHORE
        + 0.05 * (x - 0.5)
        + frame.down(0.02) * noise.ridge(rng, x / frame.across(1), scale=0.7)
    )
    sand = light.pigment("#e3c08e", keep=0.6)
    lit, dark = light.lit(sand), light.shaded(sand)
    terrain.ground(sheet, stage, (x, edge), mix(lit, dark, 0.6), lit, cells=(12, 60), rough=0.03)
    wet = mix(dark, light.sky_horizon, 0.45)
    band = np.stack([x, edge + frame.down(0.022)], 1)
    sheet.stroke(band, 0.05, wet, opacity=0.8, soft=0.006, atop=True)
    foam = with_lightness(mix(light.key, light.sky_horizon, 0.4), 0.42 + 0.55 * light.exposure)
    lace = edge + frame.down(0.008) * (1 + noise.ridge(rng, x / frame.across(1), scale=0.11))
    sheet.stroke(np.stack([x, lace], 1), 0.011, foam, opacity=0.9)
    sheet.stroke(np.stack([x, lace + frame.down(0.016)], 1), 0.004, foam, opacity=0.6)
    prints = [
        path.ellipse(
            frame,
            (0.42 + 0.02 * (k % 2) + 0.012 * k, 0.80 + 0.022 * k),
            (0.006 + 0.0008 * k, 0.003 + 0.0004 * k),
        )
        for k in range(11)
    ]
    sheet.fill(prints, dark, opacity=0.5)
    for k in range(26):
        at = (rng.uniform(-0.1, 1.1), rng.uniform(0.82, 1.08))
        tint = mix(lighter(lit, 0.08), light.tones.accent, rng.random() * 0.6)
        sheet.ellipse(at, (0.004 + 0.002 * (k % 3), 0.003), tint, opacity=0.8)
    return sheet


def palm(
    sheet: Sheet, stage: Set, foot: tuple[float, float], height: float, lean: float, name: str
) -> None:
    """A palm as a silhouette with a lit edge; height in units, lean in shares of it."""
    rng, light, frame = stage.rng(name), stage.light, sheet.frame
    dark = mix(light.silhouette(1.0), light.shaded(light.pigment("#3d5a3a")), 0.5)
    t = np.linspace(0, 1, 6)
    stem = np.stack(
        [foot[0] + frame.across(height * lean) * t**1.6, foot[1] - frame.down(height) * t], 1
    )
    sheet.stroke(
        stem, list(height * (0.05 - 0.026 * t)), mix(dark, light.tones.base, 0.25), smooth=True
    )
    top = stem[-1]
    for k in range(11):
        angle = -0.25 + (np.pi + 0.5) * (k + rng.uniform(-0.3, 0.3)) / 10
        reach = height * rng.uniform(0.36, 0.48)
        s = np.linspace(0, 1, 12)
        droop = 0.55 * s**2.2
        x = top[0] + frame.across(reach) * np.cos(angle) * s
        y = top[1] - frame.down(reach) * (np.sin(angle) * s * 0.75 - droop + 0.12 * s)
        spine = np.stack([x, y], 1)
        tone = mix(dark, light.key, 0.22 if np.cos(angle) * light.towards[0] > 0.1 else 0.0)
        sheet.stroke(spine, list(height * 0.012 * (1.1 - s)), tone)
        leaves = []
        for i in range(1, 12):
            long = reach * 0.30 * np.sin(np.pi * (0.12 + 0.8 * s[i]))
            tip = spine[i] + [frame.across(long * 0.45) * np.cos(angle), frame.down(long)]
            leaves.append(np.array([spine[i - 1], spine[i], tip]))
        sheet.fill(leaves, tone)


def _palms(stage: Set) -> Sheet:
    sheet = stage.sheet(1.3)
    palm(sheet, stage, (0.02, 1.08), 0.98, 0.16, "palm one")
    palm(sheet, stage, (-0.09, 1.10), 0.78, 0.10, "palm two")
    light, rng = stage.light, stage.rng("beach grass")
    x = np.concatenate([rng.uniform(-0.14, 0.16, 70), rng.uniform(0.9, 1.14, 50)])
    sheet.fill(flora.blades(sheet.frame, x, np.full(len(x), 1.1), 0.16, rng), light.silhouette(1.0))
    sheet.rim(light.towards, 0.004, light.key, strength=0.35)
    stage.defocus(sheet, 1.3)
    return sheet

"""A forest: trunks behind trunks in the mist, shafts of light, a path, ferns in front."""

import numpy as np

from workers.engines.painter import flora, path, terrain
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers

HORIZON = 0.66


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON, clouds=0.0)
    for name, depth, count, wide in (
        ("far trunks", 0.2, 34, 0.022),
        ("middle trunks", 0.42, 20, 0.036),
        ("near trunks", 0.7, 9, 0.062),
    ):
        sheet = _trunks(stage, name, depth, count, wide)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.append(_shafts(stage).layer("light", 0.72, living="flicker", pace=0.25))
    layers.append(_floor(stage).layer("ground", 1.0))
    layers.append(_frame(stage).layer("foreground", 1.4, living="sway", pace=0.5))
    spots = (
        Spot(x=0.46, y=0.86, height=0.21),
        Spot(x=0.60, y=0.90, height=0.23),
        Spot(x=0.33, y=0.89, height=0.22),
        Spot(x=0.78, y=0.92, height=0.24),
        Spot(x=0.18, y=0.92, height=0.24),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _trunks(stage: Set, name: str, depth: float, count: int, wide: float) -> Sheet:
    sheet, light, rng = stage.sheet(depth), stage.light, stage.rng(name)
    frame, foot = sheet.frame, HORIZON + 0.02 + 0.13 * depth
    bark = light.fade(light.shaded(light.pigment("#4d4238")), depth)
    leaves = light.fade(light.shaded(light.pigment("#3f6b45")), depth * 0.9)
    mistfoot = mix(bark, light.haze, 0.55 * (1 - depth))
    paint = sheet.vertical([(0.2, bark), (foot, mistfoot)])
    crowns = []
    for k in range(int(count * max(stage.aspect, 0.8) / 1.6)):
        x = (k + rng.uniform(0.1, 0.9)) / (count * max(stage.aspect, 0.8) / 1.6) * 1.36 - 0.18
        if depth > 0.6 and 0.33 < x < 0.67:
            x += 0.36 if x > 0.5 else -0.36
        lean, thick = rng.normal(0, 0.02), wide * rng.uniform(0.6, 1.3)
        y = foot + rng.uniform(-0.01, 0.015)
        line = [(x, y), (x + lean * 0.4, 0.35), (x + lean, -0.2)]
        sheet.stroke(line, [thick * 1.5, thick, thick * 0.8], paint, smooth=True)
        crowns += [
            (x + lean + rng.normal(0, 0.05), rng.uniform(-0.1, 0.30 - 0.12 * depth))
            for _ in range(3)
        ]
    hills = terrain.Ridge(name=name + " floor", depth=depth, level=foot, height=0.012, scale=0.3)
    line2 = terrain.ridge_line(stage, frame, hills)
    terrain.paint_ridge(sheet, line2, mix(leaves, light.haze, 0.2), mistfoot, fall=0.1)
    shapes = [
        path.blob(frame, at, (0.10 + 0.08 * depth, 0.06 + 0.05 * depth), rng, rough=0.3)
        for at in crowns
    ]
    sheet.fill(shapes, leaves)
    lit = mix(lighter(leaves, 0.05), light.key, 0.25)
    small = [
        path.blob(frame, (x + 0.02 * light.towards[0], y + 0.02), (0.06, 0.03), rng, rough=0.4)
        for x, y in crowns
    ]
    sheet.fill(small, lit, opacity=0.5, atop=True, soft=0.004)
    sheet.grain(rng, cells=(60, 14), lightness=0.02)
    sheet.rim(light.towards, 0.005, light.key, strength=0.45)
    return sheet


def _shafts(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(0.72), stage.light, stage.rng("shafts")
    strength = {"dawn": 0.30, "day": 0.24, "dusk": 0.26, "night": 0.12}[light.hour]
    if light.weather not in ("clear", "wind", "fog"):
        strength *= 0.3
    source = np.array([light.sun[0], -0.35])
    for _ in range(6):
        foot, wide = rng.uniform(0.1, 0.95), rng.uniform(0.02, 0.07)
        ends = np.array([[foot - wide, 1.0], [foot + wide, 1.0]])
        tops = source + (ends - source) * 0.18
        beam = np.array([tops[0], tops[1], ends[1], ends[0]])
        paint = light.key
        sheet.fill(beam, paint, opacity=strength * rng.uniform(0.4, 1), soft=0.018)
    fade = np.clip(1.15 - np.linspace(-0.1, 1.2, sheet.frame.size[1]), 0, 1).astype(np.float32)
    sheet.pixels *= fade[:, None, None]
    sheet.glow((0.5, HORIZON), 0.5, light.haze, strength=0.35, squash=0.35)
    return sheet


def _floor(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("floor")
    ridge = terrain.Ridge(name="floor", depth=1.0, level=0.80, height=0.012, scale=0.5)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    moss = light.pigment("#4a6238")
    far, near = light.fade(light.lit(moss), 0.6), mix(light.shaded(moss), light.tones.shadow, 0.35)
    terrain.ground(sheet, stage, line, near, far, cells=(9, 36), rough=0.045)
    trail = mix(light.lit(light.open_pigment("#a58a63")), far, 0.25)
    t = np.linspace(0, 1, 9)
    middle = 0.47 + 0.05 * np.sin(t * 4.0) + 0.05 * t**2
    track = np.stack([middle, 0.795 + 0.42 * t**1.4], 1)
    sheet.stroke(track, list(0.05 + 0.5 * t**1.3), trail, opacity=0.75, soft=0.012, atop=True)
    sheet.glow((0.5, 0.82), 0.45, light.key, strength=0.22, squash=0.3, atop=True)
    flora.grass_fringe(sheet, line, 0.022, rng, far, count=260)
    for _ in range(60):
        x, near_by = rng.uniform(-0.12, 1.12), rng.uniform(0, 1)
        if abs(x - 0.48) < 0.05 + 0.22 * near_by:
            continue
        y = 0.82 + 0.25 * near_by
        tuft = flora.blades(
            sheet.frame,
            np.full(7, x) + rng.normal(0, 0.008, 7),
            np.full(7, y),
            0.03 + 0.05 * near_by,
            rng,
            lean=0.6,
        )
        sheet.fill(tuft, mix(far, near, 0.3 + 0.6 * near_by))
    return sheet


def _frame(stage: Set) -> Sheet:
    """A great trunk on each side, ferns below, leaves above: the dark frame."""
    sheet, light, rng = stage.sheet(1.4), stage.light, stage.rng("framing")
    dark = mix(light.silhouette(1.0), light.tones.shadow, 0.5)
    for x, thick in ((-0.05, 0.17), (1.07, 0.2)):
        line = [(x - 0.02, 1.2), (x, 0.7), (x + rng.normal(0, 0.02), 0.2), (x, -0.25)]
        sheet.stroke(line, [thick * 1.6, thick, thick * 0.85, thick * 0.9], dark, smooth=True)
    shapes = [
        path.blob(sheet.frame, (x, -0.10 + 0.30 * abs(x - 0.5) ** 2), (0.15, 0.09), rng, rough=0.35)
        for x in np.linspace(-0.1, 1.1, 12)
    ]
    sheet.fill(shapes, dark)
    roots = np.concatenate([rng.uniform(-0.14, 0.22, 60), rng.uniform(0.78, 1.14, 60)])
    tall = 0.16 * np.abs(roots - 0.5) * 2
    for place, height in zip(roots, tall, strict=True):
        sheet.fill(
            flora.blades(
                sheet.frame, np.array([place]), np.array([1.10]), 0.1 + height, rng, lean=0.5
            ),
            dark,
        )
    sheet.rim(light.towards, 0.006, light.key, strength=0.3)
    stage.defocus(sheet, 1.4)
    return sheet

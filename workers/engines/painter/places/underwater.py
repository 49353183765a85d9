"""Under the sea: light that falls from above, a reef, kelp, shoals, bubbles."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour, noise, path, terrain
from workers.engines.painter.colour import Lab, lab, mix, saturate, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.terrain import Ridge


def paint(stage: Set) -> Painting:
    layers = [_water(stage).layer("sky", 0.0)]
    layers.append(_rays(stage).layer("light", 0.1, living="water", pace=0.5))
    if "snow" in stage.concepts:
        layers.append(_far_ice(stage))
    for name, depth, level, tall in (("far reef", 0.25, 0.80, 0.13), ("reef", 0.5, 0.86, 0.10)):
        sheet = _reef(stage, name, depth, level, tall)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.append(_shoal(stage).layer("shoal", 0.4, living="drift", pace=1.4))
    layers.append(_seabed(stage).layer("ground", 1.0))
    if "snow" not in stage.concepts:
        kelp = _kelp(stage)
        stage.defocus(kelp, 1.35)
        layers.append(kelp.layer("foreground", 1.35, living="sway", pace=0.5))
    layers.append(_bubbles(stage).layer("bubbles", 1.2, living="rise", pace=0.7))
    if "snow" in stage.concepts:
        layers.append(_near_ice(stage))
        layers.sort(key=lambda layer: layer.depth)
    spots = (
        Spot(x=0.36, y=0.66, height=0.26),
        Spot(x=0.63, y=0.58, height=0.24),
        Spot(x=0.50, y=0.62, height=0.26),
        Spot(x=0.82, y=0.70, height=0.22),
        Spot(x=0.18, y=0.72, height=0.22),
    )
    return Painting(layers=tuple(layers), spots=spots, outdoor=False, wet=True)


def _blues(stage: Set) -> tuple[Lab, Lab, Lab]:
    """Water near the surface, in the middle, in the deep: the palette, drawn to blue-green."""
    light, tones = stage.light, stage.light.tones
    level = 0.22 + 0.62 * light.exposure
    top = with_lightness(mix(mix(tones.light, tones.mid, 0.4), lab(0.85, 0.09, 205), 0.45), level)
    middle = with_lightness(mix(tones.mid, lab(0.55, 0.10, 220), 0.5), 0.62 * level)
    deep = with_lightness(
        mix(mix(tones.shadow, tones.base, 0.5), lab(0.25, 0.07, 250), 0.4), 0.30 * level
    )
    return top, middle, deep


def _water(stage: Set) -> Sheet:
    sheet = stage.sheet(0.0)
    top, middle, deep = _blues(stage)
    sheet.flood(sheet.vertical([(-0.1, top), (0.35, middle), (0.95, deep)]))
    sheet.glow((stage.light.sun[0], -0.1), 0.75, mix(top, stage.light.key, 0.5), strength=0.7)
    sheet.grain(stage.rng("currents"), cells=(3, 5), lightness=0.02)
    return sheet


def _rays(stage: Set) -> Sheet:
    sheet, rng = stage.sheet(0.1), stage.rng("rays")
    top = _blues(stage)[0]
    source = np.array([stage.light.sun[0], -0.5])
    for _ in range(13):
        foot, wide = rng.uniform(-0.3, 1.3), rng.uniform(0.015, 0.07)
        ends = np.array([(foot - wide, 1.0), (foot + wide, 1.0)])
        begin = source + (ends - source) * 0.22
        beam = np.array([begin[0], begin[1], ends[1], ends[0]])
        sheet.fill(beam, colour.lighter(top, 0.08), opacity=rng.uniform(0.07, 0.26), soft=0.014)
    fade = np.clip(1.0 - np.linspace(-0.12, 1.12, sheet.frame.size[1]) / 0.85, 0, 1).astype(
        np.float32
    )
    sheet.pixels *= fade[:, None, None]
    x = sheet.frame.columns(6)
    for k in range(5):
        y = -0.02 + 0.028 * k + 0.012 * noise.ridge(rng, x, scale=0.12)
        widths = list(0.002 + 0.010 * np.clip(noise.ridge(rng, x, scale=0.09), 0, 1))
        sheet.stroke(
            np.stack([x, y], 1), widths, colour.lighter(top, 0.12), opacity=0.5, soft=0.002
        )
    return sheet


def _ice_edge(stage: Set, sheet: Sheet, name: str, level: float, rough: float) -> np.ndarray:
    """The underside of the ice, shape (n, 2): blunt keels and icicles between flat stretches."""
    x = sheet.frame.columns(3)
    along = x / sheet.frame.across(1)
    swell = noise.ridge(stage.rng(name), along, scale=0.5)
    keels = noise.peaks(stage.rng(name + " keels"), along, scale=0.16)
    return np.stack([x, level + rough * (0.5 * swell + 0.9 * keels)], axis=1)


def _far_ice(stage: Set) -> Layer:
    """The ceiling that recedes: bright where the light comes through, with cracks and a hole."""
    sheet, light, rng = stage.sheet(0.15), stage.light, stage.rng("ice")
    top, middle, _ = _blues(stage)
    white = mix(mix(top, light.tones.light, 0.4), lab(0.95, 0.02, 220), 0.5)
    pale = with_lightness(white, min(0.95, 0.46 + 0.5 * light.exposure))
    edge = _ice_edge(stage, sheet, "far ice", 0.20, 0.05)
    roof = [*edge, (1.3, -0.3), (-0.3, -0.3)]
    paint = sheet.vertical(
        [(-0.1, pale), (0.10, mix(pale, top, 0.4)), (0.28, mix(pale, middle, 0.6))]
    )
    sheet.fill(np.asarray(roof), paint)
    hole = (0.5 + 0.2 * np.sign(light.sun[0] - 0.5), 0.075)
    glow = with_lightness(mix(pale, light.key, 0.3), min(0.98, 0.6 + 0.45 * light.exposure))
    sheet.glow(hole, 0.30, glow, strength=0.6, squash=0.4)
    sheet.fill(path.blob(sheet.frame, hole, (0.15, 0.030), rng, rough=0.2), glow)
    for _ in range(16):
        x, y = rng.uniform(-0.1, 1.1), rng.uniform(-0.05, 0.17)
        crack = [(x, y)]
        for _ in range(4):
            x, y = x + rng.uniform(-0.03, 0.07), y + rng.uniform(-0.008, 0.022)
            crack.append((x, y))
        sheet.stroke(crack, [0.003, 0.002, 0.0015, 0.001, 0.0008], colour.lighter(pale, 0.12),
                     opacity=0.6, atop=True)  # fmt: skip
    sheet.rim((0.0, 1.0), 0.006, colour.lighter(pale, 0.1), strength=0.6)
    stage.defocus(sheet, 0.15)
    return sheet.layer("ice", 0.15)


def _near_ice(stage: Set) -> Layer:
    """Blocks and icicles that hang into the picture from above."""
    sheet, light, rng = Sheet(stage.screen), stage.light, stage.rng("near ice")
    top, middle, _ = _blues(stage)
    white = mix(mix(top, light.tones.light, 0.3), lab(0.95, 0.02, 220), 0.5)
    pale = with_lightness(white, min(0.93, 0.42 + 0.5 * light.exposure))
    edge = _ice_edge(stage, sheet, "near ice", 0.045, 0.06)
    paint = sheet.vertical([(-0.1, pale), (0.16, mix(pale, middle, 0.45))])
    sheet.fill(np.asarray([*edge, (1.3, -0.4), (-0.3, -0.4)]), paint)
    for _ in range(15):
        x = rng.uniform(-0.1, 1.1)
        y = float(np.interp(x, edge[:, 0], edge[:, 1])) - 0.01
        wide, tall = rng.uniform(0.008, 0.022), rng.uniform(0.03, 0.13)
        spike = [
            (x - wide, y),
            (x + wide, y),
            (x + 0.15 * wide, y + tall),
            (x - 0.1 * wide, y + tall),
        ]
        sheet.fill(spike, mix(pale, middle, 0.25))
        sheet.fill([(x - wide, y), (x - 0.2 * wide, y), (x - 0.1 * wide, y + tall)], pale)
    sheet.rim((0.0, 1.0), 0.005, colour.lighter(pale, 0.1), strength=0.7)
    return sheet.layer("near ice", 1.1)


def _reef(stage: Set, name: str, depth: float, level: float, tall: float) -> Sheet:
    """Mounds with coral fans and pillars on them, in silhouette."""
    sheet, rng, frame = stage.sheet(depth), stage.rng(name), stage.frame(depth)
    _, middle, deep = _blues(stage)
    body = mix(middle, deep, 0.25 + depth)
    ridge = Ridge(name=name, depth=depth, level=level, height=tall, scale=0.35, gain=0.5)
    line = terrain.ridge_line(stage, frame, ridge)
    terrain.paint_ridge(sheet, line, body, mix(body, deep, 0.7), fall=0.3)
    for _ in range(int(16 * max(stage.aspect, 0.7))):
        x = rng.uniform(-0.12, 1.12)
        foot = float(np.interp(x, *line)) + 0.01
        _coral(sheet, (x, foot), rng.uniform(0.05, 0.12) * (0.6 + depth), rng, body)
    sheet.rim((0.2, -0.98), 0.005, _blues(stage)[0], strength=0.5)
    return sheet


def _coral(
    sheet: Sheet, foot: tuple[float, float], size: float, rng: np.random.Generator, tint: Lab
) -> None:
    """One of: a branching coral, a brain, a cluster of tubes."""
    frame, kind = sheet.frame, int(rng.integers(3))
    if kind == 0:
        for _ in range(7):
            tip = (
                foot[0] + frame.across(size * rng.uniform(-0.6, 0.6)),
                foot[1] - frame.down(size * rng.uniform(0.5, 1.1)),
            )
            bend = (foot[0] + (tip[0] - foot[0]) * 0.3, foot[1] - frame.down(size * 0.5))
            sheet.stroke(
                [foot, bend, tip], [size * 0.16, size * 0.1, size * 0.05], tint, smooth=True
            )
            sheet.ellipse(tip, (size * 0.05, size * 0.05), tint)
    elif kind == 1:
        sheet.fill(path.blob(frame, foot, (size * 0.7, size * 0.5), rng, rough=0.12), tint)
    else:
        for k in range(5):
            x, tall = foot[0] + frame.across(size * 0.16 * (k - 2)), size * rng.uniform(0.5, 1.0)
            sheet.stroke(
                [
                    (x, foot[1]),
                    (x + frame.across(0.05 * size * (k - 2)), foot[1] - frame.down(tall)),
                ],
                [size * 0.13, size * 0.17],
                tint,
            )


def _shoal(stage: Set) -> Sheet:
    """Small fish far away that turn together."""
    sheet, rng, frame = stage.sheet(0.4), stage.rng("shoal"), stage.frame(0.4)
    tint = mix(_blues(stage)[2], _blues(stage)[1], 0.25)
    shapes = []
    for middle in ((0.30, 0.30), (0.78, 0.42)):
        for _ in range(26):
            x, y = middle[0] + rng.normal(0, 0.07), middle[1] + rng.normal(0, 0.035)
            size = rng.uniform(0.010, 0.018)
            form = np.array(
                [
                    (-1, 0),
                    (-0.2, -0.34),
                    (0.6, -0.06),
                    (1.1, -0.34),
                    (1.0, 0),
                    (1.1, 0.34),
                    (0.6, 0.06),
                    (-0.2, 0.34),
                ]
            )
            shapes.append(
                np.stack(
                    [x + frame.across(size) * form[:, 0], y + frame.down(size) * form[:, 1]], 1
                )
            )
    sheet.fill(shapes, tint, opacity=0.85)
    return sheet


def _seabed(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("seabed")
    top, middle, deep = _blues(stage)
    ridge = Ridge(name="seabed", depth=1.0, level=0.90, height=0.03, scale=0.6)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    sand = mix(light.pigment("#d8c08f"), middle, 0.55)
    sand = with_lightness(sand, 0.20 + 0.34 * light.exposure)
    terrain.ground(sheet, stage, line, mix(sand, deep, 0.6), sand, cells=(9, 40), rough=0.05)
    web = sheet.texture(stage.rng("caustics"), (16, 60), octaves=2)
    bright = np.clip(1 - np.abs(web) * 9, 0, 1)
    sheet.wash(np.asarray(bright, np.float32), top, opacity=0.45, atop=True)
    tints = (
        light.tones.accent,
        light.tones.mid,
        light.tones.light,
        mix(light.tones.accent, light.tones.base, 0.5),
    )
    for k in range(22):
        x = rng.uniform(-0.12, 0.30) if k % 2 else rng.uniform(0.70, 1.12)
        foot = (x, float(np.interp(x, *line)) + rng.uniform(0.02, 0.16))
        tint = mix(saturate(tints[int(rng.integers(4))], 1.1), deep, 0.30)
        tint = with_lightness(tint, (0.26 + 0.36 * light.exposure) * rng.uniform(0.75, 1.1))
        _coral(sheet, foot, rng.uniform(0.06, 0.15), rng, tint)
    sheet.rim((0.25, -0.97), 0.006, top, strength=0.45)
    return sheet


def _kelp(stage: Set) -> Sheet:
    sheet, rng, frame = stage.sheet(1.35), stage.rng("kelp"), stage.frame(1.35)
    dark = colour.lighter(_blues(stage)[2], -0.05)
    for x in (-0.08, -0.02, 0.05, 0.93, 1.0, 1.07):
        tall = rng.uniform(0.55, 1.0)
        t = np.linspace(0, 1, 22)
        stem = np.stack([x + 0.025 * np.sin(t * 7 + x * 9) * t, 1.12 - tall * t], 1)
        sheet.stroke(stem, list(0.010 * (1.1 - t)), dark)
        leaves = []
        for k, p in enumerate(stem[2:-1]):
            side, long = (1 if k % 2 else -1), 0.10 * (1 - 0.5 * t[k])
            tip = p + np.array([side * frame.across(long), -frame.down(long * 0.6)])
            belly = p + np.array([side * frame.across(long * 0.5), -frame.down(long * 0.05)])
            back = p + np.array([side * frame.across(long * 0.4), -frame.down(long * 0.55)])
            leaves.append(path.smooth([p, belly, tip, back], steps=4))
        sheet.fill(leaves, dark)
    sheet.rim((0.3, -0.95), 0.004, _blues(stage)[1], strength=0.6)
    return sheet


def _bubbles(stage: Set) -> Sheet:
    sheet, rng = Sheet(stage.screen), stage.rng("bubbles")
    top = colour.lighter(_blues(stage)[0], 0.1)
    for column in (0.24, 0.58, 0.86):
        for _ in range(15):
            at = (column + rng.normal(0, 0.025), rng.uniform(-0.11, 1.11))
            radius = rng.uniform(0.003, 0.011)
            _bubble(sheet, at, radius, top)
            # Bubbles rise for ever: the sheet repeats.
            _bubble(sheet, (at[0], at[1] + sheet.frame.bottom - sheet.frame.top), radius, top)
    return sheet


def _bubble(sheet: Sheet, at: tuple[float, float], radius: float, tint: Lab) -> None:
    sheet.ellipse(at, (radius, radius), tint, opacity=0.28)
    ring = path.ellipse(sheet.frame, at, (radius, radius))
    closed = np.concatenate([ring, ring[:1]])
    sheet.stroke(closed, max(0.0014, radius * 0.16), tint, opacity=0.7)
    aside, up = sheet.frame.across(radius * 0.35), sheet.frame.down(radius * 0.35)
    sheet.ellipse((at[0] - aside, at[1] - up), (radius * 0.2, radius * 0.2), tint, opacity=0.95)

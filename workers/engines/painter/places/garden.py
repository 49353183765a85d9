"""A garden: clipped hedges, a path to a rose arch, beds in flower, blossom above."""

import numpy as np

from workers.engines.painter import flora, path, terrain
from workers.engines.painter.colour import Lab, lighter, mix, saturate, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.weather import fireflies

HORIZON = 0.62


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON)
    for name, depth, level, tall in (("far trees", 0.25, 0.60, 0.13), ("trees", 0.45, 0.65, 0.24)):
        sheet = _trees(stage, name, depth, level, tall)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    sheet = _hedges(stage)
    stage.defocus(sheet, 0.7)
    layers.append(sheet.layer("hedges", 0.7))
    layers.append(_lawn(stage).layer("ground", 1.0))
    layers.append(_blossom(stage).layer("foreground", 1.35, living="sway", pace=0.7))
    if stage.light.hour in ("dusk", "night"):
        layers.append(fireflies(stage, top=0.5, bottom=0.95))
    spots = (
        Spot(x=0.50, y=0.87, height=0.21),
        Spot(x=0.36, y=0.89, height=0.22),
        Spot(x=0.64, y=0.89, height=0.22),
        Spot(x=0.80, y=0.92, height=0.23),
        Spot(x=0.20, y=0.92, height=0.23),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _petals(stage: Set) -> tuple[Lab, ...]:
    tones, light = stage.light.tones, stage.light
    level = 0.35 + 0.42 * light.exposure
    return tuple(
        with_lightness(saturate(c, 1.15), level + d)
        for c, d in ((tones.accent, 0.0), (tones.light, 0.12), (tones.mid, 0.02))
    )


def _trees(stage: Set, name: str, depth: float, level: float, tall: float) -> Sheet:
    sheet, light, rng = stage.sheet(depth), stage.light, stage.rng(name)
    sheet.fill(
        path.rectangle(-0.3, level - 0.02, 1.3, 1.3),
        light.fade(light.shaded(light.pigment("#55703f")), depth),
    )
    for x in np.arange(-0.14, 1.16, sheet.frame.across(tall * 0.55)):
        leaf = ("#6f8f4a", "#57803f", "#8aa05a")[int(rng.integers(3))]
        size = tall * rng.uniform(0.7, 1.2)
        flora.bush(
            sheet, (x + rng.normal(0, 0.015), level), size, rng, light, leaf=leaf, depth=depth
        )
    sheet.rim(light.towards, 0.005, light.key, strength=0.35)
    return sheet


def _hedges(stage: Set) -> Sheet:
    """Two clipped hedges that lead to an arch of roses, with round topiary."""
    sheet, light, rng = stage.sheet(0.7), stage.light, stage.rng("hedges")
    green = light.pigment("#3f6b3a")
    lit, dark = light.lit(green, depth=0.75), light.shaded(green, depth=0.75)
    side = 1 if light.towards[0] > 0 else -1
    for sign in (-1, 1):
        xs = 0.5 + sign * np.array([0.085, 0.13, 0.70])
        face = np.array(
            [(xs[0], 0.64), (xs[0], 0.735), (xs[2], 1.0), (xs[2], 0.60), (xs[1], 0.605)]
        )
        sheet.fill(face, dark if sign == side else mix(dark, lit, 0.55))
        top = np.array(
            [
                (xs[0], 0.64),
                (xs[1] - sign * 0.0, 0.605),
                (xs[2], 0.60),
                (xs[2], 0.56),
                (xs[0], 0.622),
            ]
        )
        sheet.fill(top, lit)
    sheet.grain(rng, cells=(70, 70), lightness=0.05, octaves=3)
    for x, y, size in (
        (0.30, 0.60, 0.10),
        (0.70, 0.60, 0.10),
        (0.12, 0.585, 0.14),
        (0.88, 0.585, 0.14),
    ):
        at = (x, y - sheet.frame.down(size * 0.4))
        flora.crown_masses(sheet, at, size * 0.52, rng, light, green, depth=0.8, masses=8, wide=0.8)
    _arch(sheet, stage, green)
    return sheet


def _arch(sheet: Sheet, stage: Set, green: Lab) -> None:
    rng, light, frame = stage.rng("arch"), stage.light, sheet.frame
    t = np.linspace(0, np.pi, 25)
    wide, tall, foot = frame.across(0.085), frame.down(0.085), 0.745
    curve = np.stack([0.5 - wide * np.cos(t), 0.60 - tall * np.sin(t)], 1)
    line = np.concatenate([[(0.5 - wide, foot)], curve, [(0.5 + wide, foot)]])
    sheet.stroke(line, 0.012, light.shaded(light.pigment("#6d5a48")))
    sheet.glow((0.5, 0.66), 0.10, mix(light.key, light.sky_horizon, 0.4), strength=0.5)
    points = path.smooth(line, closed=False, steps=3)
    leaves = [
        path.blob(frame, tuple(p + rng.normal(0, 0.003, 2)), (0.02, 0.018), rng, rough=0.4)
        for p in points[::2]
    ]
    sheet.fill(leaves, light.shaded(green, depth=0.85))
    for p in points[::2]:
        petal = _petals(stage)[int(rng.integers(2))]
        at = (p[0] + rng.normal(0, 0.008), p[1] + rng.normal(0, 0.012))
        flora.flower_head(sheet, at, 0.016, rng, petal, lighter(petal, -0.15))


def _lawn(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(1.0), stage.light, stage.frame(1.0)
    rng, green = stage.rng("lawn"), light.pigment("#7c9a4c")
    lit, dark = light.lit(green), light.shaded(green)
    line = terrain.flat_line(frame, 0.735)
    terrain.ground(sheet, stage, line, mix(dark, lit, 0.3), lit, cells=(14, 44), rough=0.03)
    gravel = light.lit(light.open_pigment("#d8c29c"))
    walk = np.array([(0.465, 0.733), (0.535, 0.733), (0.80, 1.3), (0.20, 1.3)])
    sheet.fill(
        walk,
        sheet.vertical([(0.73, gravel), (1.0, mix(gravel, dark, 0.35))]),
        atop=True,
        soft=0.004,
    )
    for k in range(150):
        t = rng.uniform(0, 1) ** 0.7
        side = 1 if k % 2 else -1
        edge = 0.5 + side * (0.04 + 0.30 * t)
        away = abs(rng.normal(0, 0.09)) + 0.012
        x, y = edge + side * away * (0.4 + t), 0.745 + 0.34 * t
        size = 0.010 + 0.026 * t
        tuft = flora.blades(frame, np.full(4, x), np.full(4, y + 0.01), size * 1.8, rng, lean=0.5)
        sheet.fill(tuft, mix(dark, light.tones.shadow, 0.15))
        petal = _petals(stage)[int(rng.integers(3))]
        flora.flower_head(
            sheet, (x, y - frame.down(size)), size, rng, petal, lighter(light.lamp, -0.1)
        )
    return sheet


def _blossom(stage: Set) -> Sheet:
    """Branches in blossom that hang into the picture, leaves in the lower corners."""
    sheet, light, rng = stage.sheet(1.35), stage.light, stage.rng("blossom")
    dark, petal = light.silhouette(1.0), light.lit(_petals(stage)[1])
    for start, tip in (
        ((-0.16, 0.02), (0.30, 0.13)),
        ((-0.16, 0.12), (0.16, 0.30)),
        ((1.16, 0.0), (0.80, 0.12)),
    ):
        mid = ((start[0] + tip[0]) / 2, (start[1] + tip[1]) / 2 - 0.05)
        branch = path.smooth([start, mid, tip], closed=False)
        sheet.stroke(branch, list(np.linspace(0.018, 0.003, len(branch))), dark)
        for p in branch[3:]:
            for _ in range(3):
                at = (p[0] + rng.normal(0, 0.018), p[1] + rng.normal(0, 0.022))
                size = rng.uniform(0.016, 0.032)
                flora.flower_head(
                    sheet, at, size, rng, mix(petal, dark, 0.25 * rng.random()), _petals(stage)[0]
                )
    for x in (-0.06, 0.04, 0.96, 1.07):
        flora.bush(sheet, (x, 1.14), 0.22, rng, light, leaf="#3d5a35")
    stage.defocus(sheet, 1.35)
    return sheet

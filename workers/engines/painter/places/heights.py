"""Above the clouds: a sea of cloud, towering cumulus, islands of rock that float."""

import numpy as np

from workers.engines.painter import flora, noise, path, terrain
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers

HORIZON = 0.70


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON + 0.1, clouds=0.30)
    for name, depth, level, puff, count in (
        ("far bank", 0.15, 0.66, 0.07, 26),
        ("middle bank", 0.4, 0.78, 0.12, 17),
        ("near bank", 0.8, 0.93, 0.19, 12),
    ):
        if name == "near bank":
            layers.append(_island(stage).layer("island", 0.6))
        sheet = _bank(stage, name, depth, level, puff, count)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth, living="drift", pace=0.4 + depth))
    wisps = _bank(stage, "wisps", 1.4, 1.09, 0.16, 9)
    stage.defocus(wisps, 1.4)
    layers.append(wisps.layer("foreground", 1.4, living="drift", pace=1.6))
    air = (
        Spot(x=0.36, y=0.55, height=0.17),
        Spot(x=0.64, y=0.50, height=0.16),
        Spot(x=0.50, y=0.55, height=0.17),
        Spot(x=0.82, y=0.60, height=0.16),
        Spot(x=0.17, y=0.62, height=0.17),
    )
    if "people" not in stage.concepts:
        return Painting(layers=tuple(layers), spots=air, wet=True)
    layers.insert(-1, _terrace(stage).layer("ground", 1.0))
    meadow = tuple(Spot(x=x, y=0.905, height=0.19) for x in (0.36, 0.64, 0.50, 0.80, 0.20))
    return Painting(layers=tuple(layers[:-1]), spots=meadow)


def _terrace(stage: Set) -> Sheet:
    """The near edge of a floating meadow, for those who cannot fly."""
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("terrace")
    grass, stone = light.pigment("#7f9a52"), light.pigment("#7b6a60")
    lit, dark = light.lit(grass), light.shaded(grass)
    x = sheet.frame.columns(6)
    edge = 0.865 + 0.30 * np.clip(np.abs(x - 0.5) - 0.40, 0, 1) ** 1.2
    line = (x, edge + sheet.frame.down(0.010) * noise.ridge(rng, x, scale=0.25))
    terrain.ground(sheet, stage, line, mix(dark, light.tones.shadow, 0.2), lit, cells=(14, 40))
    flora.grass_fringe(sheet, line, 0.020, rng, lit, count=340)
    flora.tufts(sheet, rng, (0.89, 1.08), (mix(lit, light.key, 0.15), dark), count=80)
    for k, (at, size) in enumerate(((0.05, 0.09), (0.93, 0.12))):
        foot = float(np.interp(at, *line)) + 0.02
        terrain.rock(sheet, stage, (at, foot), (size * 1.6, size), f"terrace rock {k}")
    sheet.rim(light.towards, 0.004, mix(light.key, stone, 0.2), strength=0.4)
    return sheet


def _tones(stage: Set, depth: float) -> tuple[Lab, Lab]:
    light = stage.light
    white = with_lightness(
        mix(light.sky_horizon, light.tones.light, 0.5), 0.36 + 0.62 * light.exposure
    )
    lit = mix(white, light.key, 0.25)
    shade = mix(light.sky_middle, light.ambient, 0.35)
    shade = with_lightness(mix(shade, white, 0.25), float(lit[0]) * 0.74)
    return light.fade(lit, 0.4 + 0.6 * depth), light.fade(shade, 0.4 + 0.6 * depth)


def _bank(stage: Set, name: str, depth: float, level: float, puff: float, count: int) -> Sheet:
    """Cumulus: heaps of round puffs, each with a lit crown and a soft shaded foot."""
    sheet, rng, frame = stage.sheet(depth), stage.rng(name), stage.frame(depth)
    lit, shade = _tones(stage, depth)
    spread = int(count * max(stage.aspect, 0.7) / 1.4)
    x = np.linspace(-0.2, 1.2, spread) + rng.normal(0, 0.02, spread)
    tower = puff * (0.7 + 0.9 * rng.random(spread) ** 3)
    sheet.fill(path.rectangle(-0.3, level + frame.down(puff * 0.1), 1.3, frame.bottom + 0.1), shade)
    puffs = []
    for k in range(spread):
        for _ in range(7):
            across, up = rng.normal(0, 0.5) * tower[k], rng.uniform(-0.5, 0.75) * tower[k]
            size = tower[k] * rng.uniform(0.30, 0.55) * (1 - 0.35 * up / tower[k])
            puffs.append((level - frame.down(up), x[k] + frame.across(across), size))
    for y, middle, size in sorted(puffs):
        shape = path.blob(frame, (middle, y), (size * 1.25, size), rng, rough=0.10)
        sunk = np.clip((y - level) / frame.down(puff), 0, 1)
        crown = mix(lit, shade, 0.25 + 0.55 * sunk) if sunk > 0 else lit
        top, low = y - frame.down(size), y + frame.down(size * 0.7)
        sheet.fill(shape, sheet.vertical([(top, crown), (low, shade)]), soft=size * 0.03)
    sheet.grain(rng, cells=(5, 9), lightness=0.02)
    return sheet


def _island(stage: Set) -> Sheet:
    """Rock with a meadow on it, held up by nothing."""
    sheet, light, rng = stage.sheet(0.6), stage.light, stage.rng("island")
    frame = sheet.frame
    stone, grass = light.pigment("#7b6a60"), light.pigment("#7f9a52")
    for x, y, wide in ((0.80, 0.50, 0.26), (0.13, 0.40, 0.13), (0.60, 0.30, 0.07)):
        half = frame.across(wide / 2)
        edge = np.linspace(-1, 1, 11)
        keel = y + frame.down(wide * 0.75) * (1 - np.abs(edge) ** 0.9) * rng.uniform(0.75, 1.1, 11)
        body = np.concatenate(
            [np.stack([x + half * edge, keel], 1), [(x + half, y), (x - half, y)]]
        )
        dark = light.shaded(stone, depth=0.75)
        sheet.fill(
            body,
            sheet.vertical([(y, light.lit(stone, depth=0.75)), (y + frame.down(wide * 0.6), dark)]),
        )
        left = body.copy()
        left[:, 0] = np.where(left[:, 0] < x, left[:, 0], x - half * 0.1)
        sheet.fill(left, lighter(dark, -0.04), opacity=0.5, soft=0.004)
        sheet.ellipse((x, y), (wide / 2, wide * 0.05), light.lit(grass, depth=0.8))
        for _ in range(4):
            at = (x + rng.uniform(-0.7, 0.7) * half, y)
            flora.leafy_tree(sheet, at, wide * rng.uniform(0.25, 0.42), rng, light, depth=0.8)
    sheet.rim(light.towards, 0.005, light.key, strength=0.35)
    return sheet

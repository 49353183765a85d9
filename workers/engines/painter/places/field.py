"""Open fields: rolling farmland, a lone tree, a fence, tall grass and flowers in front."""

import numpy as np
from numpy.typing import NDArray

from workers.engines.painter import flora, path, terrain
from workers.engines.painter.colour import lighter, mix, saturate, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.60
_CROPS = {"lavender": "#8a6cc4", "poppies": "#d8392c", "poppy": "#d8392c",
          "tulips": "#e0577e", "tulip": "#e0577e"}  # fmt: skip


def paint(stage: Set) -> Painting:
    layers = sky_layers(
        stage, horizon=HORIZON, clouds=0.58 if stage.light.weather == "clear" else None
    )
    far = terrain.far_ridge(
        stage, Ridge(name="far hills", depth=0.2, level=0.585, height=0.05, scale=0.7), mist=0.5
    )
    stage.defocus(far, 0.2)
    layers.append(far.layer("far hills", 0.2))
    for name, depth, level, tall, tint in (
        ("farmland", 0.42, 0.64, 0.035, "#a9a04f"),
        ("pasture", 0.65, 0.70, 0.04, "#7f9a4a"),
    ):
        sheet = _rolling(
            stage, Ridge(name=name, depth=depth, level=level, height=tall, scale=0.9), tint
        )
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.append(_meadow(stage).layer("ground", 1.0))
    crop = next((tint for name, tint in _CROPS.items() if name in stage.concepts), "")
    if crop:
        layers.append(_rows(stage, crop).layer("crop", 1.02, living="sway"))
    if "sunflower" in stage.concepts:
        layers.append(_sunflowers(stage, "far rows", 1.0).layer("sunflowers", 1.02, living="sway"))
        near = _sunflowers(stage, "near rows", 1.35)
        stage.defocus(near, 1.35)
        layers.append(near.layer("foreground", 1.35, living="sway"))
    else:
        layers.append(_tall_grass(stage).layer("foreground", 1.35, living="sway"))
    spots = (
        Spot(x=0.36, y=0.87, height=0.18),
        Spot(x=0.64, y=0.865, height=0.18),
        Spot(x=0.50, y=0.87, height=0.18),
        Spot(x=0.82, y=0.88, height=0.19),
        Spot(x=0.17, y=0.88, height=0.19),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _rolling(stage: Set, ridge: Ridge, tint: str) -> Sheet:
    """A slope under cultivation: furrows that follow it, hedgerow trees on its crest."""
    sheet, light, frame = stage.sheet(ridge.depth), stage.light, stage.frame(ridge.depth)
    rng, line = stage.rng(ridge.name + " land"), terrain.ridge_line(stage, frame, ridge)
    crop = light.pigment(tint, keep=0.55)
    lit, dark = light.lit(crop, depth=ridge.depth), light.shaded(crop, depth=ridge.depth)
    terrain.paint_ridge(sheet, line, lit, mix(lit, dark, 0.7), fall=0.16)
    gap = terrain.below(sheet, line)
    columns = np.linspace(frame.left, frame.right, frame.size[0])[None, :] / frame.across(1)
    vanish = rng.uniform(0.3, 0.7) / frame.across(1)
    rows = np.sin((columns - vanish) / (0.05 + np.maximum(gap, 0)) * 2.4)
    furrow = np.clip(rows, -0.4, 0.6) * np.clip(gap * 14, 0, 1)
    sheet.shade(np.asarray(furrow, np.float32), lightness=0.028)
    for _ in range(int(9 * max(1, stage.aspect))):
        x = rng.uniform(-0.12, 1.12)
        y = float(np.interp(x, *line)) + 0.006
        size = 0.035 * (0.5 + ridge.depth) * rng.uniform(0.7, 1.4)
        flora.bush(sheet, (x, y), size, rng, light, leaf="#4f7040", depth=ridge.depth)
    sheet.rim(light.towards, 0.004, light.key, strength=0.3)
    return sheet


def _meadow(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(1.0), stage.light, stage.frame(1.0)
    rng = stage.rng("meadow")
    line = terrain.ridge_line(
        stage, frame, Ridge(name="meadow", depth=1, level=0.78, height=0.02, scale=0.9)
    )
    grass = light.pigment("#8a9a45", keep=0.55)
    lit, dark = light.lit(grass), light.shaded(grass)
    terrain.ground(sheet, stage, line, mix(lit, dark, 0.8), lit, cells=(16, 44), rough=0.04)
    flora.leafy_tree(sheet, (0.83, 0.80), 0.40, rng, light, leaf="#6d8a3e", wide=1.0)
    _fence(sheet, stage, line)
    flora.grass_fringe(sheet, line, 0.022, rng, lit, count=380)
    for _ in range(320):
        near = rng.uniform(0, 1) ** 0.8
        x, y = rng.uniform(-0.12, 1.12), 0.80 + 0.28 * near
        tone = mix(mix(lit, dark, 0.3 + 0.6 * near), light.key, 0.25 * rng.random())
        tuft = flora.blades(frame, np.full(3, x), np.full(3, y), 0.02 + 0.05 * near, rng, lean=0.5)
        sheet.fill(tuft, tone, opacity=0.9)
    return sheet


def _fence(sheet: Sheet, stage: Set, line: tuple[NDArray[np.float64], NDArray[np.float64]]) -> None:
    light, frame = stage.light, sheet.frame
    wood = light.shaded(light.pigment("#6b5340"))
    x = np.arange(-0.14, 0.42, frame.across(0.085))
    y = np.interp(x, *line) + 0.012
    for rail in (0.032, 0.052):
        sheet.stroke(np.stack([x, y - frame.down(rail)], 1), 0.006, wood)
    posts = [
        path.rectangle(
            a - frame.across(0.005), b - frame.down(0.066), a + frame.across(0.005), b + 0.004
        )
        for a, b in zip(x, y, strict=True)
    ]
    sheet.fill(posts, mix(wood, light.key, 0.1))


def _rows(stage: Set, tint: str) -> Sheet:
    """Flowers in rows that run to the horizon, heads in their own colour over green."""
    sheet, light, rng = stage.sheet(1.0), stage.light, stage.rng("crop")
    bloom, leaf = light.pigment(tint, keep=0.85), light.pigment("#5f7f42", keep=0.55)
    middle = 0.5
    for row in np.linspace(-1.5, 1.5, 25):
        line = [(middle + 0.25 * row, 0.735), (middle + 1.25 * row, 1.12)]
        sheet.stroke(line, [0.012, 0.10], mix(light.lit(leaf), light.shaded(leaf), 0.5))
        sheet.stroke(line, [0.008, 0.065], mix(light.lit(bloom), light.shaded(bloom), 0.55))
    for _ in range(900):
        near = rng.uniform(0, 1) ** 0.6
        row = np.linspace(-1.5, 1.5, 25)[int(rng.integers(25))]
        y = 0.735 + 0.385 * near
        x = middle + row * (0.25 + near) + rng.normal(0, 0.004 + 0.014 * near)
        size = 0.0025 + 0.011 * near
        tone = mix(light.lit(bloom), light.shaded(bloom), 0.7 * rng.random())
        top = (x, y - sheet.frame.down(0.006 + 0.05 * near))
        sheet.stroke([(x, y), top], size * 0.3, light.shaded(leaf))
        sheet.ellipse(top, (size, size * 1.5), tone)
    return sheet


def _sunflowers(stage: Set, name: str, depth: float) -> Sheet:
    """Rows of sunflowers, smaller and closer together with distance; all look one way."""
    sheet, light, rng = stage.sheet(depth), stage.light, stage.rng(name)
    far = depth < 1.1
    turn = 0.2 if light.towards[0] > 0 else -0.2
    levels = np.linspace(0.735, 0.90, 9) if far else np.array([0.985, 1.06])
    for level in levels:
        near = (level - 0.70) / 0.30
        size = 0.010 + 0.042 * near**1.3
        tall = size * 3.0
        gap = size * (2.1 if far else 3.0) * sheet.frame.across(1)
        places = np.arange(-0.15, 1.15, gap)
        aside = rng.uniform(-0.35, 0.35, (len(places), 2))
        leaf = light.pigment("#557d36", keep=0.55)
        band = mix(light.lit(leaf), light.shaded(leaf), 0.75)
        if far:
            x = np.linspace(-0.15, 1.15, 60)
            y = np.full_like(x, level - sheet.frame.down(tall * 0.55))
            sheet.fill(path.under(x, y + 0.004 * np.sin(x * 60 + level * 90), level + 0.08), band)
        for place, (across, down) in zip(places, aside, strict=True):
            head = (place + across * gap, level - sheet.frame.down(tall * (1 + 0.25 * down)))
            foot = (place, level + (0.02 if far else 0.3))
            sheet.stroke([foot, head], size * 0.16, band)
            _sunflower_head(sheet, stage, head, size, turn)
    return sheet


def _sunflower_head(
    sheet: Sheet, stage: Set, at: tuple[float, float], size: float, turn: float
) -> None:
    light = stage.light
    gold, brown = light.pigment("#f4b41a", keep=0.85), light.pigment("#4a2c17", keep=0.8)
    lit, dark = light.lit(gold), light.shaded(gold)
    if size * sheet.frame.unit < 5:
        sheet.ellipse(at, (size * 0.9, size * 0.85), mix(lit, dark, 0.15))
    else:
        for reach, tone, start in ((1.0, mix(lit, dark, 0.5), 0.2), (0.9, lit, 0.0)):
            petals = []
            for k in range(13):
                a = start + 2 * np.pi * k / 13
                tip = (np.cos(a) * size * reach, np.sin(a) * size * reach)
                side = (-np.sin(a) * size * 0.24, np.cos(a) * size * 0.24)
                middle = (tip[0] * 0.6, tip[1] * 0.6)
                points = [(0.0, 0.0), (middle[0] + side[0], middle[1] + side[1]), tip,
                          (middle[0] - side[0], middle[1] - side[1])]  # fmt: skip
                petals.append([(at[0] + sheet.frame.across(u), at[1] + sheet.frame.down(v))
                               for u, v in points])  # fmt: skip
            sheet.fill(petals, tone)
    heart = (at[0] + sheet.frame.across(turn * size * 0.3), at[1])
    sheet.ellipse(heart, (size * 0.46, size * 0.44), light.lit(brown))


def _tall_grass(stage: Set) -> Sheet:
    """Blades and flowers before the lens, dark at the foot and lit at the tips."""
    sheet, light, rng = stage.sheet(1.35), stage.light, stage.rng("tall grass")
    dark = light.silhouette(1.0)
    x = rng.uniform(-0.14, 1.14, 240)
    reach = 0.07 + 0.15 * np.abs(x - 0.5) ** 1.2
    tip = mix(dark, light.lit(light.pigment("#9aa64a")), 0.55)
    paint = sheet.vertical([(0.86, tip), (1.02, dark)])
    for place, tall in zip(x, reach, strict=True):
        blade = flora.blades(
            sheet.frame, np.array([place]), np.array([1.10]), 0.06 + tall, rng, lean=0.22
        )
        sheet.fill(blade, paint)
    petals = (saturate(light.tones.accent, 1.05), light.tones.light, light.tones.mid)
    for _ in range(34):
        place = rng.uniform(-0.1, 1.1)
        y = 1.0 - 0.16 * abs(place - 0.5) - rng.uniform(0, 0.08)
        sheet.stroke([(place + 0.004, 1.12), (place, y)], 0.003, dark)
        petal = light.lit(petals[int(rng.integers(3))])
        flora.flower_head(
            sheet,
            (place, y),
            rng.uniform(0.018, 0.032),
            rng,
            petal,
            with_lightness(lighter(light.lamp, 0), 0.4 + 0.4 * light.exposure),
        )
    stage.defocus(sheet, 1.35)
    return sheet

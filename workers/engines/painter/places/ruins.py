"""Ruins: a broken temple on a hill, columns fallen and standing, ivy, old stone."""

import numpy as np

from workers.engines.painter import flora, path, terrain
from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.62
STONE = "#c4b296"


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON)
    for name, depth, level, tall in (("far hills", 0.2, 0.585, 0.06), ("hills", 0.35, 0.63, 0.05)):
        ridge = Ridge(name=name, depth=depth, level=level, height=tall, scale=0.6)
        sheet = terrain.far_ridge(stage, ridge)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    temple = _temple(stage)
    stage.defocus(temple, 0.6)
    layers.append(temple.layer("temple", 0.6))
    layers.append(_court(stage).layer("ground", 1.0))
    front = _front(stage)
    stage.defocus(front, 1.35)
    layers.append(front.layer("foreground", 1.35, living="sway", pace=0.4))
    spots = (
        Spot(x=0.50, y=0.87, height=0.18),
        Spot(x=0.36, y=0.88, height=0.18),
        Spot(x=0.65, y=0.885, height=0.18),
        Spot(x=0.82, y=0.91, height=0.19),
        Spot(x=0.18, y=0.91, height=0.19),
    )
    return Painting(layers=tuple(layers), spots=spots)


def column(
    sheet: Sheet,
    stage: Set,
    foot: tuple[float, float],
    height: float,
    wide: float,
    name: str,
    *,
    depth: float = 1.0,
    broken: bool = False,
) -> None:
    """A fluted column, lit from one side; broken ones end in a slanting break."""
    light, frame, rng = stage.light, sheet.frame, stage.rng(name)
    stone = light.pigment(STONE)
    lit, dark = light.lit(stone, depth=depth), light.shaded(stone, depth=depth)
    half, top = frame.across(wide / 2), foot[1] - frame.down(height)
    left, right = foot[0] - half, foot[0] + half
    slant = frame.down(wide * rng.uniform(-0.7, 0.7)) if broken else 0.0
    ends = (lit, dark) if light.towards[0] < 0 else (dark, lit)
    paint = sheet.horizontal([(left, ends[0]), (foot[0], mix(lit, dark, 0.4)), (right, ends[1])])
    taper = half * 0.12
    sheet.fill(
        np.array(
            [
                (left, foot[1]),
                (left + taper, top + slant),
                (foot[0], top + rng.uniform(-0.4, 0.4) * slant),
                (right - taper, top - slant),
                (right, foot[1]),
            ]
        ),
        paint,
    )
    for k in (-0.6, -0.2, 0.2, 0.6):
        x = foot[0] + half * k
        sheet.stroke(
            [(x, foot[1]), (foot[0] + half * k * 0.88, top + abs(slant) + 0.004)],
            wide * 0.05,
            dark,
            opacity=0.5,
        )
    cap = frame.down(wide * 0.28)
    sheet.fill(
        path.rectangle(left - half * 0.25, foot[1] - cap, right + half * 0.25, foot[1] + cap * 0.2),
        mix(lit, dark, 0.5),
    )
    if not broken:
        sheet.fill(
            np.array(
                [
                    (left - half * 0.3, top - cap),
                    (right + half * 0.3, top - cap),
                    (right - taper, top + cap * 0.6),
                    (left + taper, top + cap * 0.6),
                ]
            ),
            mix(lit, dark, 0.35),
        )


def _temple(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(0.6), stage.light, stage.frame(0.6)
    rng, depth = stage.rng("temple"), 0.72
    stone = light.pigment(STONE)
    lit, dark = light.lit(stone, depth=depth), light.shaded(stone, depth=depth)
    ridge = Ridge(name="temple hill", depth=0.6, level=0.725, height=0.035, scale=0.9)
    grass = light.fade(light.shaded(light.pigment("#6d7a48")), depth)
    line = terrain.ridge_line(stage, frame, ridge)
    terrain.paint_ridge(sheet, line, lighter(grass, 0.04), grass, fall=0.2)
    middle, wide, tall, base = 0.60, 0.62, 0.30, 0.70
    half = frame.across(wide / 2)
    for k, inset in enumerate((0.0, 0.02, 0.04)):
        y = base + frame.down(0.05 - 0.018 * k)
        box = path.rectangle(
            middle - half - 0.03 + inset * 0.6,
            y - frame.down(0.018),
            middle + half + 0.03 - inset * 0.6,
            y,
        )
        sheet.fill(box, mix(lit, dark, 0.25 + 0.2 * k))
    heights = (1, 1, 1, 1, 0.55, 0.8, 0.3)
    for k, share in enumerate(heights):
        x = middle - half * 0.92 + 2 * half * 0.92 * k / 6
        column(
            sheet,
            stage,
            (x, base),
            tall * share,
            0.042,
            f"column {k}",
            depth=depth,
            broken=share < 1,
        )
    top, end = base - frame.down(tall + 0.012), middle - half * 0.92 + 2 * half * 0.92 * 3.15 / 6
    start = middle - half * 1.02
    beam = np.array(
        [
            (start, top),
            (start, top - frame.down(0.045)),
            (end - 0.012, top - frame.down(0.045)),
            (end + 0.012, top - frame.down(0.02)),
            (end, top),
        ]
    )
    sheet.fill(beam, sheet.vertical([(top - 0.05, lit), (top, dark)]))
    gable = np.array(
        [
            (start - 0.008, top - frame.down(0.045)),
            ((start + middle) / 2 + 0.05, top - frame.down(0.145)),
            (end - 0.03, top - frame.down(0.085)),
            (end - 0.02, top - frame.down(0.045)),
        ]
    )
    sheet.fill(gable, mix(lit, dark, 0.3))
    sheet.grain(rng, cells=(60, 40), lightness=0.035)
    sheet.rim(light.towards, 0.005, light.key, strength=0.5)
    _grove(sheet, stage, line, rng, depth=depth)
    return sheet


def _grove(
    sheet: Sheet,
    stage: Set,
    line: tuple[np.ndarray, np.ndarray],
    rng: np.random.Generator,
    *,
    depth: float,
) -> None:
    """Bushes, a pine and cypresses about the temple."""
    light, frame = stage.light, stage.frame(0.6)
    for x in (0.30, 0.86, 0.95):
        flora.bush(
            sheet,
            (x, float(np.interp(x, *line)) + 0.012),
            0.05,
            rng,
            light,
            leaf="#5d6f3c",
            depth=depth,
        )
    flora.conifer(frame, (0.16, 0.72), 0.2, rng)
    for x, size in ((0.13, 0.26), (0.19, 0.20)):
        cypress = path.ellipse(frame, (x, 0.725 - frame.down(size / 2)), (size * 0.11, size / 2))
        sheet.fill(cypress, light.fade(light.shaded(light.pigment("#3f5636")), depth))


def _court(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(1.0), stage.light, stage.frame(1.0)
    rng, grass = stage.rng("court"), light.pigment("#7f8450")
    lit, dark = light.lit(grass), light.shaded(grass)
    line = terrain.ridge_line(
        stage, frame, Ridge(name="court", depth=1, level=0.80, height=0.014, scale=0.6)
    )
    terrain.ground(
        sheet, stage, line, mix(dark, light.tones.shadow, 0.2), lit, cells=(12, 40), rough=0.04
    )
    stone = light.lit(light.pigment(STONE))
    for k in range(5):
        for j in range(-4, 5):
            if rng.random() < 0.3:
                continue
            y, deep = 0.825 + 0.05 * k + 0.012 * k**1.6, 0.016 + 0.006 * k
            x, half = 0.5 + j * (0.075 + 0.02 * k) + 0.02 * (k % 2), 0.032 + 0.009 * k
            slab = np.array(
                [
                    (x - half, y),
                    (x + half, y),
                    (x + half * 1.1, y + deep),
                    (x - half * 1.1, y + deep),
                ]
            )
            sheet.fill(
                slab + rng.normal(0, 0.002, (4, 2)),
                mix(stone, dark, rng.uniform(0.15, 0.55)),
                opacity=0.85,
            )
    _drum(sheet, stage, (0.86, 0.90), 0.11)
    _drum(sheet, stage, (0.73, 0.855), 0.06)
    column(sheet, stage, (0.10, 0.93), 0.62, 0.10, "near column", broken=True)
    _ivy(sheet, stage, (0.10, 0.93), 0.60, 0.10)
    flora.grass_fringe(sheet, line, 0.02, rng, lit, count=240)
    for _ in range(70):
        at = (rng.uniform(-0.1, 1.1), rng.uniform(0.83, 1.06))
        sheet.fill(
            flora.blades(frame, np.full(4, at[0]), np.full(4, at[1]), 0.035, rng, lean=0.5),
            mix(lit, dark, rng.random()),
        )
    sheet.rim(light.towards, 0.005, light.key, strength=0.35)
    return sheet


def _drum(sheet: Sheet, stage: Set, at: tuple[float, float], size: float) -> None:
    """A fallen piece of column, lying."""
    light, frame = stage.light, sheet.frame
    stone = light.pigment(STONE)
    lit, dark = light.lit(stone), light.shaded(stone)
    long, half = frame.across(size * 1.1), frame.down(size / 2)
    sheet.ellipse(
        (at[0] + long / 2, at[1] + half),
        (size * 0.9, size * 0.10),
        light.tones.shadow,
        opacity=0.5,
        soft=0.006,
    )
    body = path.rectangle(at[0], at[1] - half, at[0] + long, at[1] + half)
    sheet.fill(body, sheet.vertical([(at[1] - half, lit), (at[1] + half, dark)]))
    for k in (-0.5, 0.0, 0.5):
        sheet.stroke(
            [(at[0], at[1] + half * k), (at[0] + long, at[1] + half * k)],
            size * 0.04,
            dark,
            opacity=0.5,
        )
    sheet.ellipse((at[0] + long, at[1]), (size * 0.22, size / 2), mix(lit, dark, 0.7))
    sheet.ellipse(at, (size * 0.22, size / 2), mix(lit, dark, 0.25))


def _ivy(sheet: Sheet, stage: Set, foot: tuple[float, float], height: float, wide: float) -> None:
    rng, light, frame = stage.rng("ivy"), stage.light, sheet.frame
    green: Lab = light.pigment("#5a7a40")
    for _ in range(90):
        up = rng.uniform(0, 1) ** 1.3
        at = (
            foot[0] + frame.across(wide * rng.normal(-0.1, 0.24)),
            foot[1] - frame.down(height * up),
        )
        tone = mix(light.shaded(green), light.lit(green), rng.random())
        sheet.fill(path.blob(frame, at, (0.013, 0.011), rng, rough=0.4, knots=6), tone)


def _front(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(1.35), stage.light, stage.rng("front")
    dark = light.silhouette(1.0)
    wall = [
        (1.3, 0.1),
        (1.06, 0.16),
        (1.03, 0.30),
        (0.99, 0.32),
        (0.985, 0.55),
        (0.95, 0.58),
        (0.94, 1.3),
        (1.3, 1.3),
    ]
    sheet.fill(np.array(wall), dark)
    x = rng.uniform(-0.14, 1.14, 130)
    sheet.fill(flora.blades(sheet.frame, x, np.full(130, 1.11), 0.13, rng, lean=0.4), dark)
    leaves = [
        path.blob(
            sheet.frame,
            (1.02 + rng.normal(0, 0.03), rng.uniform(0.1, 0.7)),
            (0.02, 0.03),
            rng,
            rough=0.4,
        )
        for _ in range(26)
    ]
    sheet.fill(leaves, dark)
    sheet.rim(light.towards, 0.005, light.key, strength=0.3)
    return sheet

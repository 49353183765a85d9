"""Snow country: white hills, laden firs, long blue shadows."""

import numpy as np

from workers.engines.painter import flora, path, terrain
from workers.engines.painter.colour import Lab, lab, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.60


def snow_tones(light: Light, depth: float) -> tuple[Lab, Lab]:
    """Snow in the light and in its own blue shadow."""
    white = mix(with_lightness(light.tones.light, 0.96), lab(0.97, 0.012, 240), 0.55)
    lit = with_lightness(light.lit(white), 0.28 + 0.69 * light.exposure)
    lit = light.fade(lit, 0.4 + 0.6 * depth)
    blue = mix(light.ambient, lab(0.7, 0.07, 255), 0.5)
    shadow = with_lightness(mix(lit, blue, 0.6), float(lit[0]) - 0.17)
    return lit, light.fade(shadow, depth)


def paint(stage: Set) -> Painting:
    layers = sky_layers(stage, horizon=HORIZON)
    for name, depth, level, tall, scale, form in (
        ("white peaks", 0.15, 0.50, 0.15, 0.6, "peaks"),
        ("far slopes", 0.35, 0.60, 0.05, 0.7, "hills"),
        ("near slopes", 0.6, 0.70, 0.06, 0.9, "hills"),
    ):
        ridge = Ridge(name=name, depth=depth, level=level, height=tall, scale=scale, form=form)  # type: ignore[arg-type]
        sheet = _slope(stage, ridge)
        if depth > 0.2:
            _laden_firs(sheet, stage, ridge, 0.10 + 0.22 * (depth - 0.35), 26)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    layers.append(_field(stage).layer("ground", 1.0))
    layers.append(_foreground(stage).layer("foreground", 1.35))
    spots = (
        Spot(x=0.36, y=0.88, height=0.18),
        Spot(x=0.64, y=0.885, height=0.18),
        Spot(x=0.50, y=0.88, height=0.18),
        Spot(x=0.80, y=0.90, height=0.19),
        Spot(x=0.19, y=0.90, height=0.19),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _slope(stage: Set, ridge: Ridge) -> Sheet:
    sheet, light = stage.sheet(ridge.depth), stage.light
    lit, shadow = snow_tones(light, ridge.depth)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    terrain.paint_ridge(sheet, line, lit, mix(lit, light.haze, 0.45), fall=0.2)
    facing = terrain.faces(sheet, stage, line, name=ridge.name + " spurs", smooth=0.015)
    sheet.wash(
        np.asarray(np.clip(-facing * 1.5, 0, 1), np.float32), shadow, opacity=0.65, atop=True
    )
    sheet.grain(stage.rng(ridge.name + " drift"), cells=(8, 18), lightness=0.012)
    sheet.rim(light.towards, 0.004, light.key, strength=0.25)
    return sheet


def _laden_firs(sheet: Sheet, stage: Set, ridge: Ridge, height: float, count: int) -> None:
    rng, line = stage.rng(ridge.name + " firs"), terrain.ridge_line(stage, sheet.frame, ridge)
    for x in np.sort(rng.uniform(-0.15, 1.15, int(count * max(1.0, stage.aspect)))):
        y = float(np.interp(x, *line)) + sheet.frame.down(0.012)
        laden_fir(sheet, stage.light, (x, y), height * rng.uniform(0.5, 1.15), rng, ridge.depth)


def laden_fir(
    sheet: Sheet,
    light: Light,
    at: tuple[float, float],
    height: float,
    rng: np.random.Generator,
    depth: float,
) -> None:
    """A fir with snow on its boughs."""
    lit, shadow = snow_tones(light, depth)
    body = light.fade(light.shaded(light.pigment("#2f4a44")), depth)
    frame = sheet.frame
    sheet.fill(flora.conifer(frame, at, height, rng), body)
    boughs = []
    side = 1 if light.towards[0] > 0 else -1
    for step in (0.05, 0.22, 0.38, 0.53, 0.68, 0.82):
        reach = height * 0.16 * (0.15 + step)
        middle = (
            at[0] + frame.across(side * reach * 0.25),
            at[1] - frame.down(height * (0.95 - step)),
        )
        cap = path.blob(frame, middle, (reach, height * 0.045), rng, rough=0.3, knots=7)
        boughs.append(cap)
    sheet.fill(boughs, mix(shadow, lit, 0.4))
    lifted = [
        b + np.array([frame.across(side * height * 0.012), -frame.down(height * 0.012)])
        for b in boughs
    ]
    sheet.fill(lifted, lit, opacity=0.85)


def _field(stage: Set) -> Sheet:
    sheet, light, frame = stage.sheet(1.0), stage.light, stage.frame(1.0)
    lit, shadow = snow_tones(light, 1.0)
    ridge = Ridge(name="snowfield", depth=1.0, level=0.80, height=0.025, scale=1.0)
    line = terrain.ridge_line(stage, frame, ridge)
    terrain.ground(sheet, stage, line, mix(lit, shadow, 0.75), lit, cells=(5, 20), rough=0.02)
    rng = stage.rng("drifts")
    for k in range(7):
        y = 0.84 + 0.045 * k
        x = np.linspace(-0.2, 1.2, 40)
        wave = y + 0.016 * np.sin(x * rng.uniform(3, 6) + rng.uniform(0, 6))
        widths = list(0.004 + 0.016 * np.clip(np.sin(x * 5 + k * 2.1), 0, 1))
        sheet.stroke(np.stack([x, wave], 1), widths, shadow, opacity=0.5, soft=0.006, atop=True)
    for side in (0.07, 0.93):
        foot = float(np.interp(side, *line)) + 0.05
        laden_fir(sheet, light, (side, foot), 0.36, rng, 1.0)
    for _ in range(46):
        at = (rng.uniform(-0.1, 1.1), rng.uniform(0.82, 1.05))
        sheet.glow(at, 0.004, with_lightness(light.key, 0.97), strength=0.8, falloff=1)
    return sheet


def _foreground(stage: Set) -> Sheet:
    """A drift and bare twigs before the lens."""
    sheet, light, rng = stage.sheet(1.35), stage.light, stage.rng("twigs")
    lit, shadow = snow_tones(light, 1.0)
    bank = np.array(
        [
            (-0.3, 0.93),
            (0.0, 0.965),
            (0.3, 1.06),
            (0.6, 1.10),
            (0.85, 1.04),
            (1.3, 0.95),
            (1.3, 1.4),
            (-0.3, 1.4),
        ]
    )
    sheet.fill(path.smooth(bank), sheet.vertical([(0.92, mix(lit, shadow, 0.4)), (1.1, shadow)]))
    dark = mix(light.tones.shadow, light.ambient, 0.2)
    for x in (-0.02, 0.05, 0.97, 1.04):
        for _ in range(5):
            tip = (x + rng.normal(0, 0.05), rng.uniform(0.62, 0.88))
            sheet.stroke(
                [(x, 1.06), ((x + tip[0]) / 2 + 0.01, 0.93), tip],
                [0.008, 0.005, 0.002],
                dark,
                smooth=True,
            )
    stage.defocus(sheet, 1.35)
    return sheet

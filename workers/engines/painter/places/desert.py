"""The desert: dunes one behind another, sharp crests, wind ripples, mesas far away."""

import numpy as np
from numpy.typing import NDArray

from workers.engines.painter import path, terrain
from workers.engines.painter.colour import Lab, mix
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge

HORIZON = 0.60
SAND = "#d9a066"


def paint(stage: Set) -> Painting:
    layers = sky_layers(
        stage, horizon=HORIZON, clouds=None if stage.light.weather != "clear" else 0.25
    )
    mesas = _mesas(stage)
    stage.defocus(mesas, 0.14)
    layers.append(mesas.layer("mesas", 0.14))
    for name, depth, level, height, scale in (
        ("far dunes", 0.3, 0.61, 0.05, 0.55),
        ("middle dunes", 0.5, 0.68, 0.075, 0.75),
        ("near dunes", 0.75, 0.79, 0.09, 1.0),
        ("ground", 1.0, 0.89, 0.05, 1.3),
    ):
        ridge = Ridge(name=name, depth=depth, level=level, height=height, scale=scale, form="dunes")
        sheet = _dune(stage, ridge)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth))
    spots = (
        Spot(x=0.35, y=0.895, height=0.15),
        Spot(x=0.64, y=0.905, height=0.155),
        Spot(x=0.50, y=0.90, height=0.155),
        Spot(x=0.82, y=0.92, height=0.16),
        Spot(x=0.17, y=0.91, height=0.16),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _mesas(stage: Set) -> Sheet:
    sheet, light, rng = stage.sheet(0.14), stage.light, stage.rng("mesas")
    body = light.fade(light.shaded(light.pigment("#a5603f")), 0.30)
    foot = mix(body, light.haze, 0.75)
    plain = [(HORIZON + 0.004, foot), (HORIZON + 0.05, mix(foot, body, 0.25))]
    ground = [(sheet.frame.left, HORIZON + 0.004), (sheet.frame.right, HORIZON + 0.004),
              (sheet.frame.right, HORIZON + 0.2), (sheet.frame.left, HORIZON + 0.2)]  # fmt: skip
    sheet.fill(np.array(ground), sheet.vertical(plain))
    for _ in range(5):
        x, wide, tall = rng.uniform(-0.1, 1.1), rng.uniform(0.06, 0.2), rng.uniform(0.07, 0.17)
        frame = sheet.frame
        half, slope = frame.across(wide / 2), frame.across(tall * 0.45)
        top = HORIZON - frame.down(tall)
        neck = top + frame.down(tall * 0.45)
        shape = [
            (x - half - slope, HORIZON + 0.012),
            (x - half * 1.05, neck),
            (x - half, top),
            (x + half, top + 0.006),
            (x + half * 1.05, neck),
            (x + half + slope, HORIZON + 0.012),
        ]
        sheet.fill(np.array(shape), sheet.vertical([(top, body), (HORIZON, foot)]))
    sheet.grain(rng, cells=(40, 8), lightness=0.02)
    sheet.rim(light.towards, 0.008, light.key, strength=0.45)
    return sheet


def _dune(stage: Set, ridge: Ridge) -> Sheet:
    sheet, light, depth = stage.sheet(ridge.depth), stage.light, ridge.depth
    sand = light.pigment(SAND, keep=0.68)
    lit, dark = light.lit(sand, depth=depth), light.shaded(sand, depth=depth)
    line = terrain.ridge_line(stage, sheet.frame, ridge)
    terrain.paint_ridge(sheet, line, lit, mix(lit, mix(dark, light.haze, 0.4), 0.7), fall=0.25)
    _lee(sheet, stage, ridge, line, mix(dark, light.tones.shadow, 0.12))
    _ripples(sheet, stage, ridge, line)
    sheet.grain(stage.rng(ridge.name + " grain"), cells=(10, 26), lightness=0.018)
    sheet.rim(light.towards, 0.005, light.key, strength=0.55)
    return sheet


def _lee(
    sheet: Sheet,
    stage: Set,
    ridge: Ridge,
    line: tuple[NDArray[np.float64], NDArray[np.float64]],
    dark: Lab,
) -> None:
    """The side away from the light of each crest, with the soft S of a dune's edge."""
    facing = terrain.faces(sheet, stage, line, name=ridge.name + " lee", smooth=0.004)
    gap = terrain.below(sheet, line)
    reach = np.clip(1 - gap / (ridge.height * 2.6), 0, 1)
    mask = np.clip(-facing * 3 + 0.1, 0, 1) * np.clip(reach * 3, 0, 1)
    sheet.wash(np.asarray(mask, np.float32), dark, opacity=0.75, atop=True)


def _ripples(
    sheet: Sheet, stage: Set, ridge: Ridge, line: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> None:
    if ridge.depth < 0.7:
        return
    rng, light, frame = stage.rng(ridge.name + " ripples"), stage.light, sheet.frame
    shapes = []
    for _ in range(46):
        near = rng.uniform(0, 1)
        x = rng.uniform(-0.1, 1.1)
        y = float(np.interp(x, *line)) + 0.03 + 0.22 * near
        length, thick = 0.10 + 0.25 * near, 0.0015 + 0.002 * near
        at = np.linspace(-0.5, 0.5, 9)
        wave = np.stack(
            [x + frame.across(length) * at, y + frame.down(0.010) * np.sin(at * 7 + x * 30)], 1
        )
        shapes.append(path.ribbon(frame, wave, list(thick * (1 - 4 * at**2) + 1e-4)))
    sheet.fill(
        shapes,
        mix(light.shaded(light.pigment(SAND)), light.tones.base, 0.2),
        opacity=0.35,
        atop=True,
    )

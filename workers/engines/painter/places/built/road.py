"""A road that runs straight to the horizon: lines, telegraph poles, hills, grass at its edges."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import flora, path
from workers.engines.painter.colour import lighter, mix
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.houses import nearness
from workers.engines.painter.places.built.perspective import Lens
from workers.engines.painter.sky import sky_layers
from workers.engines.painter.terrain import Ridge, far_ridge

_HALF = 3.4
_POLE = 5.2


def paint(stage: Set) -> Painting:
    """Paint the road from its middle."""
    lens = Lens.of(stage, eye=1.55, focal=0.85)
    level = stage.focus[1]
    layers = sky_layers(stage, horizon=level)
    for ridge in (
        Ridge(
            name="mountains", depth=0.12, level=level - 0.05, height=0.13, scale=0.7, form="peaks"
        ),
        Ridge(name="hills", depth=0.26, level=level - 0.01, height=0.045, scale=0.6),
    ):
        layers.append(far_ridge(stage, ridge).layer(ridge.name, ridge.depth))
    layers += [_land(stage, lens), _poles(stage, lens), _verge(stage, lens)]
    spots = (
        lens.spot(0.5, 5.0, 0.95),
        lens.spot(-1.7, 6.0, 0.93),
        lens.spot(1.9, 8.0, 0.9),
        lens.spot(0.0, 12.0, 0.85),
    )
    return Painting(layers=tuple(layers), spots=spots)


def _land(stage: Set, lens: Lens) -> Layer:
    """Fields, shoulders, asphalt with its tracks and lines."""
    sheet, light = stage.sheet(0.7), stage.light
    frame, level = sheet.frame, stage.focus[1]
    soil = light.open_pigment("#a89a5c")

    def ground(tone: np.ndarray, dark: float = 0.25) -> np.ndarray:
        stops = []
        for z in (400.0, 90.0, 35.0, 14.0, 5.0, 1.8):
            near = mix(tone, light.tones.shadow, dark * nearness(z) ** 2)
            stops.append((float(lens.at([0, 0, z])[1]), light.fade(near, nearness(z) ** 0.7)))
        return sheet.vertical(stops)

    field = path.rectangle(frame.left - 0.02, level, frame.right + 0.02, 1.4)
    sheet.fill(field, ground(light.lit(soil)))
    sheet.grain(stage.rng("field"), cells=(5, 60), lightness=0.04)
    rng = stage.rng("tufts")
    for z in np.sort(rng.uniform(6, 70, 46))[::-1]:
        x = rng.choice((-1, 1)) * rng.uniform(_HALF + 2, 40)
        foot, size = lens.at([x, 0, z]), lens.units(rng.uniform(0.5, 1.4), z)
        tone = light.fade(lighter(light.shaded(light.pigment("#6f7a44")), 0.0), nearness(z))
        root = (float(foot[0]), float(foot[1]))
        sheet.fill(
            path.blob(frame, (root[0], root[1] - frame.down(size * 0.25)), (size, size * 0.4), rng),
            tone,
        )
    dust = ground(light.lit(light.open_pigment("#b39a72")))
    sheet.fill(lens.floor((-_HALF - 1.1, _HALF + 1.1), (0.5, 500)), dust)
    asphalt = light.pigment("#4d4b56")
    sheet.fill(lens.floor((-_HALF, _HALF), (0.5, 500)), ground(light.lit(asphalt), 0.45))
    for x in (-2.4, -1.0, 1.0, 2.4):
        sheet.fill(
            lens.floor((x - 0.28, x + 0.28), (0.5, 300)),
            ground(light.shaded(asphalt)),
            opacity=0.4,
            soft=0.004,
        )
    white = ground(light.lit(light.pigment("#efe8d6")), 0.1)
    yellow = ground(light.lit(light.pigment("#e0a93a", keep=0.7)), 0.05)
    for side in (-1, 1):
        x = side * (_HALF - 0.28)
        sheet.fill(lens.floor((x - 0.06, x + 0.06), (0.5, 500)), white, opacity=0.9)
    sheet.fill([lens.floor((-0.09, 0.09), (z, z + 3.0)) for z in np.arange(1.0, 160, 7.0)], yellow)
    if light.weather in ("rain", "storm"):
        x, _ = light.sun
        sheet.glow((x, level + 0.1), 0.5, light.sky_horizon, strength=0.5, squash=0.5, atop=True)
        sheet.fill(lens.floor((-_HALF, _HALF), (0.5, 500)), light.sky_horizon, opacity=0.16)
    haze = path.rectangle(frame.left, level - 0.03, frame.right, level + 0.02)
    sheet.fill(haze, light.haze, opacity=0.6, soft=0.02, atop=True)
    return sheet.layer("road", 0.7)


def _poles(stage: Set, lens: Lens) -> Layer:
    """Telegraph poles with sagging wires on the right, markers on the left."""
    sheet, light = stage.sheet(0.8), stage.light
    places = [4.2, *np.arange(11.0, 130, 9.5)]
    for z in places[::-1]:
        dark = light.fade(light.silhouette(0.95), nearness(z) ** 0.8)
        x = _POLE + 0.6
        foot, top = lens.at([(x, 0, z), (x, 7.2, z)])
        sheet.stroke([foot, top], [lens.units(0.26, z), lens.units(0.18, z)], dark)
        for y, reach in ((6.6, 1.1), (5.9, 0.8)):
            bar = lens.at([(x - reach, y, z), (x + reach, y, z)])
            sheet.stroke(bar, lens.units(0.14, z), dark)
            for u in (-reach + 0.1, -0.45, 0.45, reach - 0.1):
                sheet.stroke(
                    lens.at([(x + u, y, z), (x + u, y + 0.22, z)]), lens.units(0.08, z), dark
                )
        post = lens.at([(-_HALF - 0.8, 0, z), (-_HALF - 0.8, 0.95, z)])
        sheet.stroke(
            post, lens.units(0.11, z), light.fade(light.lit(light.pigment("#e9e2cf")), nearness(z))
        )
        mark = lens.at([(-_HALF - 0.8, 0.68, z), (-_HALF - 0.8, 0.82, z)])
        sheet.stroke(mark, lens.units(0.11, z), light.fade(light.tones.accent, nearness(z)))
    wire = light.fade(light.silhouette(0.95), 0.8)
    for offset, y in ((-1.0, 6.8), (-0.45, 6.8), (1.0, 6.8), (0.7, 6.1)):
        for a, b in zip([0.9, *places], places, strict=False):
            if b > 80:
                continue
            t = np.linspace(0, 1, 10)
            z = a + (b - a) * t
            sag = y - 0.8 * 4 * t * (1 - t) * min(1, (b - a) / 9.5)
            line = lens.at(np.stack([np.full(10, _POLE + 0.6 + offset), sag, z], axis=1))
            sheet.stroke(line, np.maximum(0.03 * lens.focal / z, 0.0012).tolist(), wire)
    sheet.rim(light.towards, 0.003, light.key, strength=0.5)
    stage.defocus(sheet, 0.8)
    return sheet.layer("poles", 0.8)


def _verge(stage: Set, lens: Lens) -> Layer:
    """Tall grass at both near edges."""
    sheet, light = stage.sheet(1.1), stage.light
    rng = stage.rng("verge")
    tones = (
        light.silhouette(1.0),
        light.shaded(light.open_pigment("#7a7440")),
        light.lit(light.open_pigment("#a8954f")),
    )
    for number, tone in enumerate(tones[::-1]):
        for side in (-1, 1):
            near = lens.at([side * (_HALF + 1.0), 0, 2.2 + 1.3 * (2 - number)])
            x = np.array([near[0], near[0] + side * 0.75])
            y = np.array([near[1] + 0.05, near[1] + 0.02])
            order = np.argsort(x)
            flora.grass_fringe(
                sheet,
                (x[order], y[order]),
                0.09 + 0.035 * number,
                rng,
                lighter(tone, -0.03),
                count=150,
            )
    stage.defocus(sheet, 0.7)
    return sheet.layer("verge", 1.1, living="sway", pace=0.7)

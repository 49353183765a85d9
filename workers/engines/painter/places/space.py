"""Deep space: nebulae in the palette, stars, a great ringed planet lit from one side."""

import numpy as np
from numpy.typing import NDArray

from workers.engines.painter import colour, path
from workers.engines.painter.colour import Lab, mix, saturate, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import stars


def paint(stage: Set) -> Painting:
    layers = [
        _nebula(stage).layer("nebula", 0.0),
        stars(stage, bottom=1.13, count=420),
        _planet(stage).layer("planet", 0.12),
        _small_moon(stage).layer("moonlet", 0.3),
        _rocks(stage, "far rocks", 0.55, 26, 0.012).layer(
            "far rocks", 0.55, living="drift", pace=0.6
        ),
    ]
    near = _rocks(stage, "near rocks", 1.4, 7, 0.07)
    stage.defocus(near, 1.4)
    layers.append(near.layer("foreground", 1.4, living="drift"))
    spots = (
        Spot(x=0.36, y=0.66, height=0.26),
        Spot(x=0.62, y=0.60, height=0.24),
        Spot(x=0.50, y=0.64, height=0.26),
        Spot(x=0.80, y=0.72, height=0.24),
        Spot(x=0.17, y=0.74, height=0.24),
    )
    return Painting(layers=tuple(layers), spots=spots, outdoor=False, wet=True)


def _nebula(stage: Set) -> Sheet:
    sheet, light = stage.sheet(0.0), stage.light
    deep = with_lightness(mix(light.tones.shadow, colour.lab(0.1, 0.04, 270), 0.3), 0.085)
    sheet.flood(
        sheet.vertical([(0, deep), (1, with_lightness(mix(deep, light.tones.base, 0.4), 0.13))])
    )
    across = 1.3 * max(stage.aspect, 0.7)
    rows = np.linspace(sheet.frame.top, sheet.frame.bottom, sheet.frame.size[1])[:, None]
    columns = np.linspace(sheet.frame.left, sheet.frame.right, sheet.frame.size[0])[None, :]
    lane = np.exp(-(((rows - 0.25 - 0.55 * (columns - 0.1)) / 0.34) ** 2))
    tones = light.tones
    for name, tint, level, strength in (
        ("red gas", tones.base, 0.42, 0.75),
        ("blue gas", saturate(tones.mid, 1.2), 0.52, 0.55),
        ("bright gas", saturate(tones.accent, 1.1), 0.66, 0.45),
    ):
        noise = sheet.texture(stage.rng(name), (across, 1.6), octaves=6, gain=0.58)
        mask = np.clip(noise * 1.1 + lane * 0.9 - 0.55, 0, 1) ** 1.3
        sheet.wash(
            np.asarray(np.clip(mask, 0, 1), np.float32),
            with_lightness(tint, level),
            opacity=strength,
        )
    dust = np.clip(
        sheet.texture(stage.rng("dust"), (across * 2, 4), octaves=6, gain=0.6) * 1.4 - 0.25, 0, 1
    )
    sheet.wash(np.asarray(dust * lane, np.float32), deep, opacity=0.75)
    return sheet


def globe(
    sheet: Sheet,
    stage: Set,
    at: tuple[float, float],
    radius: float,
    tints: tuple[Lab, Lab, Lab],
    name: str,
) -> None:
    """A banded planet with a day side, a night side and air at its limb; tints dark to light."""
    frame, light = sheet.frame, stage.light
    sheet.glow(at, radius * 1.5, tints[1], strength=0.28, falloff=2.5)
    disc = path.ellipse(frame, at, (radius, radius))
    low = frame.down(radius)
    rng = stage.rng(name)
    stops, y = [], at[1] - low
    while y < at[1] + low:
        stops.append((y, mix(tints[1], tints[int(rng.integers(3))], rng.uniform(0.2, 0.8))))
        y += low * rng.uniform(0.08, 0.28)
    sheet.fill(disc, sheet.vertical(stops))
    own = Sheet(frame)
    own.fill(disc, tints[1])
    alpha = own.pixels[..., 3]
    swirl = sheet.texture(rng, (2.5, 14), octaves=5)
    sheet.wash(np.asarray(alpha * np.clip(swirl, 0, 1), np.float32), tints[2], opacity=0.35)
    # The terminator: distance from a disc that is shifted towards the light.
    toward = (at[0] - frame.across(radius * 0.55), at[1] - frame.down(radius * 0.40))
    night = np.clip((sheet.distance(toward) - radius * 0.72) / (radius * 0.55), 0, 1)
    night = night * night * (3 - 2 * night)
    sheet.wash(
        np.asarray(alpha * night, np.float32),
        with_lightness(light.tones.shadow, 0.06),
        opacity=0.94,
    )
    edge = (
        np.clip((sheet.distance(at) - radius * 0.90) / (radius * 0.10), 0, 1) * (1 - night) * alpha
    )
    sheet.wash(np.asarray(edge, np.float32), with_lightness(tints[2], 0.94), opacity=0.7)


def _planet(stage: Set) -> Sheet:
    sheet, tones = stage.sheet(0.12), stage.light.tones
    at, radius = (0.76, 0.36), 0.24
    tints = (
        with_lightness(tones.base, 0.42),
        with_lightness(tones.mid, 0.62),
        with_lightness(tones.light, 0.86),
    )
    t = np.linspace(0, 2 * np.pi, 140)
    tilt, frame = -0.34, sheet.frame

    def ring(scale: float, span: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = radius * scale * np.cos(span), radius * scale * 0.22 * np.sin(span)
        turned = (x * np.cos(tilt) - y * np.sin(tilt), x * np.sin(tilt) + y * np.cos(tilt))
        return np.stack([at[0] + frame.across(1) * turned[0], at[1] + frame.down(1) * turned[1]], 1)

    bands = ((1.45, 0.012, 0.5), (1.60, 0.024, 0.75), (1.78, 0.016, 0.55), (1.95, 0.006, 0.4))
    tint = with_lightness(mix(tones.light, tones.accent, 0.35), 0.8)
    for scale, wide, opacity in bands:
        sheet.stroke(ring(scale, t[70:]), wide, tint, opacity=opacity * 0.8)
    globe(sheet, stage, at, radius, tints, "planet")
    for scale, wide, opacity in bands:
        sheet.stroke(ring(scale, t[:71]), wide, tint, opacity=opacity)
    return sheet


def _small_moon(stage: Set) -> Sheet:
    sheet, tones = stage.sheet(0.3), stage.light.tones
    tints = (
        with_lightness(tones.accent, 0.4),
        with_lightness(tones.accent, 0.6),
        with_lightness(tones.light, 0.9),
    )
    globe(sheet, stage, (0.19, 0.24), 0.065, tints, "moonlet")
    return sheet


def _rocks(stage: Set, name: str, depth: float, count: int, size: float) -> Sheet:
    sheet, rng, light = stage.sheet(depth), stage.rng(name), stage.light
    dark = with_lightness(mix(light.tones.shadow, light.tones.base, 0.4), 0.16)
    lit = with_lightness(mix(light.tones.mid, light.tones.light, 0.3), 0.6)
    for _ in range(count):
        x = rng.uniform(-0.12, 1.12)
        y = (
            0.78 - 0.35 * (x - 0.3) + rng.normal(0, 0.09)
            if count > 10
            else rng.choice([-0.03, 1.02]) + rng.normal(0, 0.03)
        )
        radius = size * rng.uniform(0.4, 1.5)
        shape = path.blob(
            sheet.frame, (x, float(y)), (radius * 1.2, radius), rng, rough=0.3, knots=7
        )
        sheet.fill(shape, dark)
        offset = [-sheet.frame.across(radius * 0.3), -sheet.frame.down(radius * 0.25)]
        middle = shape.mean(axis=0)
        sheet.fill(
            middle + (shape - middle) * 0.72 + offset,
            lit,
            atop=True,
            soft=radius * 0.16,
            opacity=0.8,
        )
    return sheet

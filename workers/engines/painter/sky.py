"""The sky over every outdoor place: gradient, sun or moon, stars, clouds."""

import numpy as np
from numpy.typing import NDArray

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour
from workers.engines.painter.colour import Lab, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Set
from workers.engines.painter.sheet import Sheet

FloatField = NDArray[np.float32]
_COVER = {"clear": 0.42, "wind": 0.5, "cloud": 0.72, "rain": 0.85, "snowfall": 0.7, "fog": 0.5,
          "storm": 0.95}  # fmt: skip


def sky_layers(
    stage: Set, *, horizon: float = 0.62, clouds: float | None = None, sun: bool = True
) -> list[Layer]:
    """Sky, stars by night, sun or moon, clouds: back to front, all at or near infinity.

    Args:
        horizon: y where the sky meets the ground.
        clouds: share of the sky that clouds cover; by the weather if not given.
        sun: whether sun or moon is in the picture.
    """
    light = stage.light
    hidden = light.weather in ("rain", "storm", "fog", "snowfall", "cloud")
    layers = [_gradient(stage, horizon)]
    if light.hour == "night" and not hidden:
        layers.append(stars(stage, bottom=horizon, count=260))
    elif light.hour == "dusk" and not hidden:
        layers.append(stars(stage, bottom=horizon * 0.5, count=50))
    if sun and not hidden:
        layers.append(_celestial(stage, horizon))
    cover = _COVER[light.weather] if clouds is None else clouds
    if "aurora" in light.lamps:
        cover = min(cover, 0.2)
    elif light.night and not hidden:
        cover *= 0.75
    if cover > 0:
        layers.append(cloud_layer(stage, horizon=horizon, cover=cover))
    return layers


def sky_paint(sheet: Sheet, light: Light, horizon: float) -> Lab:
    """The sky's gradient as a paint, darkest at the top."""
    return sheet.vertical(
        [
            (-0.1, light.sky_top),
            (horizon * 0.55, light.sky_middle),
            (horizon * 0.97, light.sky_horizon),
            (horizon + 0.15, mix(light.sky_horizon, light.haze, 0.5)),
        ]
    )


def _gradient(stage: Set, horizon: float) -> Layer:
    light, sheet = stage.light, stage.sheet(0)
    sheet.flood(sky_paint(sheet, light, horizon))
    if light.weather in ("clear", "wind"):
        x, y = light.sun
        halo = mix(light.key, light.sky_horizon, 0.35)
        sheet.glow((x, min(y, horizon)), 1.1, halo, strength=0.42 * light.glow, squash=0.7)
        sheet.glow((x, y), 0.42, light.key, strength=0.42 * light.glow, falloff=3)
    if light.neon or light.hour == "night":
        city = mix(light.sky_horizon, light.lamp, 0.35 if light.neon else 0.08)
        sheet.glow((0.5, horizon + 0.02), 1.1, city, strength=0.5, squash=0.3)
    sheet.grain(stage.rng("sky"), cells=(3, 10), lightness=0.008, octaves=3)
    return sheet.layer("sky", 0.0)


def _celestial(stage: Set, horizon: float) -> Layer:
    light, sheet = stage.light, stage.sheet(0.02)
    x, y = light.sun
    if light.hour == "night":
        _moon(sheet, light, (x, y), stage)
    else:
        low = light.hour in ("dawn", "dusk")
        y = min(y, horizon - 0.10) if low else y
        radius = 0.085 if low else 0.055
        disc = with_lightness(mix(light.key, colour.lab(0.99, 0.04, 95), 0.55), 0.985)
        sheet.glow((x, y), radius * 3.6, light.key, strength=0.65, falloff=3)
        sheet.ellipse((x, y), (radius, radius), disc)
    return sheet.layer("celestial", 0.02)


def _moon(sheet: Sheet, light: Light, at: tuple[float, float], stage: Set) -> None:
    frame, radius = sheet.frame, 0.062
    disc = with_lightness(mix(light.tones.light, colour.lab(0.95, 0.02, 90), 0.5), 0.94)
    sheet.glow(at, radius * 5, light.key, strength=0.35, falloff=3)
    sheet.ellipse(at, (radius, radius), disc)
    rng = stage.rng("moon")
    for _ in range(7):
        angle, away = rng.uniform(0, 6.28), radius * rng.uniform(0.1, 0.7)
        spot = (
            at[0] + frame.across(away) * np.cos(angle),
            at[1] + frame.down(away) * np.sin(angle),
        )
        size = radius * rng.uniform(0.12, 0.3)
        dark = with_lightness(disc, 0.85)
        sheet.ellipse(spot, (size, size * 0.9), dark, opacity=0.7, soft=0.003, atop=True)


def stars(
    stage: Set, *, top: float = -0.13, bottom: float, count: int, name: str = "stars"
) -> Layer:
    """Stars of many sizes and a few colours, fading towards the bottom."""
    sheet, rng, light = stage.sheet(0.01), stage.rng(name), stage.light
    least = 1.1 / sheet.frame.unit
    for _ in range(count):
        x, y = rng.uniform(-0.13, 1.13), rng.uniform(top, bottom)
        big, hue = rng.random() ** 6, rng.uniform(40, 280)
        tint = mix(colour.lab(0.96, 0.04, hue), with_lightness(light.tones.light, 0.95), 0.4)
        fade = 1.0 - 0.75 * (y - top) / (bottom - top)
        size = max(least, 0.0011 + 0.0022 * big)
        sheet.glow((x, y), size * 1.6, tint, strength=fade * (0.55 + 0.6 * big), falloff=1)
        if big > 0.55:
            sheet.glow((x, y), size * 6, tint, strength=0.14 * fade, falloff=4)
    return sheet.layer(name, 0.01, living="twinkle")


def cloud_layer(stage: Set, *, horizon: float, cover: float, depth: float = 0.06) -> Layer:
    """Painted banks of cloud, lit from the key light, thinner towards the horizon."""
    sheet, light = stage.sheet(depth), stage.light
    mask, relief = cloud_shapes(sheet, stage, horizon=horizon, cover=cover, name="clouds")
    if light.weather in ("clear", "wind"):  # sun and moon shine through what thins before them
        mask *= 1 - 0.9 * np.exp(-((sheet.distance(light.sun) / 0.13) ** 2)).astype(np.float32)
    bright, dark = _cloud_colours(light)
    sheet.wash(mask, sheet.vertical([(0.0, dark), (horizon, mix(dark, light.sky_horizon, 0.6))]))
    lit = np.clip(relief, 0, 1) * mask
    sheet.wash(lit.astype(np.float32), bright, opacity=0.9, atop=True)
    if light.weather in ("clear", "wind"):
        sheet.glow(light.sun, 0.34, light.key, strength=0.75, atop=True)
    return sheet.layer("clouds", depth, living="drift")


def _cloud_colours(light: Light) -> tuple[Lab, Lab]:
    grey = light.weather in ("rain", "storm", "cloud", "snowfall", "fog")
    if light.hour == "night":
        dark = mix(light.sky_middle, light.ambient, 0.4)
        return with_lightness(mix(light.key, light.sky_middle, 0.55), 0.42), with_lightness(
            dark, 0.2
        )
    if light.hour == "day":
        bright = with_lightness(mix(light.sky_horizon, light.key, 0.5), 0.80 if grey else 0.975)
        dark = mix(light.sky_middle, light.tones.light, 0.30)
        return bright, with_lightness(dark, 0.58 if grey else 0.84)
    bright = mix(light.key, light.sky_horizon, 0.65 if grey else 0.3)
    dark = mix(light.sky_middle, light.tones.base, 0.35)
    level = float(light.sky_middle[0]) - (0.08 if light.hour == "dusk" else 0.05)
    return bright, with_lightness(dark, level)


def cloud_shapes(
    sheet: Sheet, stage: Set, *, horizon: float, cover: float, name: str
) -> tuple[FloatField, FloatField]:
    """Coverage 0..1 and relief about -1..1 of cumulus banks, shape (h, w)."""
    rng = stage.rng(name)
    across = 1.0 * max(stage.aspect, 0.7)
    body = sheet.texture(rng, (across, 5.0), octaves=5, gain=0.46)
    rows = np.arange(sheet.frame.size[1]) * sheet.frame.to_shares[1, 1] + sheet.frame.top
    # Banks: cloud gathers in bands that grow thinner and closer towards the horizon.
    bands = 0.22 * np.sin(2 * np.pi * (2.2 * np.maximum(rows / horizon, 0) ** 1.8 + rng.uniform()))
    limit = (0.75 - 1.15 * cover) - bands + 0.55 * np.clip((rows - horizon + 0.08) / 0.12, 0, 3)
    height = body - limit[:, None].astype(np.float32)
    mask = np.clip(height / 0.22, 0, 1)
    mask = mask * mask * (3 - 2 * mask)
    step = max(2, round(0.012 * sheet.frame.unit))
    across_light = round(stage.light.towards[0] * step)
    moved = np.roll(body, (step, -across_light), axis=(0, 1))
    relief = np.clip((body - moved) * 2.6 + 0.25, 0, 1)
    return np.asarray(mask, np.float32), np.asarray(relief, np.float32)

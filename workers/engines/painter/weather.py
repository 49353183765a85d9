"""What is in the air of any outdoor place: rain, snow, fog, lightning, dust, fireflies."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour, path
from workers.engines.painter.colour import mix, with_lightness
from workers.engines.painter.place import Set
from workers.engines.painter.sheet import Sheet


def weather_layers(stage: Set) -> list[Layer]:
    """Layers to lay over a place, nearest last; none in clear weather.

    What falls is painted so that the sheet repeats from bottom to top: the camera lets it fall for
    ever.
    """
    weather = stage.light.weather
    if weather in ("rain", "storm"):
        return [_mist(stage, 0.75, 0.30), _rain(stage, 1.5)]
    if weather == "snowfall":
        return [
            _snow(stage, "far snow", 0.8, 220, 0.0035),
            _snow(stage, "near snow", 1.5, 70, 0.008),
        ]
    if weather == "fog":
        return [_mist(stage, 0.55, 0.5), _mist(stage, 1.2, 0.38)]
    if weather == "wind":
        return [_specks(stage)]
    return []


def _rain(stage: Set, depth: float) -> Layer:
    sheet, rng, light = Sheet(stage.screen), stage.rng("rain"), stage.light
    slant = 0.10 if light.weather == "rain" else 0.28
    tint = mix(light.haze, with_lightness(light.tones.light, 0.9), 0.5)
    frame = stage.screen
    for opacity, count, length, width in ((0.22, 330, 0.07, 0.0012), (0.3, 110, 0.14, 0.0022)):
        shapes = []
        for _ in range(int(count * max(stage.aspect, 0.8) / 1.5)):
            x, y, long = (
                rng.uniform(-0.2, 1.2),
                rng.uniform(frame.top, frame.bottom),
                length * rng.uniform(0.6, 1.3),
            )
            end = (x - frame.across(slant * long), y + frame.down(long))
            streak = path.ribbon(frame, [(x, y), end], [width * 0.3, width])
            shapes += [streak, streak + np.array([0.0, -(frame.bottom - frame.top)])]
        sheet.fill(shapes, tint, opacity=opacity)
    return sheet.layer("rain", depth, living="fall", pace=2.4)


def _snow(stage: Set, name: str, depth: float, count: int, size: float) -> Layer:
    sheet, rng, light = Sheet(stage.screen), stage.rng(name), stage.light
    white = with_lightness(mix(light.tones.light, light.key, 0.3), 0.62 + 0.36 * light.exposure)
    for _ in range(int(count * max(stage.aspect, 0.8) / 1.5)):
        at = (rng.uniform(-0.13, 1.13), rng.uniform(-0.10, 1.14))
        radius = size * rng.uniform(0.5, 1.5)
        strength = rng.uniform(0.5, 0.95)
        for y in (at[1], at[1] - (sheet.frame.bottom - sheet.frame.top)):
            sheet.glow((at[0], y), radius * 1.4, white, strength=strength, falloff=1.2)
    return sheet.layer(name, depth, living="fall", pace=0.5)


def _mist(stage: Set, depth: float, strength: float) -> Layer:
    """A bank of haze, ragged above, thickest around the horizon."""
    sheet, light = stage.sheet(depth), stage.light
    rows = np.arange(sheet.frame.size[1]) * sheet.frame.to_shares[1, 1] + sheet.frame.top
    band = np.exp(-(((rows - stage.focus[1] - 0.04) / 0.20) ** 2))[:, None]
    noise = sheet.texture(stage.rng(f"mist {depth}"), (1.6 * stage.aspect, 5), octaves=4)
    mask = np.clip(band * (0.75 + 0.7 * noise), 0, 1)
    sheet.wash(np.asarray(mask, np.float32), colour.lighter(light.haze, 0.03), opacity=strength)
    return sheet.layer(f"mist {round(depth * 100)}", depth, living="drift", pace=0.7)


def _specks(stage: Set) -> Layer:
    """Leaves and dust that the wind carries."""
    sheet, rng, light = Sheet(stage.screen), stage.rng("specks"), stage.light
    for _ in range(40):
        at = (rng.uniform(-0.12, 1.12), rng.uniform(0.2, 1.0))
        size = rng.uniform(0.003, 0.009)
        tint = mix(light.tones.accent, light.tones.mid, rng.random())
        sheet.ellipse(at, (size, size * 0.4), tint, degrees=rng.uniform(0, 180), opacity=0.8)
    return sheet.layer("leaves", 1.3, living="drift", pace=3.0)


def fireflies(
    stage: Set, *, top: float, bottom: float, count: int = 46, depth: float = 1.15
) -> Layer:
    """Small warm lights that blink: fireflies, motes in a beam, sparks."""
    sheet, rng, light = Sheet(stage.screen), stage.rng("fireflies"), stage.light
    for _ in range(count):
        at, size = (rng.uniform(-0.1, 1.1), rng.uniform(top, bottom)), rng.uniform(0.0025, 0.006)
        sheet.glow(at, size * 5, light.lamp, strength=0.32, falloff=3)
        sheet.glow(at, size, with_lightness(light.lamp, 0.95), strength=1.0, falloff=0.8)
    return sheet.layer("fireflies", depth, living="twinkle", pace=0.6)

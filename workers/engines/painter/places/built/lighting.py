"""Light that built places make or catch: lit windows, lamps, shafts, reflections, dust."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Set
from workers.engines.painter.sheet import Sheet

_COARSE = 4  # beams are soft: a quarter of the resolution shows no difference
_LIT = {"night": 0.62, "dusk": 0.5, "dawn": 0.2, "day": 0.0}


def lit_share(light: Light) -> float:
    """The share of windows with a lamp behind them."""
    gloomy = 0.25 if light.weather in ("rain", "storm", "fog") else 0.0
    return max(_LIT[light.hour], gloomy, 0.6 if light.neon else 0.0)


def lamps_on(light: Light) -> bool:
    """Whether street lamps and lanterns burn."""
    return light.hour in ("dusk", "night") or light.neon


def signs(light: Light) -> tuple[Lab, Lab, Lab]:
    """Three neon colours around the accent."""
    accent = colour.saturate(with_lightness(light.tones.accent, 0.74), 1.25)
    level = max(float(np.hypot(accent[1], accent[2])), 0.13)
    hue = math.degrees(math.atan2(float(accent[2]), float(accent[1])))
    return (
        colour.lab(0.72, level, hue),
        mix(colour.lab(0.78, level * 0.9, hue + 150), light.tones.light, 0.35),
        mix(colour.lab(0.74, level, hue + 55), light.tones.mid, 0.25),
    )


def outdoor_tones(light: Light, text: str, by: float = 0.0) -> tuple[Lab, Lab, Lab]:
    """Top, front and side of a block of one material out of doors."""
    pigment = light.pigment(text)
    lit, dark = light.lit(pigment), light.shaded(pigment)
    return lighter(lit, by + 0.03), lighter(mix(lit, dark, 0.6), by), lighter(dark, by - 0.03)


def bulb(sheet: Sheet, centre: tuple[float, float], radius: float, light: Light) -> None:
    """A small burning lamp with its halo; radius of the halo in units."""
    sheet.glow(centre, radius, light.lamp, strength=0.5 * light.glow, falloff=3.0)
    sheet.glow(centre, radius * 0.3, light.lamp, strength=0.8, falloff=2.0)
    core = mix(light.lamp, with_lightness(light.lamp, 0.98), 0.7)
    sheet.ellipse(centre, (radius * 0.07, radius * 0.07), core)


def pool(
    sheet: Sheet, centre: tuple[float, float], radius: float, light: Light, *, strength: float = 0.3
) -> None:
    """Lamplight on what is painted: brightens and warms, and keeps the texture; radius in units."""
    near = np.clip(1 - sheet.distance(centre) / np.float32(radius), 0, 1)
    near = near * near * (3 - 2 * near)
    warm = light.lamp[1:] * strength * 0.8
    sheet.shade(near, lightness=strength * 0.75, a=float(warm[0]), b=float(warm[1]))


def beam(
    sheet: Sheet,
    start: tuple[float, float],
    end: tuple[float, float],
    widths: tuple[float, float],
    paint: Lab,
    *,
    strength: float,
    fade: float = 1.0,
    rise: float = 0.02,
) -> None:
    """A shaft of light in haze, soft at its sides and failing towards its end.

    Args:
        start, end: shares; widths: of the shaft at both, units.
        fade: power of the fall along the shaft; 0 keeps it even.
        rise: share of the shaft over which it gathers.
    """
    frame = sheet.frame
    size = (max(2, frame.size[0] // _COARSE), max(2, frame.size[1] // _COARSE))
    scale = np.array(size) / frame.size
    (ax, ay), (bx, by) = frame.pixels([start, end]) * scale
    unit = frame.unit * scale[1]
    length = max(math.hypot(bx - ax, by - ay), 1e-6)
    dx, dy = (bx - ax) / length, (by - ay) / length
    x = np.arange(size[0], dtype=np.float32)[None, :] + np.float32(0.5 - ax)
    y = np.arange(size[1], dtype=np.float32)[:, None] + np.float32(0.5 - ay)
    along = (x * np.float32(dx) + y * np.float32(dy)) / np.float32(length)
    aside = np.abs(x * np.float32(-dy) + y * np.float32(dx)) / np.float32(unit)
    reach = np.maximum(widths[0] + (widths[1] - widths[0]) * along, 1e-4) / 2
    inside = np.clip(1 - aside / reach, 0, 1)
    inside = inside * (2 - inside)
    tail = np.clip(1 - along, 0, 1) ** np.float32(fade) * np.clip(
        along * np.float32(1 / max(rise, 0.02)) + np.float32(0.02), 0, 1
    )
    mask = cv2.resize(np.asarray(inside * tail, np.float32), frame.size)
    sheet.wash(np.asarray(mask, np.float32), paint, opacity=strength)


def reflect(
    sheet: Sheet,
    sources: Sequence[Sheet],
    horizon: float,
    *,
    strength: float,
    stretch: float = 0.05,
    fade: float = 0.6,
) -> None:
    """Mirror sheets about a level line onto what is painted below it, drawn out downwards.

    Args:
        sources: back to front, of the sheet's size.
        horizon: y of the line in shares.
        stretch: blur downwards in units; fade: units over which the reflection dies away.
    """
    # The mirror image is blurred: half the resolution shows no difference at a quarter of the cost.
    size = (sheet.frame.size[0] // 2, sheet.frame.size[1] // 2)
    line = float(sheet.frame.pixels([(0, horizon)])[0, 1])
    shrink = np.array([[2.0, 0.0, 0.5], [0.0, -2.0, 2 * line - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = np.zeros((size[1], size[0], 4), np.float32)
    for source in sources:
        flipped = np.asarray(cv2.warpAffine(source.pixels, shrink, size, flags=flags), np.float32)
        seen = flipped + seen * (1 - flipped[..., 3:])
    tall = max(1, int(stretch * sheet.frame.unit / 2))
    seen = np.asarray(cv2.blur(seen, (max(1, tall // 10), tall)), np.float32)
    seen = np.asarray(cv2.resize(seen, sheet.frame.size), np.float32)
    rows = (np.arange(sheet.frame.size[1], dtype=np.float32) - line) / np.float32(sheet.frame.unit)
    fall = np.exp(-np.maximum(rows, 0) / np.float32(fade)) * (rows > 0)
    mask = np.asarray(seen[..., 3] * fall[:, None], np.float32)
    paint = np.asarray(seen[..., :3] / np.maximum(seen[..., 3:], np.float32(1e-3)), np.float32)
    sheet.wash(mask, paint, opacity=strength, atop=True)


def dust(stage: Set, depth: float, *, centre: tuple[float, float], reach: float) -> Layer:
    """Motes that float in a shaft of light; reach in units."""
    sheet, rng, light = stage.sheet(depth), stage.rng("dust"), stage.light
    mote = with_lightness(mix(light.key, light.tones.light, 0.5), 0.35 + 0.6 * light.exposure)
    for du, dv, size, shine in rng.normal(0, 1, (70, 4)):
        x = centre[0] + sheet.frame.across(reach * du * 0.5)
        y = centre[1] + sheet.frame.down(reach * dv * 0.5)
        radius = 0.0012 + 0.0012 * abs(size)
        sheet.glow((x, y), radius * 2.2, mote, strength=min(0.7, 0.25 + 0.2 * abs(shine)))
    return sheet.layer("dust", depth, living="drift", pace=0.5)


def choose(rng: Generator, items: NDArray[np.float64], share: float) -> list[NDArray[np.float64]]:
    """A random share of shapes; equal draws whatever the share, so that more lamps keep these."""
    return list(items[rng.uniform(0, 1, len(items)) < share])

"""The light of a scene: what hour, weather and lamps make of the script's palette.

The five palette colours stay the picture's colours. The hour decides which of them is the sky and
how bright it is, where the key light stands and what it does to local colours; weather adds haze
and takes the key light away. Lightness of the sky is set by the hour and only partly by the
palette, so that night is dark and day is bright with any five colours.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from common.artifacts.script import Palette
from workers.engines.painter import colour
from workers.engines.painter.colour import Lab, from_hex, lab, lighter, mix, with_lightness


@dataclass(frozen=True, eq=False, kw_only=True)
class Tones:
    """The palette in OKLab, ordered as the script gives it."""

    shadow: Lab
    base: Lab
    mid: Lab
    light: Lab
    accent: Lab

    @classmethod
    def of(cls, palette: Palette) -> "Tones":
        return cls(**{name: from_hex(text) for name, text in palette.model_dump().items()})


@dataclass(frozen=True, eq=False, kw_only=True)
class Light:
    """Colours are OKLab.

    Attributes:
        hour: `dawn`, `day`, `dusk`, `night`.
        weather: `clear`, `cloud`, `rain`, `snowfall`, `fog`, `storm`, `wind`.
        lamps: extra lights: `neon`, `candle`, `fire`, `moonlight`, `sunlight`, `spotlight`, ...
        tones: the script's palette.
        key: colour of the main light; `towards` the direction to it (x, y; y down), a unit vector.
        sun: where sun or moon stands, in shares of the picture.
        ambient: colour of what the key does not reach.
        sky_top, sky_horizon: ends of the sky; `sky_middle` between them.
        haze: what distance fades to; `density` how much at infinity, 0..1.
        lamp: colour of windows, lanterns, candles.
        exposure: how bright local colours appear, 1 by day, about 0.45 at night.
        warmth: how strongly the key colours what it hits, 0..1.
        glow: strength of halos around lights, 0..1.
        snowed: whether snow lies on the ground and on what grows.
        autumn: whether leaves have turned.
    """

    hour: str
    weather: str
    lamps: tuple[str, ...]
    tones: Tones
    key: Lab
    towards: tuple[float, float]
    sun: tuple[float, float]
    ambient: Lab
    sky_top: Lab
    sky_middle: Lab
    sky_horizon: Lab
    haze: Lab
    density: float
    lamp: Lab
    exposure: float
    warmth: float
    glow: float
    snowed: bool = False
    autumn: bool = False

    @property
    def night(self) -> bool:
        return self.hour == "night"

    @property
    def neon(self) -> bool:
        return "neon" in self.lamps

    @property
    def snow(self) -> Lab:
        """Snow as it lies in this light."""
        white = mix(self.tones.light, self.key, 0.3)
        return with_lightness(colour.saturate(white, 0.35), 0.46 + 0.50 * self.exposure)

    def pigment(self, text: str, *, keep: float = 0.45) -> Lab:
        """A thing's natural colour (#rrggbb) drawn into the palette; still without light.

        The nearest in lightness of the palette's ladder pulls it; `keep` is what remains of it.
        """
        own = from_hex(text)
        if self.autumn:
            leafy = _greenness(own)
            own, keep = mix(own, _turned(own), 0.9 * leafy), max(keep, 0.85 * leafy)
        steps = (self.tones.shadow, self.tones.base, self.tones.mid, self.tones.light)
        ladder = sorted(((float(c[0]), c) for c in steps), key=lambda step: step[0])
        pull = colour.ramp(ladder, float(own[0]))
        pulled = mix(pull, own, keep)
        pulled[0] = own[0]
        return _snowy(pulled, _greenness(own)) if self.snowed else pulled

    def open_pigment(self, text: str, *, keep: float = 0.45) -> Lab:
        """The colour of what lies open to the sky, a roof or a way: snow hides most of it."""
        own = self.pigment(text, keep=keep)
        return _snowy(own, _LYING) if self.snowed else own

    def lit(self, pigment: Lab, *, depth: float = 1.0) -> Lab:
        """A colour where the key light falls, seen at a depth (1 near, 0 infinitely far)."""
        return self.fade(self._under(pigment, self.key, 0.0), depth)

    def shaded(self, pigment: Lab, *, depth: float = 1.0) -> Lab:
        """The same colour turned away from the key light."""
        return self.fade(self._under(pigment, self.ambient, -0.13), depth)

    def fade(self, seen: Lab, depth: float) -> Lab:
        """Atmospheric perspective: towards the haze with distance."""
        return mix(seen, self.haze, self.density * (1 - min(max(depth, 0.0), 1.0)) ** 1.2)

    def silhouette(self, depth: float) -> Lab:
        """A flat mass at a depth: darkest near, haze far. The body of layered hills."""
        near = mix(self.tones.shadow, self.ambient, 0.25)
        near = with_lightness(near, 0.10 + 0.20 * self.exposure)
        middle = mix(self.tones.base, self.tones.mid, 0.35)
        middle = with_lightness(middle, 0.16 + 0.40 * self.exposure)
        if self.snowed:
            near, middle = mix(near, self.snow, 0.12), mix(middle, self.snow, 0.65)
        return colour.ramp([(0.0, self.haze), (0.45, self.fade(middle, 0.45)), (1.0, near)], depth)

    def _under(self, pigment: Lab, light: Lab, offset: float) -> Lab:
        """Multiplying in OKLab's spirit: lightness scales, hue leans to the light's."""
        result = mix(pigment, light, 0.30 * self.warmth)
        # At night the eye sees hue by the sky's light only.
        result = mix(result, self.ambient, 0.75 * (1 - self.exposure))
        result[0] = max(0.04, (float(pigment[0]) * 0.92 + 0.04 + offset) * self.exposure)
        return result


# hour: (top L, middle L, horizon L, exposure, warmth, haze density, sun (x, y))
_HOURS = {
    "dawn": (0.60, 0.74, 0.88, 0.80, 0.55, 0.80, (0.26, 0.44)),
    "day": (0.70, 0.81, 0.91, 1.00, 0.22, 0.66, (0.72, 0.17)),
    "dusk": (0.31, 0.53, 0.79, 0.66, 0.70, 0.76, (0.66, 0.46)),
    "night": (0.13, 0.21, 0.33, 0.44, 0.40, 0.70, (0.73, 0.20)),
}
_GREY = {"clear": 0.0, "wind": 0.1, "cloud": 0.35, "snowfall": 0.4, "rain": 0.5, "fog": 0.45,
         "storm": 0.6}  # fmt: skip
_GLOOM = {"storm": 0.44, "rain": 0.17, "cloud": 0.05}
"""Share of the sky's lightness that the weather takes."""
_LYING = 0.88
"""How much of a roof or a way lying snow hides."""
_BRIGHTER = 0.32
"""Share of the dark that snow on the ground takes away."""
_NEON = ("neon",)
_AMBER = lab(0.75, 0.12, 62)


def make_light(
    palette: Palette,
    *,
    hour: str = "day",
    weather: str = "clear",
    lamps: Iterable[str] = (),
    snowed: bool = False,
    autumn: bool = False,
) -> Light:
    """The light of a scene, in the words of `common.lexicon`.

    Hours and weathers without a light of their own (`stars`, `aurora`) count as day and as clear;
    name what else shines in `lamps` (`aurora` paints one on the sky).
    """
    tones = Tones.of(palette)
    hour = hour if hour in _HOURS else "day"
    weather = weather if weather in _GREY else "clear"
    lamps = tuple(lamps)
    top_l, middle_l, horizon_l, exposure, warmth, density, sun = _HOURS[hour]
    top, middle, horizon = _sky(tones, hour, neon="neon" in lamps)
    grey, gloom = _GREY[weather], _GLOOM.get(weather, 0.0) * (0.45 if hour == "night" else 1.0)
    top_l, middle_l, horizon_l = (v - gloom * v for v in (top_l, middle_l, horizon_l))
    top, middle, horizon = (
        _overcast(_leaning(c, level), tones, grey, level)
        for c, level in ((top, top_l), (middle, middle_l), (horizon, horizon_l))
    )
    if weather in ("fog", "snowfall", "rain", "storm"):
        density = min(0.97, density + {"fog": 0.25, "snowfall": 0.15}.get(weather, 0.1))
    if snowed:
        exposure += _BRIGHTER * (1 - exposure)
    key, ambient = _lights(tones, hour, lamps)
    across, down = sun[0] - 0.5, sun[1] - 0.75
    length = math.hypot(across, down)
    return Light(
        hour=hour,
        weather=weather,
        lamps=lamps,
        tones=tones,
        key=mix(key, horizon, grey * 0.8),
        towards=(across / length, down / length),
        sun=sun,
        ambient=ambient,
        sky_top=top,
        sky_middle=middle,
        sky_horizon=horizon,
        haze=mix(horizon, middle, 0.35),
        density=density,
        lamp=_lamp(tones, lamps),
        exposure=exposure * (1 - 0.22 * grey) * (1 - 0.5 * gloom),
        warmth=warmth * (1 - grey),
        glow={"dawn": 0.7, "day": 0.4, "dusk": 0.85, "night": 0.9}[hour],
        snowed=snowed,
        autumn=autumn,
    )


def _sky(tones: Tones, hour: str, *, neon: bool) -> tuple[Lab, Lab, Lab]:
    """Which palette colours are the top, the middle and the horizon of the sky."""
    warm = mix(_warmest(tones), lab(0.76, 0.13, 48), 0.38)
    if neon:
        glowing = mix(tones.accent, tones.base, 0.45)
        return tones.shadow, tones.base, glowing
    if hour == "night":
        return tones.shadow, mix(tones.shadow, tones.base, 0.7), mix(tones.base, tones.mid, 0.4)
    if hour == "dusk":
        rose = mix(tones.base, lab(0.55, 0.12, 12), 0.35)
        return tones.base, mix(rose, warm, 0.45), mix(warm, tones.light, 0.3)
    if hour == "dawn":
        return (
            mix(tones.mid, tones.base, 0.3),
            mix(tones.mid, warm, 0.35),
            mix(tones.light, warm, 0.35),
        )
    cool = lab(0.7, 0.09, 245)
    return (
        mix(mix(tones.mid, tones.base, 0.5), cool, 0.35),
        mix(tones.mid, cool, 0.25),
        mix(tones.light, tones.mid, 0.25),
    )


def _greenness(c: Lab) -> float:
    """How much a natural colour is that of leaves and grass, 0..1: hue 95 to 165 degrees."""
    hue, chroma = math.degrees(math.atan2(float(c[2]), float(c[1]))), math.hypot(c[1], c[2])
    inside = min(max((22 - abs(hue - 130) + 20) / 20, 0.0), 1.0)
    return inside * min(chroma / 0.035, 1.0)


def _turned(green: Lab) -> Lab:
    """A leaf's colour in autumn: dark ones russet, light ones gold."""
    level = float(green[0])
    return lab(min(level + 0.06, 0.95), 0.125, 38 + 55 * min(max(level - 0.25, 0.0) / 0.5, 1.0))


def _snowy(pigment: Lab, share: float) -> Lab:
    """Under snow: pale and bluish, dark kinds still a little darker than light ones."""
    level = 0.83 + 0.15 * float(pigment[0])
    return mix(pigment, lab(level, 0.015, 245), 0.92 * share)


def _leaning(c: Lab, level: float) -> Lab:
    """Lightness mostly from the hour, a little from the palette."""
    return with_lightness(c, 0.85 * level + 0.15 * float(c[0]))


def _overcast(c: Lab, tones: Tones, grey: float, level: float) -> Lab:
    """Cloud evens the sky out and takes colour away."""
    flat = colour.saturate(mix(tones.mid, tones.base, 0.5), 0.5)
    flat = with_lightness(flat, 0.5 * level + 0.5 * min(level, 0.62))
    return mix(c, flat, grey)


def _warmest(tones: Tones) -> Lab:
    """The palette colour nearest to amber, warmed if none is between red and yellow.

    Pink and magenta are no light of a lamp: a room in a neon palette would glow like a sign.
    """
    warm = [c for c in (tones.accent, tones.light, tones.mid) if _amber(c)]
    if warm:
        return max(warm, key=lambda c: float(c[1]) + 0.8 * float(c[2]))
    return mix(tones.light, with_lightness(_AMBER, float(tones.light[0])), 0.6)


def _amber(c: Lab) -> bool:
    """Between red and yellow, and not grey."""
    hue = math.degrees(math.atan2(float(c[2]), float(c[1])))
    return 28 < hue < 112 and math.hypot(float(c[1]), float(c[2])) > 0.05


def _lights(tones: Tones, hour: str, lamps: tuple[str, ...]) -> tuple[Lab, Lab]:
    """Key and ambient colours."""
    warm = _warmest(tones)
    if hour == "night":
        key = with_lightness(mix(tones.light, lab(0.85, 0.05, 250), 0.4), 0.82)
        ambient = with_lightness(mix(tones.shadow, tones.base, 0.6), 0.30)
    elif hour == "day":
        key = with_lightness(mix(tones.light, lab(0.97, 0.05, 95), 0.5), 0.97)
        ambient = with_lightness(mix(tones.mid, tones.base, 0.4), 0.55)
    else:
        key = with_lightness(mix(warm, lab(0.88, 0.09, 65), 0.35), 0.90)
        ambient = with_lightness(mix(tones.base, tones.shadow, 0.25), 0.42)
    if any(lamp in _NEON for lamp in lamps):
        key = with_lightness(tones.accent, 0.8)
    return key, ambient


def _lamp(tones: Tones, lamps: tuple[str, ...]) -> Lab:
    if "neon" in lamps:
        return with_lightness(colour.saturate(tones.accent, 1.15), 0.78)
    return with_lightness(mix(_warmest(tones), lab(0.88, 0.12, 75), 0.5), 0.88)


def lamplit(light: Light) -> Light:
    """The light on who is under a roof: after dark it is that of the lamps, not of the sky."""
    if light.hour not in ("dusk", "night"):
        return light
    return replace(
        light,
        key=light.lamp,
        ambient=mix(light.ambient, light.lamp, 0.35),
        exposure=max(light.exposure, 0.62),
    )


def rgb_multiplier(light: Light) -> str:
    """The light on live sprites: #rrggbb that multiplies their colours in linear light."""
    level = 0.31 + 0.67 * light.exposure
    tint = mix(with_lightness(light.ambient, level), with_lightness(light.key, level), 0.55)
    neutral = np.array([level, 0, 0], np.float32)
    return colour.to_hex(lighter(mix(neutral, tint, 0.7), 0.02))

import itertools

import numpy as np
import pytest

from common.artifacts.script import Palette
from workers.engines.painter import colour
from workers.engines.painter.light import Light, make_light, rgb_multiplier


def _palette(text: str) -> Palette:
    offices = ("shadow", "base", "mid", "light", "accent")
    return Palette(**{o: f"#{c}" for o, c in zip(offices, text.split(), strict=True)})


PALETTES = {
    "warm": Palette(
        shadow="#2b1335", base="#6b2a50", mid="#d0604c", light="#f8d49a", accent="#ffb35c"
    ),
    "teal": Palette(
        shadow="#0b1d2e", base="#1d4e63", mid="#4fa3a5", light="#e8f1dc", accent="#f2c14e"
    ),
    "dark": Palette(
        shadow="#050505", base="#101018", mid="#202030", light="#404050", accent="#601020"
    ),
    "pale": Palette(
        shadow="#a0a0b0", base="#c0c0d0", mid="#d8d8e8", light="#ffffff", accent="#f0d0d0"
    ),
}
HOURS = ("night", "dusk", "dawn", "day")


def _sky(light: Light) -> float:
    return float(light.sky_top[0] + light.sky_middle[0] + light.sky_horizon[0]) / 3


@pytest.mark.parametrize("name", PALETTES)
def test_hours_differ_in_brightness_with_any_palette(name: str) -> None:
    lights = [make_light(PALETTES[name], hour=hour) for hour in HOURS]
    skies = [_sky(light) for light in lights]
    assert all(b - a > 0.05 for a, b in itertools.pairwise(skies))
    exposures = [light.exposure for light in lights]
    assert exposures == sorted(exposures)
    assert len({rgb_multiplier(light) for light in lights}) == len(HOURS)


def test_storms_are_darker_and_fog_is_thicker_than_clear_air() -> None:
    clear, storm, fog = (
        make_light(PALETTES["warm"], hour="day", weather=w) for w in ("clear", "storm", "fog")
    )
    assert _sky(storm) < _sky(clear) - 0.1
    assert fog.density > clear.density


def test_distance_fades_to_the_haze() -> None:
    light = make_light(PALETTES["teal"], hour="day")
    green = light.pigment("#3f7a30")
    steps = [abs(light.lit(green, depth=d) - light.haze).sum() for d in (1.0, 0.6, 0.3, 0.05)]
    assert steps == sorted(steps, reverse=True)


def test_shade_is_darker_than_light() -> None:
    light = make_light(PALETTES["warm"], hour="day")
    stone = light.pigment("#888888")
    assert light.shaded(stone)[0] < light.lit(stone)[0] - 0.05


def test_pigments_are_drawn_into_the_palette_but_keep_their_lightness() -> None:
    light = make_light(PALETTES["warm"])
    leaf = colour.from_hex("#4f8f3f")
    drawn = light.pigment("#4f8f3f")
    assert drawn[0] == pytest.approx(leaf[0])
    assert drawn[1] > leaf[1]  # away from green, towards the palette's reds


def test_neon_lights_with_the_accent() -> None:
    neon = make_light(PALETTES["teal"], hour="night", lamps=("neon",))
    assert neon.neon
    assert neon.lamp[1:] == pytest.approx(colour.from_hex("#f2c14e")[1:] * 1.15, abs=0.05)


def test_unknown_words_count_as_a_clear_day() -> None:
    light = make_light(PALETTES["warm"], hour="teatime", weather="stars")
    assert (light.hour, light.weather) == ("day", "clear")


def test_snow_whitens_leaves_and_what_lies_open_but_not_a_red_wall() -> None:
    bare, snowy = (make_light(PALETTES["teal"], snowed=snowed) for snowed in (False, True))
    for leaf in ("#4a6238", "#7f9450", "#3f6b45"):
        assert snowy.pigment(leaf)[0] > max(0.8, bare.pigment(leaf)[0])
    assert np.array_equal(snowy.pigment("#8a3a30"), bare.pigment("#8a3a30"))
    assert snowy.open_pigment("#8a3a30")[0] > 0.75
    assert np.array_equal(bare.open_pigment("#8a3a30"), bare.pigment("#8a3a30"))

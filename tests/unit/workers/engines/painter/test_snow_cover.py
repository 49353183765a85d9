import numpy as np
import pytest

from common.artifacts.keyframes import Layer
from tests.support.briefs import TEAL, brief
from workers.engines.painter import Painter
from workers.engines.painter.light import make_light
from workers.engines.painter.place import Set
from workers.engines.painter.snow_cover import capped

STAGE = Set(width=640, height=360, seed=1, light=make_light(TEAL, weather="snowfall", snowed=True))
DARK = 30


def _box(name: str = "house") -> Layer:
    """A dark box from row 40 to the foot, and a dark column that comes from above."""
    pixels = np.zeros((112, 198, 4), np.uint8)
    pixels[40:, 50:100] = pixels[:, 150:160] = (DARK, DARK, DARK, 255)
    return Layer(name=name, pixels=pixels, depth=1.0)


def test_snow_lies_on_upper_edges_only() -> None:
    seen = capped(STAGE, _box()).pixels[..., :3].mean(axis=2)
    assert seen[40, 50:100].mean() > 120
    assert (seen[50:, 50:100] == DARK).all()
    assert (seen[:, 150:160] == DARK).all()


def test_snow_changes_no_outline() -> None:
    assert np.array_equal(capped(STAGE, _box()).pixels[..., 3], _box().pixels[..., 3])


@pytest.mark.parametrize("name", ["sky", "light", "water"])
def test_no_snow_lies_on_air_and_water(name: str) -> None:
    assert np.array_equal(capped(STAGE, _box(name)).pixels, _box(name).pixels)


@pytest.mark.parametrize("place", ["a forest", "a field", "a village", "a garden"])
def test_a_place_in_snow_is_paler_below(place: str) -> None:
    bare, snowy = (
        Painter().paint(brief(f"{place} by day, {air}"), (192, 108)).image[70:].mean()
        for air in ("heavy clouds", "falling snow")
    )
    assert snowy > bare + 25

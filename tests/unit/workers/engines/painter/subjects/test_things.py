"""Still things: every kind, every size, seeded, shining where they should."""

import numpy as np
import pytest

from common.artifacts.script import Palette
from common.errors import EngineError
from workers.engines.painter.light import make_light
from workers.engines.painter.subjects import THING_KINDS, Cutout, natural_height, paint_thing

PALETTE = Palette(
    shadow="#1b1f3a", base="#3d4a7a", mid="#8a7fa8", light="#f2d9b8", accent="#e8745a"
)
SHINING = ("candle", "lamp", "lantern", "fire", "lighthouse", "star", "comet")


def _paint(kind: str, size: int, *, hour: str = "day", seed: int = 3) -> Cutout:
    light, rng = make_light(PALETTE, hour=hour), np.random.default_rng(seed)
    return paint_thing(kind, height_px=size, light=light, palette=PALETTE, rng=rng)


@pytest.mark.parametrize("size", [24, 120, 500])
@pytest.mark.parametrize("kind", sorted(THING_KINDS))
def test_every_kind_is_painted_at_every_size(kind: str, size: int) -> None:
    cutout = _paint(kind, size)
    alpha = cutout.pixels[..., 3]
    assert (alpha > 120).sum() > 0.03 * size * size
    assert not np.concatenate([alpha[[0, -1]].ravel(), alpha[:, [0, -1]].ravel()]).any()
    assert 0 <= cutout.anchor[0] <= alpha.shape[1]
    assert natural_height(kind) > 0


@pytest.mark.parametrize("kind", ["tree", "grass", "rock", "skyscraper", "waterfall"])
def test_the_seed_alone_decides_what_differs(kind: str) -> None:
    first, again, other = (_paint(kind, 120, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first.pixels, again.pixels)
    assert first.pixels.shape != other.pixels.shape or not np.array_equal(
        first.pixels, other.pixels
    )


@pytest.mark.parametrize("kind", SHINING)
def test_what_shines_stays_bright_at_night(kind: str) -> None:
    night = _paint(kind, 160, hour="night").pixels
    assert night[night[..., 3] > 200][:, :3].max() > 230


@pytest.mark.parametrize("kind", ["house", "door", "tent", "skyscraper", "window"])
def test_windows_are_lit_at_night(kind: str) -> None:
    day, night = (_paint(kind, 200, hour=hour).pixels for hour in ("day", "night"))

    means = [float(p[p[..., 3] > 200][:, :3].mean()) for p in (day, night)]
    assert means[1] < means[0]
    assert night[night[..., 3] > 200][:, :3].max() > 220


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(EngineError, match="zeppelin"):
        _paint("zeppelin", 50)
    with pytest.raises(EngineError, match="zeppelin"):
        natural_height("zeppelin")

from functools import cache

import numpy as np
import pytest

from common.artifacts.script import View
from common.errors import EngineError
from tests.support.briefs import TEAL
from workers.engines.painter.light import make_light
from workers.engines.painter.painting import still
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places import all_places, place_painter
from workers.engines.painter.places.built import PLACES as BUILT

SMALL = (128, 72)


def _set(view: View = "establishing", *, hour: str = "day", seed: int = 5) -> Set:
    zoom, blur = {"establishing": (1.0, 0.0), "medium": (1.55, 0.004), "close": (2.3, 0.012)}[view]
    return Set(
        width=SMALL[0], height=SMALL[1], seed=seed, light=make_light(TEAL, hour=hour), view=view,
        zoom=zoom, blur=blur,
    )  # fmt: skip


@cache
def _painted(name: str, view: View, hour: str) -> Painting:
    return place_painter(name)(_set(view, hour=hour))


def _image(painting: Painting) -> np.ndarray:
    return still(list(painting.layers), (), SMALL).astype(float)


@pytest.mark.parametrize("name", sorted(set(all_places()) - set(BUILT)))
def test_every_place_paints_at_every_view(name: str) -> None:
    views: tuple[View, ...] = ("establishing", "medium", "close")
    for view in views:
        painting = _painted(name, view, "day")
        assert 4 <= len(painting.layers) <= 14
        assert len({layer.name for layer in painting.layers}) == len(painting.layers)
        cover = np.max([layer.pixels[..., 3] for layer in painting.layers], axis=0)
        assert (cover >= 250).all()
        assert _image(painting).std() > 6
        assert painting.spots
        for spot in painting.spots:
            assert 0 < spot.x < 1
            assert 0.2 < spot.y < 1
            assert 0.03 < spot.height < 0.6


@pytest.mark.parametrize("name", sorted(set(all_places()) - set(BUILT) - {"space"}))
def test_night_is_darker_than_day_everywhere_but_in_space(name: str) -> None:
    day, night = (_image(_painted(name, "establishing", h)).mean() for h in ("day", "night"))
    assert night < day - 2


def test_one_seed_is_one_layout_and_another_is_not() -> None:
    one, again, other = (_image(place_painter("mountains")(_set(seed=s))) for s in (5, 5, 6))
    assert np.array_equal(one, again)
    assert np.abs(one - other).mean() > 1


def test_a_nearer_view_is_the_same_place_seen_nearer() -> None:
    """What stands about the focus of the wide view fills the nearer one, sharper."""
    wide = place_painter("abstract")(_set())
    near = place_painter("abstract")(Set(
        width=SMALL[0], height=SMALL[1], seed=5, light=make_light(TEAL), zoom=2.0, focus=(0.5, 0.5),
    ))  # fmt: skip
    name = "planes"
    a, b = (next(x for x in p.layers if x.name == name).pixels[..., 3] for p in (wide, near))
    zoom = 1 + 0.7**1.5
    height, width = a.shape
    rows = np.round((np.arange(height) - height / 2) / zoom + height / 2).astype(int)
    columns = np.round((np.arange(width) - width / 2) / zoom + width / 2).astype(int)
    grown = a[np.ix_(rows, columns)].astype(int)
    assert (np.abs(grown - b) > 128).mean() < 0.02


def test_an_unknown_place_is_named_with_those_that_are_known() -> None:
    with pytest.raises(EngineError, match=r"atlantis.*mountains"):
        place_painter("atlantis")

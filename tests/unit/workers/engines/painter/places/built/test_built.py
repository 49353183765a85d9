from functools import cache

import numpy as np
import pytest

from common.artifacts.script import View
from tests.support.briefs import TEAL
from workers.engines.painter.light import make_light
from workers.engines.painter.painting import still
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built import PLACES

SIZES = {"wide": (128, 72), "tall": (72, 128)}
ZOOMS: dict[View, tuple[float, float]] = {
    "establishing": (1.0, 0.0),
    "medium": (1.55, 0.004),
    "close": (2.3, 0.012),
}
WORKROOMS = {"classroom", "gym", "office", "ward"}
INDOORS = WORKROOMS | {
    "cafe", "church", "club", "factory", "kitchen", "library", "room", "stage", "theatre",
}  # fmt: skip


@cache
def painted(
    name: str,
    view: View = "establishing",
    hour: str = "day",
    weather: str = "clear",
    lamps: tuple[str, ...] = (),
    size: tuple[int, int] = SIZES["wide"],
    seed: int = 5,
) -> Painting:
    zoom, blur = ZOOMS[view]
    light = make_light(TEAL, hour=hour, weather=weather, lamps=lamps)
    return PLACES[name](
        Set(width=size[0], height=size[1], seed=seed, light=light, view=view, zoom=zoom, blur=blur)
    )


def seen(painting: Painting, size: tuple[int, int] = SIZES["wide"]) -> np.ndarray:
    return still(list(painting.layers), (), size).astype(float)


@pytest.mark.parametrize("hour", ["day", "night"])
@pytest.mark.parametrize("view", list(ZOOMS))
@pytest.mark.parametrize("name", sorted(PLACES))
def test_layers_are_whole_and_in_order(name: str, view: View, hour: str) -> None:
    painting = painted(name, view, hour)
    depths = [layer.depth for layer in painting.layers]
    assert depths == sorted(depths)
    assert len({layer.name for layer in painting.layers}) == len(depths)
    assert len({layer.pixels.shape for layer in painting.layers}) == 1
    assert painting.layers[0].pixels[..., 3].min() == 255
    assert seen(painting).std() > 6


@pytest.mark.parametrize("name", sorted(PLACES))
def test_equal_seeds_paint_equal_bytes(name: str) -> None:
    again = painted.__wrapped__(name, hour="dusk").layers
    pairs = zip(painted(name, hour="dusk").layers, again, strict=True)
    assert all(np.array_equal(one.pixels, other.pixels) for one, other in pairs)


@pytest.mark.parametrize("name", sorted(PLACES))
def test_night_is_darker_than_dusk_and_dusk_than_day(name: str) -> None:
    day, dusk, night = (seen(painted(name, hour=h)).mean() for h in ("day", "dusk", "night"))
    assert night < dusk < day


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("name", sorted(PLACES))
def test_subjects_have_room_in_every_aspect(name: str, size: tuple[int, int]) -> None:
    painting = painted(name, size=size)
    assert len(painting.spots) >= 2
    for spot in painting.spots:
        assert 0.03 < spot.x < 0.97
        assert 0.5 < spot.y < 1
        assert 0.03 < spot.height < 0.6
        assert spot.y - spot.height > 0


def test_rooms_have_no_weather_and_the_rest_has() -> None:
    assert {name for name in PLACES if not painted(name).outdoor} == INDOORS


def test_a_room_for_work_is_no_living_room() -> None:
    rooms = [seen(painted(name)) for name in sorted(WORKROOMS | {"room"})]
    apart = [np.abs(a - b).mean() for k, a in enumerate(rooms) for b in rooms[:k]]
    assert min(apart) > 12


@pytest.mark.parametrize("name", ["city", "village", "castle", "market", "station", "rooftop"])
def test_windows_and_lamps_burn_from_dusk_on(name: str) -> None:
    """A lit pane is far brighter than the night around it."""
    night = seen(painted(name, hour="night", weather="cloudy")).max(axis=2)
    assert np.percentile(night, 99.5) > np.median(night) + 60


@pytest.mark.parametrize("name", ["street", "stage", "rooftop", "room"])
def test_neon_colours_the_place(name: str) -> None:
    plain = seen(painted(name, hour="night", weather="rain"))
    neon = seen(painted(name, hour="night", weather="rain", lamps=("neon",)))
    assert np.abs(neon - plain).mean() > 3


def test_a_wet_street_mirrors_and_moves() -> None:
    dry = {layer.name: layer for layer in painted("street", hour="night").layers}
    wet = {layer.name: layer for layer in painted("street", hour="night", weather="rain").layers}
    assert dry["road"].living == "still"
    assert wet["road"].living == "water"
    assert np.abs(wet["road"].pixels.astype(int) - dry["road"].pixels).mean() > 2


@pytest.mark.parametrize("name", sorted(PLACES))
def test_something_lives(name: str) -> None:
    assert any(layer.living != "still" for layer in painted(name, hour="night").layers)


@pytest.mark.parametrize("name", sorted(PLACES))
def test_a_nearer_view_keeps_the_layers(name: str) -> None:
    wide, close = painted(name), painted(name, "close")
    assert [layer.name for layer in wide.layers] == [layer.name for layer in close.layers]
    assert wide.spots == close.spots
    assert np.abs(seen(wide) - seen(close)).mean() > 3

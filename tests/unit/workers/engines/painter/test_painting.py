import numpy as np
import pytest

from common import lexicon
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import CastSheet, View
from tests.support.briefs import HERO, TEAL, brief
from workers.engines.painter import Painter, colour
from workers.engines.painter.place import OVERSCAN
from workers.stages.keyframes import make_keyframe

SIZE = (192, 108)
WHOLE = 1 + 2 * OVERSCAN


def _paint(*arguments: str, size: tuple[int, int] = SIZE, **fields: object) -> Keyframe:
    return make_keyframe(brief=brief(*arguments, **fields), size=size, engine=Painter())  # type: ignore[arg-type]


def _seen(share: float) -> float:
    """A share of the layers as a share of the picture."""
    return share * WHOLE - OVERSCAN


def test_equal_briefs_give_equal_bytes() -> None:
    one, two = (_paint("a lake at dusk, fog", "a deer") for _ in range(2))
    assert np.array_equal(one.image, two.image)
    for a, b in zip(one.layers, two.layers, strict=True):
        assert np.array_equal(a.pixels, b.pixels)
    assert one.sprites == two.sprites


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200), (854, 480)])
def test_layers_are_larger_than_the_picture_and_cover_it(size: tuple[int, int]) -> None:
    keyframe = _paint("a beach by day", size=size)
    assert keyframe.image.shape == (size[1], size[0], 3)
    for layer in keyframe.layers:
        assert layer.pixels.shape[1] == size[0] + 2 * round(size[0] * OVERSCAN)
        assert layer.pixels.shape[0] == size[1] + 2 * round(size[1] * OVERSCAN)
    cover = np.max([layer.pixels[..., 3] for layer in keyframe.layers], axis=0)
    assert (cover == 255).all()


def test_layers_come_back_to_front() -> None:
    depths = [layer.depth for layer in _paint("a forest, rain", "a house").layers]
    assert depths == sorted(depths)
    assert len(depths) >= 6


def test_hours_differ_in_brightness() -> None:
    night, dusk, day = (
        _paint(f"mountains at {hour}").image.mean() for hour in ("night", "dusk", "noon")
    )
    assert night < dusk - 15 < day - 40


def test_the_palette_is_in_the_picture() -> None:
    pixels = colour.srgb_to_lab(_paint("the sea at noon").image.reshape(-1, 3) / 255)
    wanted = colour.from_hex(TEAL.mid)
    hues = np.arctan2(pixels[:, 2], pixels[:, 1])
    own = np.arctan2(wanted[2], wanted[1])
    near = np.abs(np.angle(np.exp(1j * (hues - own)))) < np.radians(40)
    assert (near & (np.hypot(pixels[:, 1], pixels[:, 2]) > 0.02)).mean() > 0.4


def test_thirds_and_centre_are_obeyed() -> None:
    thirds = _paint("a desert", cast=(HERO,), view="medium")
    assert min(abs(_seen(thirds.sprites[0].x) - t) for t in (1 / 3, 2 / 3)) < 0.02
    centre = _paint("a desert", cast=(HERO,), view="medium", arrangement="centred")
    assert _seen(centre.sprites[0].x) == pytest.approx(0.5, abs=0.02)


def test_a_pair_in_symmetry_stands_mirrored() -> None:
    other = CastSheet(name="Tom", description="Tom", outfit_colour="#304060")
    pair = _paint("a stage", cast=(HERO, other), view="medium", arrangement="symmetry").sprites
    assert _seen(pair[0].x) + _seen(pair[1].x) == pytest.approx(1, abs=0.02)
    assert {pair[0].facing, pair[1].facing} == {"left", "right"}


@pytest.mark.parametrize(
    ("view", "low", "high"),
    [("establishing", 0.1, 0.3), ("medium", 0.45, 0.65), ("close", 1.1, 1.7)],
)
def test_nearer_views_show_a_larger_figure(view: View, low: float, high: float) -> None:
    keyframe = _paint("a field by day", cast=(HERO,), view=view)
    assert low < keyframe.sprites[0].height * WHOLE < high


def test_a_cast_member_is_not_doubled_by_the_objects() -> None:
    keyframe = _paint("a street", "a woman in a red coat", "a dog", cast=(HERO,), view="medium")
    assert [sprite.kind for sprite in keyframe.sprites] == ["human", "dog"]


def test_boats_float_and_sailors_have_a_quay() -> None:
    keyframe = _paint("the sea at dusk", "a boat", cast=(HERO,))
    figure, boat = keyframe.sprites
    assert boat.y < figure.y
    assert "ground" in [layer.name for layer in keyframe.layers]
    assert "ground" not in [layer.name for layer in _paint("the sea at dusk", "a boat").layers]


def test_a_lone_figure_walks_and_a_pair_stands() -> None:
    assert _paint("a field", cast=(HERO,)).sprites[0].travel != 0
    other = CastSheet(name="Tom", description="Tom")
    assert {s.travel for s in _paint("a field", cast=(HERO, other)).sprites} == {0.0}
    assert _paint("a field", cast=(HERO,), view="close").sprites[0].travel == 0


def test_an_umbrella_is_held_over_the_head() -> None:
    keyframe = _paint("a street, rain", "an umbrella", cast=(HERO,), view="medium")
    assert keyframe.sprites[0].holds == "umbrella"
    assert not any(layer.name.startswith("umbrella") for layer in keyframe.layers)


def test_a_string_runs_from_the_hand_to_the_kite() -> None:
    keyframe = _paint("a hill", "a paper kite", cast=(HERO,), view="medium")
    holder, kite = keyframe.sprites
    string = next(layer for layer in keyframe.layers if layer.name == "string")
    rows, columns = np.nonzero(string.pixels[..., 3] > 40)
    height, width = string.pixels.shape[:2]
    assert holder.travel == 0
    assert kite.y - kite.height < rows.min() / height < kite.y
    assert rows.max() / height < holder.y
    assert min(holder.x, kite.x) - 0.02 < columns.min() / width
    assert columns.max() / width < max(holder.x, kite.x) + 0.02


def test_what_cannot_swim_stands_on_a_rock_in_the_sea() -> None:
    layers = [layer.name for layer in _paint("the sea at dusk", "a lighthouse").layers]
    assert layers.index("islet 0") < layers.index("lighthouse 0")


def test_wide_things_are_seen_whole() -> None:
    piano = next(
        x for x in _paint("a stage", "a piano", view="close").layers if x.name.startswith("piano")
    )
    columns = np.nonzero((piano.pixels[..., 3] > 128).any(axis=0))[0]
    margin = round(SIZE[0] * OVERSCAN)
    assert columns.min() >= margin - 1
    assert columns.max() <= piano.pixels.shape[1] - margin


def test_lit_lamps_have_a_light_of_their_own() -> None:
    night = _paint("a field at night", "a lamp", view="medium")
    assert next(x for x in night.layers if x.name == "halos").living == "flicker"
    assert "halos" not in [x.name for x in _paint("a field at noon", "a lamp").layers]


@pytest.mark.parametrize(
    ("weather", "name", "living"),
    [("rain", "rain", "fall"), ("snowfall", "near snow", "fall"), ("fog", "mist 55", "drift"),
     ("wind", "leaves", "drift"), ("storm", "lightning", "flicker")],
)  # fmt: skip
def test_weather_moves(weather: str, name: str, living: str) -> None:
    layers = {layer.name: layer for layer in _paint(f"mountains, {weather}").layers}
    assert layers[name].living == living


@pytest.mark.parametrize(
    ("background", "subject", "name"),
        [
        ("a lake at night, aurora", "", "aurora"),
        ("a field", "a rainbow", "rainbow"),
        ("a lake under a rainbow", "", "rainbow"),
        ("a desert at dusk", "a planet", "planet"),
        ("mountains at night", "a comet", "comet"),
        ("the sea at night", "a burst of fireworks", "fireworks"),
        ("mountains", "a waterfall", "waterfall"),
        ("a forest", "autumn leaves", "falling leaves"),
        ("a beach at dusk", "a star", "evening stars"),
    ],
)  # fmt: skip
def test_what_a_scene_asks_of_the_sky_is_there(background: str, subject: str, name: str) -> None:
    assert name in [layer.name for layer in _paint(background, subject).layers]


def test_things_stand_in_the_picture() -> None:
    house = next(x for x in _paint("a field", "a house").layers if x.name.startswith("house"))
    rows, columns = np.nonzero(house.pixels[..., 3] > 128)
    assert len(rows) > 200
    assert columns.min() > 0
    assert columns.max() < house.pixels.shape[1] - 1


def test_the_still_is_the_middle_of_the_layers() -> None:
    keyframe = _paint("an abstract pattern")
    top = round(SIZE[1] * OVERSCAN)
    sky = keyframe.layers[0].pixels[top, round(SIZE[0] * OVERSCAN), :3].astype(int)
    assert keyframe.image.shape == (SIZE[1], SIZE[0], 3)
    assert np.abs(keyframe.image[0, 0].astype(int) - sky).max() < 60


@pytest.mark.parametrize("first", range(5))
def test_whatever_the_lexicon_names_can_be_painted(first: int) -> None:
    for subject in lexicon.concepts("subjects")[first::5]:
        keyframe = _paint("abstract shapes", subject, view="medium", size=(96, 64))
        assert len(keyframe.layers) >= 7


def _saying(prompt: str, *cast: CastSheet, view: View = "medium") -> Keyframe:
    one = brief("a field", cast=cast, view=view)
    scene = one.scene.model_copy(update={"prompt": prompt})
    return make_keyframe(brief=one.model_copy(update={"scene": scene}), size=SIZE, engine=Painter())


def test_whoever_is_said_to_walk_walks_and_a_pair_walks_together() -> None:
    other = CastSheet(name="Tom", description="Tom")
    first, second = _saying("Mara and Tom walk on through the grass.", HERO, other).sprites
    assert first.travel == second.travel != 0
    assert first.facing == second.facing
    assert _saying("Mara waits in the grass.", HERO).sprites[0].travel == 0


def _layer_height(keyframe: Keyframe, name: str) -> float:
    layer = next(layer for layer in keyframe.layers if layer.name.startswith(name))
    rows = np.nonzero((layer.pixels[..., 3] > 128).any(axis=1))[0]
    return float(rows.max() - rows.min()) / layer.pixels.shape[0]


@pytest.mark.parametrize("thing", ["windmill", "house", "tower"])
def test_large_things_stand_far_off_at_their_own_scale(thing: str) -> None:
    keyframe = _paint("a field", f"a {thing}", cast=(HERO,), view="medium")
    figure = keyframe.sprites[0]
    layer = next(x for x in keyframe.layers if x.name.startswith(thing))
    rows = np.nonzero((layer.pixels[..., 3] > 128).any(axis=1))[0]
    foot = rows.max() / layer.pixels.shape[0]
    assert foot < figure.y - 0.05
    assert layer.depth < 0.95
    assert _layer_height(keyframe, thing) > 0.8 * figure.height


def test_rain_is_outside_the_window() -> None:
    keyframe = _paint("an attic bedroom, steady rain")
    rain = next(layer for layer in keyframe.layers if layer.name == "rain")
    assert rain.depth < next(x for x in keyframe.layers if x.name == "walls").depth
    assert "rain" not in [layer.name for layer in _paint("a concert stage, rain").layers]


@pytest.mark.parametrize("kind", ["jellyfish", "whale"])
def test_swimmers_can_be_seen(kind: str) -> None:
    leader = _paint("an underwater reef", f"a {kind}", view="establishing").sprites[0]
    assert leader.height * WHOLE > 0.14


def test_a_guitarist_needs_no_second_guitar() -> None:
    player = CastSheet(name="guitarist", description="a guitarist", species="guitarist")
    keyframe = _paint("a concert stage", "a guitar", cast=(player,))
    assert [sprite.kind for sprite in keyframe.sprites] == ["guitarist"]
    assert not any(layer.name.startswith("guitar") for layer in keyframe.layers)


def test_a_train_runs_on_top_of_the_stone_bridge() -> None:
    """Its foot is where the bridge begins, in every view."""
    for view in ("establishing", "medium"):
        keyframe = _paint("a stone viaduct by day", "a long train", view=view)
        (train,) = keyframe.sprites
        bridge = next(layer for layer in keyframe.layers if layer.name == "viaduct")
        rows = (bridge.pixels[..., 3] > 128).mean(axis=1)
        deck = np.argmax(rows > 0.8) / len(rows)
        assert abs(train.y - deck) < 0.03


def test_beasts_of_a_kind_go_one_behind_the_other() -> None:
    herd = tuple(CastSheet(name=f"camel {k}", description="a camel", species="camel")
                 for k in range(3))  # fmt: skip
    for view in ("establishing", "medium"):
        sprites = _paint("a desert", cast=herd, view=view).sprites
        assert len({sprite.facing for sprite in sprites}) == 1
        gaps = np.abs(np.diff([sprite.x for sprite in sprites])) * WHOLE * SIZE[0]
        assert gaps.min() > sprites[0].height * WHOLE * SIZE[1] * 0.9
        assert all(0 < _seen(sprite.x) < 1 for sprite in sprites)


def test_a_rider_and_the_horse_are_one_and_travel() -> None:
    (horse,) = _paint("a field", "a saddled horse", cast=(HERO,), view="medium").sprites
    assert (horse.kind, horse.rider) == ("horse", HERO)
    assert horse.travel != 0


def test_a_horse_that_is_called_rider_carries_one() -> None:
    names = ("rider", "white horse")
    cast = tuple(CastSheet(name=name, description=name, species="horse") for name in names)
    (horse,) = _paint("a field", cast=cast, view="medium").sprites
    assert horse.rider is not None
    assert horse.rider.name == "rider"
    assert horse.sheet is not None
    assert horse.sheet.name == "white horse"


def test_an_animal_is_drawn_as_it_is_called() -> None:
    cast = (CastSheet(name="red squirrel", description="a squirrel", species="fox"),)
    sprites = _paint("a forest", "red squirrel", cast=cast, view="medium").sprites
    assert [sprite.kind for sprite in sprites] == ["squirrel"]


def test_who_cycles_sits_on_the_bicycle() -> None:
    (bicycle,) = _paint("a road", "an old bicycle", cast=(HERO,), view="medium").sprites
    assert (bicycle.kind, bicycle.sheet) == ("bicycle", HERO)


def test_sunflowers_fill_the_field_and_ice_the_ceiling() -> None:
    assert "sunflowers" in {layer.name for layer in _paint("a field", "a tall sunflower").layers}
    iced = {layer.name for layer in _paint("an underwater valley below the ice").layers}
    assert {"ice", "near ice"} <= iced


def test_whoever_is_in_a_boat_sits_in_it() -> None:
    sailor, boat = _paint("a lake", "a manned rowing boat", cast=(HERO,), view="medium").sprites
    assert abs(sailor.x - boat.x) < boat.height
    assert sailor.depth < boat.depth
    assert sailor.y - sailor.height < boat.y - 0.3 * boat.height


def test_a_polar_bear_is_white_and_autumn_is_russet() -> None:
    polar = CastSheet(name="polar bear", description="a polar bear", species="bear")
    brown = polar.model_copy(update={"name": "bear"})
    white, natural = (_paint("a beach", cast=(one,)).sprites[0] for one in (polar, brown))
    assert white.colour == "#ece9e2" != natural.colour
    summer, autumn = (
        _paint(f"a forest{when}").image.mean(axis=(0, 1)) for when in ("", ", in autumn")
    )
    assert autumn[0] - autumn[1] > summer[0] - summer[1] + 8

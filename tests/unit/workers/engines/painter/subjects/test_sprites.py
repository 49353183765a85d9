"""Sprites: every kind, every size, periodic, mirrored, lit without changing shape."""

from typing import Any

import numpy as np
import pytest

from common.artifacts.keyframes import Sprite
from common.artifacts.script import CastSheet
from common.errors import EngineError
from workers.engines.painter.subjects import (
    SPRITE_KINDS,
    Cutout,
    cycle_seconds,
    draw_sprite,
    natural_height,
    sprite_metres,
    stride,
)

SMOOTH = 0.10
"""Mean change of alpha over the covered pixels in a hundredth of a cycle."""
OUTFITS = ("coat", "dress", "suit", "jacket", "robe", "overalls", "spacesuit")
PEOPLE = ("woman", "singer", "knight", "royal", "robot", "ghost", "couple")


def _sprite(kind: str, **fields: Any) -> Sprite:
    return Sprite(kind=kind, x=0.5, y=0.8, height=0.3, depth=1.0, **fields)


def _sheet(**fields: Any) -> CastSheet:
    return CastSheet(name="Ida", description="Ida", **fields)


def _overlay(cutouts: list[Cutout]) -> list[np.ndarray[Any, np.dtype[np.int64]]]:
    """Alpha of each on one canvas, anchors aligned."""
    reach = 1 + max(int(max(*c.pixels.shape, *c.anchor)) for c in cutouts)
    sheets = []
    for cutout in cutouts:
        sheet = np.zeros((2 * reach, 2 * reach), np.int64)
        x, y = (int(reach - v) for v in cutout.anchor)
        height, width = cutout.pixels.shape[:2]
        sheet[y : y + height, x : x + width] = cutout.pixels[..., 3]
        sheets.append(sheet)
    return sheets


@pytest.mark.parametrize("size", [24, 120, 500])
@pytest.mark.parametrize("kind", sorted(SPRITE_KINDS))
def test_every_kind_is_drawn_at_every_size(kind: str, size: int) -> None:
    cutout = draw_sprite(_sprite(kind, travel=0.1), phase=0.3, height_px=size)
    assert cutout.pixels.dtype == np.uint8
    assert cutout.pixels.shape[2] == 4
    assert (cutout.pixels[..., 3] > 200).sum() > 0.03 * size * size
    edges = np.concatenate(
        [cutout.pixels[[0, -1], :, 3].ravel(), cutout.pixels[:, [0, -1], 3].ravel()]
    )
    assert not edges.any()
    assert 0 <= cutout.anchor[0] <= cutout.pixels.shape[1]


@pytest.mark.parametrize("travel", [0.0, 0.1])
@pytest.mark.parametrize("kind", sorted(SPRITE_KINDS))
def test_a_cycle_closes_and_moves_smoothly(kind: str, travel: float) -> None:
    sprite = _sprite(kind, travel=travel)
    cutouts = [draw_sprite(sprite, phase=t, height_px=100) for t in (0.0, 1.0, 0.99)]
    assert np.array_equal(cutouts[0].pixels, cutouts[1].pixels)
    assert cutouts[0].anchor == cutouts[1].anchor
    first, _, last = _overlay(cutouts)
    assert np.abs(first - last).sum() / first.sum() < SMOOTH * (3 if kind == "plane" else 1)


@pytest.mark.parametrize("kind", ["human", "fox", "train", "dragon"])
def test_left_is_the_mirror_of_right(kind: str) -> None:
    left, right = (
        draw_sprite(_sprite(kind, facing=side, lit_from=lit), phase=0.2, height_px=150)
        for side, lit in (("left", -0.4), ("right", 0.4))
    )
    assert np.array_equal(left.pixels, right.pixels[:, ::-1])
    assert left.anchor[0] == right.pixels.shape[1] - right.anchor[0]


@pytest.mark.parametrize("facing", ["right", "camera", "away"])
@pytest.mark.parametrize(
    "outfit", ["coat", "dress", "suit", "jacket", "robe", "overalls", "spacesuit"]
)
def test_light_and_haze_never_change_the_silhouette(outfit: str, facing: str) -> None:
    sheet = _sheet(outfit=outfit)
    day = _sprite("human", sheet=sheet, facing=facing, travel=0.1)
    night = day.model_copy(update={"light": "#203050", "haze": "#101020", "haze_amount": 0.5})
    bright, dark = (draw_sprite(s, phase=0.4, height_px=140) for s in (day, night))
    assert np.array_equal(bright.pixels[..., 3], dark.pixels[..., 3])
    seen = bright.pixels[..., 3] > 250
    assert dark.pixels[seen][:, :3].mean() < 0.6 * bright.pixels[seen][:, :3].mean()


@pytest.mark.parametrize("hair", ["short", "long", "bun", "curly", "bald", "hood", "hat"])
def test_every_head_of_hair_is_its_own_silhouette(hair: str) -> None:
    views = [
        draw_sprite(_sprite("human", sheet=_sheet(hair=hair), facing=f), phase=0.1, height_px=300)
        for f in ("right", "camera", "away")
    ]
    plain = draw_sprite(
        _sprite("human", sheet=_sheet(hair="bald"), facing="right"), phase=0.1, height_px=300
    )
    assert all(view.pixels[..., 3].any() for view in views)
    ours, theirs = _overlay([views[0], plain])
    assert (hair == "bald") == np.array_equal(ours, theirs)


@pytest.mark.parametrize("kind", PEOPLE)
def test_people_turn_to_the_camera_and_away(kind: str) -> None:
    seen = [
        draw_sprite(_sprite(kind, facing=f), phase=0.3, height_px=200).pixels
        for f in ("right", "camera", "away")
    ]
    assert not np.array_equal(seen[1], seen[2])
    assert seen[0].shape != seen[1].shape or not np.array_equal(seen[0], seen[1])


def test_a_dancer_in_place_dances_and_a_walker_in_place_breathes() -> None:
    def swing(gait: str) -> float:
        sprite = _sprite("human", sheet=_sheet(gait=gait))
        a, b = _overlay([draw_sprite(sprite, phase=t, height_px=120) for t in (0.0, 0.5)])
        return float(np.abs(a - b).sum() / a.sum())

    assert swing("dance") > 3 * swing("stroll") > 0


def test_a_chosen_colour_is_the_body_s_colour() -> None:
    red = draw_sprite(_sprite("car", colour="#c01818"), phase=0.0, height_px=120).pixels
    blue = draw_sprite(_sprite("car", colour="#1818c0"), phase=0.0, height_px=120).pixels
    assert red[..., 0].astype(int).sum() > blue[..., 0].astype(int).sum()
    assert np.array_equal(red[..., 3], blue[..., 3])


def test_sizes_scale_and_paces_are_positive() -> None:
    small = _sprite("human", sheet=_sheet(height=0.6))
    assert sprite_metres(small) == pytest.approx(0.6 * natural_height("human"))
    assert stride(small) < stride(_sprite("human"))
    assert cycle_seconds(_sprite("human", travel=0.1)) < cycle_seconds(_sprite("human"))
    for kind in SPRITE_KINDS:
        assert sprite_metres(_sprite(kind)) == natural_height(kind) > 0
        assert cycle_seconds(_sprite(kind)) > 0
        assert stride(_sprite(kind)) >= 0


def test_light_falls_on_the_side_that_faces_it() -> None:
    left, right = (
        draw_sprite(_sprite("monk", lit_from=lit), phase=0.0, height_px=150).pixels
        for lit in (-0.7, 0.7)
    )
    half = left.shape[1] // 2
    brighter = left.astype(int).sum(axis=2) - right.astype(int).sum(axis=2)
    assert brighter[:, :half].mean() > brighter[:, half:].mean()


def test_feet_stand_in_the_shade_of_the_ground() -> None:
    sprite = _sprite("astronaut")
    cutout = draw_sprite(sprite, phase=0.0, height_px=300)
    suit = np.where(cutout.pixels[..., 3:] > 250, cutout.pixels[..., :3], 0).max(axis=(1, 2))
    foot = round(cutout.anchor[1])
    assert suit[foot - 30 : foot - 10].max() < 0.85 * suit[foot - 200 : foot - 120].max()


@pytest.mark.parametrize("kind", ["horse", "camel", "elephant"])
def test_a_rider_sits_on_the_back_of_a_beast(kind: str) -> None:
    bare, ridden = (
        draw_sprite(_sprite(kind, travel=0.1, rider=rider), phase=0.2, height_px=120)
        for rider in (None, _sheet())
    )
    assert ridden.anchor[1] > bare.anchor[1]  # it reaches higher
    assert (ridden.pixels[..., 3] > 0).sum() > (bare.pixels[..., 3] > 0).sum()


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(EngineError, match="gryphon"):
        draw_sprite(_sprite("gryphon"), phase=0.0, height_px=50)

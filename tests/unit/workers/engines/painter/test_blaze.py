"""Places on fire."""

import numpy as np
import pytest

from common.artifacts.keyframes import Keyframe
from tests.support.briefs import brief
from workers.engines.painter import Painter
from workers.stages.keyframes import make_keyframe

SIZE = (160, 90)


def paint(background: str) -> Keyframe:
    return make_keyframe(brief=brief(background), size=SIZE, engine=Painter())


@pytest.mark.parametrize("place", ["a village", "a forest"])
def test_a_place_in_flames_glows_and_keeps_its_layout(place: str) -> None:
    calm, burning = paint(f"{place}, at night"), paint(f"{place} in flames, at night")
    added = {layer.name for layer in burning.layers} - {layer.name for layer in calm.layers}
    assert {"flames 0", "fire smoke 0", "embers"} <= added
    gain = burning.image.astype(int) - calm.image
    assert gain[..., 0].mean() > gain[..., 2].mean() + 8


def test_flames_stand_on_what_burns() -> None:
    """A column of flame begins below the middle of the picture and ends above its foot."""
    layer = next(layer for layer in paint("a village in flames").layers if layer.name == "flames 0")
    rows = np.nonzero((layer.pixels[..., 3] > 200).any(axis=1))[0] / layer.pixels.shape[0]
    assert 0.1 < rows.min() < rows.max() < 0.8


@pytest.mark.parametrize("place", ["a kitchen", "an underwater reef", "outer space"])
def test_nothing_burns_where_it_cannot(place: str) -> None:
    assert not [layer for layer in paint(f"{place} in flames").layers if "flames" in layer.name]

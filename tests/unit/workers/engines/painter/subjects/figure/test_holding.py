import numpy as np
import pytest

from common import lexicon
from common.artifacts.keyframes import Sprite
from workers.engines.painter.subjects import Cutout, draw_sprite
from workers.engines.painter.subjects.figure.gait import stand
from workers.engines.painter.subjects.figure.holding import PROPS, held
from workers.engines.painter.subjects.figure.roles import ROLES
from workers.engines.painter.subjects.figure.skeleton import proportions

BODY = proportions(ROLES["human"])


def _figure(phase: float = 0.2, **fields: object) -> Cutout:
    sprite = Sprite.model_validate(
        {"kind": "human", "x": 0.5, "y": 0.9, "height": 0.5, "depth": 1, **fields}
    )
    return draw_sprite(sprite, phase=phase, height_px=120)


def test_whatever_the_lexicon_puts_in_hands_is_drawn() -> None:
    assert set(lexicon.concepts("holding")) == set(PROPS) | {"guitar"}


@pytest.mark.parametrize("holds", [*PROPS, "guitar"])
def test_a_prop_is_seen_and_its_cycle_closes(holds: str) -> None:
    first, last = (_figure(phase, holds=holds).pixels for phase in (0.0, 1.0))
    assert np.array_equal(first, last)
    assert not np.array_equal(first, _figure(0.0).pixels)
    assert (_figure(holds=holds, facing="camera").pixels[..., 3] > 200).sum() > 600


@pytest.mark.parametrize("holds", PROPS)
def test_hands_reach_what_they_hold(holds: str) -> None:
    prop, pose = PROPS[holds], stand(BODY, 0.0)
    moved = prop.work(0.0)
    hand = held(pose, BODY, prop, 0.0).near_arm.end
    wanted = np.add(np.add(pose.neck, prop.near), moved)
    assert np.hypot(*(wanted - hand)) < 0.02


def test_who_sits_is_lower_and_on_the_ground() -> None:
    upright, sitting = _figure(), _figure(seated=True)
    assert sitting.anchor[1] < 0.85 * upright.anchor[1]
    assert sitting.pixels.shape[0] - sitting.anchor[1] < 0.05 * 120

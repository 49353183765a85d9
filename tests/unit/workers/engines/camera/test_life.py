"""What lives in a layer follows the shot's clock at the layer's own pace."""

import numpy as np
import pytest

from common.artifacts.keyframes import Layer, Living
from workers.engines.camera.life import Moment, live


def way(living: Living, pace: float) -> float:
    """How far a layer falls in a second."""
    pixels = np.zeros((4, 4, 4), np.uint8)
    layer = Layer(name="drops", pixels=pixels, depth=1.0, living=living, pace=pace)
    edge = np.linspace(0, 1, 4)
    at = [
        Moment(clock=clock, midway=0.5, across=edge, down=edge, number=0, room=1.0)
        for clock in (0.0, 1.0)
    ]
    return live(layer, at[1]).y - live(layer, at[0]).y


@pytest.mark.parametrize("living", ["fall", "rise"])
def test_what_has_twice_the_pace_goes_twice_as_far(living: Living) -> None:
    assert way(living, 2.0) == pytest.approx(2 * way(living, 1.0))

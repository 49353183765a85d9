import numpy as np
import pytest

from tests.support.clips import texture
from workers.stages.keyframes import toned
from workers.stages.keyframes.toning import WHOLLY, statistics, to_lab

PICTURE = texture(72, 128, seed=1)


def tinted(picture: np.ndarray, *gains: float) -> np.ndarray:
    return np.clip(picture * np.array(gains), 0, 255).astype(np.uint8)


def mean(picture: np.ndarray) -> np.ndarray:
    return statistics(to_lab(picture))[0]


WARM, COLD = tinted(PICTURE, 1.0, 0.75, 0.5), tinted(PICTURE, 0.4, 0.5, 0.7)


def test_hue_goes_most_of_the_way_and_light_a_little() -> None:
    way = (mean(toned(COLD, WARM)) - mean(COLD)) / (mean(WARM) - mean(COLD))
    assert way[0] == pytest.approx(0.25, abs=0.1)
    assert way[1:] == pytest.approx([0.6, 0.6], abs=0.1)


def test_wholly_it_gets_there() -> None:
    assert mean(toned(COLD, WARM, share=WHOLLY)) == pytest.approx(mean(WARM), abs=1.5)


def test_its_own_palette_changes_nothing() -> None:
    assert np.abs(toned(WARM, WARM).astype(int) - WARM).max() <= 1


def test_what_is_seen_stays_where_it_is() -> None:
    luma = [to_lab(picture)[..., 0].ravel() for picture in (COLD, toned(COLD, WARM))]
    assert np.corrcoef(*luma)[0, 1] > 0.98

import numpy as np
import pytest

from workers.stages.assembly import poster_scene
from workers.stages.assembly.poster import appeal, colourfulness


def plain(*colour: int) -> np.ndarray:
    return np.full((20, 30, 3), colour, np.uint8)


def vivid() -> np.ndarray:
    picture = plain(230, 60, 20)
    picture[:, 15:] = (10, 60, 200)
    return picture


def test_a_vivid_picture_beats_black_and_grey() -> None:
    assert poster_scene([plain(0, 0, 0), vivid(), plain(128, 128, 128)], energies=[1, 0.2, 1]) == 1


def test_of_equal_pictures_the_energetic_scene_wins() -> None:
    assert poster_scene([vivid(), vivid(), vivid()], energies=[0.3, 0.9, 0.9]) == 1


def test_greys_have_no_colour() -> None:
    assert colourfulness(plain(90, 90, 90)) == pytest.approx(0)


def test_colourfulness_of_two_halves_follows_its_formula() -> None:
    """rg is 170 and -50, yb is 125 and -165: deviations 110 and 145, means 60 and -20."""
    expected = np.hypot(110, 145) + 0.3 * np.hypot(60, -20)
    assert colourfulness(vivid()) == pytest.approx(expected)


def test_appeal_lies_between_nothing_and_one() -> None:
    assert appeal(plain(0, 0, 0)) == 0
    assert 0.5 < appeal(vivid()) <= 1


def test_each_picture_needs_its_energy() -> None:
    with pytest.raises(ValueError, match="zip"):
        poster_scene([vivid()], energies=[1, 1])

import numpy as np
import pytest

from common.errors import UnsafePictureError
from tests.support.clips import texture
from workers.engines.safety import screened, screened_footage
from workers.engines.safety.nudity import Box

PICTURE = texture(72, 128, seed=1)
BOX: Box = (40, 20, 30, 24)


def nothing(_picture: np.ndarray) -> list[Box]:
    return []


def something(_picture: np.ndarray) -> list[Box]:
    return [BOX]


def test_what_may_be_shown_is_shown_as_it_is() -> None:
    assert screened(PICTURE, "blur", find=nothing) is PICTURE
    assert screened(PICTURE, "reject", find=nothing) is PICTURE
    assert screened(PICTURE, "none", find=something) is PICTURE


def test_what_may_not_is_refused() -> None:
    with pytest.raises(UnsafePictureError, match="word the scene otherwise"):
        screened(PICTURE, "reject", find=something)


def test_or_blurred_where_it_is_and_nowhere_else() -> None:
    shown = screened(PICTURE, "blur", find=something)
    inside = np.s_[20:44, 40:70]
    sharp, soft = (picture[inside].std(axis=(0, 1)).max() for picture in (PICTURE, shown))
    assert soft < 0.5 * sharp
    outside = np.ones(PICTURE.shape[:2], dtype=bool)
    outside[inside] = False
    assert np.array_equal(shown[outside], PICTURE[outside])


def test_boxes_over_the_edge_break_nothing() -> None:
    shown = screened(PICTURE, "blur", find=lambda _: [(-5, -5, 20, 20), (125, 70, 30, 30)])
    assert shown.shape == PICTURE.shape


def test_footage_is_looked_at_here_and_there_to_be_refused_and_wholly_to_be_blurred() -> None:
    frames, looked = np.stack([PICTURE] * 20), []

    def counted(picture: np.ndarray) -> list[Box]:
        looked.append(picture)
        return []

    assert screened_footage(frames, "reject", find=counted) is frames
    assert len(looked) == 4
    screened_footage(frames, "blur", find=counted)
    assert len(looked) == 24

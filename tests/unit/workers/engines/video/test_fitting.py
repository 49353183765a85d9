import numpy as np

from workers.engines.video.fitting import at_most, fit


def halves() -> np.ndarray:
    """Black, white in the middle third, black."""
    picture = np.zeros((90, 300, 3), dtype=np.uint8)
    picture[:, 100:200] = 255
    return picture


def test_a_picture_of_the_size_is_left_alone() -> None:
    picture = halves()
    assert fit(picture, (300, 90)) is picture


def test_the_middle_fills_another_shape() -> None:
    square = fit(halves(), (45, 45))
    assert square.shape == (45, 45, 3)
    assert square.min() == 255


def test_a_picture_is_never_stretched() -> None:
    grown = fit(halves(), (640, 180))
    assert grown.shape == (180, 640, 3)
    white = (grown[90, :, 0] > 127).sum()
    assert abs(int(white) - 100 * 640 / 300) <= 1.5


def test_rows_are_only_taken_away() -> None:
    assert at_most(halves(), 30).shape == (30, 100, 3)
    assert at_most(halves(), 100).shape == (90, 300, 3)

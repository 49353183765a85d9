import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.engines.video.colour import from_yuv420, to_yuv420

LUMA = np.array([0.2126, 0.7152, 0.0722])


def exact(rgb: tuple[int, int, int]) -> np.ndarray:
    """ITU-R BT.709 in real numbers."""
    red, _, blue = share = np.array(rgb) / 255
    luma = float(LUMA @ share)
    return np.array(
        [16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748]
    )


def converted(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    height, width = picture.shape[:2]
    planes = np.empty((height * 3 // 2, width), np.uint8)
    to_yuv420(picture, planes)
    chroma = planes[height:].reshape(2, height // 2, width // 2)
    return planes[:height], chroma[0], chroma[1]


@settings(max_examples=200, deadline=None)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_plain_colours_are_rounded_exactly(rgb: tuple[int, int, int]) -> None:
    planes = converted(np.full((4, 6, 3), rgb, np.uint8))
    assert all(len(np.unique(plane)) == 1 for plane in planes)
    found = np.array([float(plane[0, 0]) for plane in planes])
    assert np.abs(found - exact(rgb)).max() <= 0.51


def test_greys_have_no_chroma() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8).reshape(16, 16, 1), 3, axis=2)
    _, blue, red = converted(np.ascontiguousarray(ramp))
    assert set(np.unique([blue, red])) == {128}


def test_chroma_sits_on_even_columns() -> None:
    """A red column at x = 2 weighs a half there and nothing at the neighbours x = 0 and 4."""
    picture = np.zeros((2, 6, 3), np.uint8)
    picture[:, 2] = (255, 0, 0)
    _, _, red = converted(picture)
    assert red[0].tolist() == [128, 128 + 56, 128]


@settings(max_examples=200, deadline=None)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_plain_colours_come_back(rgb: tuple[int, int, int]) -> None:
    """Limited range and two roundings cost at most two codes."""
    picture = np.full((4, 6, 3), rgb, np.uint8)
    planes, back = np.empty((6, 6), np.uint8), np.empty_like(picture)
    to_yuv420(picture, planes)
    from_yuv420(planes, back)
    assert np.abs(back.astype(int) - picture).max() <= 2

import io

import numpy as np
import pytest
from PIL import Image

from common.storage.png import encode_png


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 7, 4), (33, 20, 3), (40, 31, 4)])
def test_another_program_reads_the_same_pixels(shape: tuple[int, int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    with Image.open(io.BytesIO(encode_png(pixels)), formats=["PNG"]) as picture:
        assert picture.mode == ("RGB" if shape[2] == 3 else "RGBA")
        assert (np.array(picture) == pixels).all()


def test_part_of_a_larger_picture_is_written_alone() -> None:
    whole = np.random.default_rng(2).integers(0, 256, (50, 60, 4), dtype=np.uint8)
    assert encode_png(whole[5:20, 7:33]) == encode_png(whole[5:20, 7:33].copy())


def test_a_painted_sky_becomes_small() -> None:
    sky = np.repeat(np.linspace(20, 200, 300).astype(np.uint8)[:, None], 500, axis=1)
    pixels = np.dstack([sky] * 3)
    assert len(encode_png(pixels)) < pixels.size / 100

import io

import numpy as np
from PIL import Image

from workers.engines.video.poster import poster


def test_a_poster_is_a_jpeg_of_the_frame() -> None:
    frame = np.zeros((90, 160, 3), np.uint8)
    frame[:, 80:] = (220, 40, 30)
    with Image.open(io.BytesIO(poster(frame))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (160, 90))
        seen = np.asarray(picture).astype(int)
    assert np.abs(seen[45, 20] - frame[45, 20]).max() < 4
    assert np.abs(seen[45, 140] - frame[45, 140]).max() < 4

import io

import numpy as np
from PIL import Image

from common.aesthetics import aesthetic
from workers.engines.themes import paint_swatch


def test_a_swatch_shows_the_place_over_the_palette() -> None:
    look = aesthetic("rain-slick neon noir")
    data = paint_swatch(look, size=(240, 136))
    picture = np.array(Image.open(io.BytesIO(data)).convert("RGB"))
    assert picture.shape == (136, 240, 3)
    for number, colour in enumerate(look.palette):
        seen = picture[-3, number * 48 + 24]
        assert "#" + "".join(f"{channel:02x}" for channel in seen) == colour
    assert picture[:100].std() > 10
    assert data == paint_swatch(look, size=(240, 136))

import numpy as np

from workers.engines.compositing import Placed, composite, prepare
from workers.engines.compositing.tone import FULL

STILL = np.array([[1.0, 0, 0], [0, 1.0, 0]])


def _spot(row: int, column: int) -> np.ndarray:
    pixels = np.zeros((20, 200, 4), dtype=np.uint8)
    pixels[row, column] = 255
    return pixels


def test_light_is_premultiplied_and_linear() -> None:
    sheet = prepare(np.full((2, 3, 4), (255, 188, 0, 128), dtype=np.uint8))
    red, green, blue, alpha = sheet.light[1, 1].astype(int)
    assert alpha == red == 128 * 257
    assert abs(green / red - 0.5) < 0.01
    assert blue == 0


def test_only_the_tile_with_the_spot_is_inked() -> None:
    sheet = prepare(_spot(7, 130))
    assert np.argwhere(sheet.inked).tolist() == [[8, 2]]
    assert sheet.rows == (8, 9)


def test_an_empty_sheet_has_no_rows_and_draws_nothing() -> None:
    sheet = prepare(np.zeros((20, 30, 4), dtype=np.uint8))
    assert sheet.rows == (0, 0)
    assert not composite([Placed(sheet=sheet, matrix=STILL)], size=(30, 20)).any()


def test_the_border_of_a_wrapping_sheet_is_its_other_side() -> None:
    pixels = np.arange(5 * 6 * 3, dtype=np.uint8).reshape(5, 6, 3)
    light = prepare(pixels, wrap=True).light
    assert (light[0, 1:-1] == light[5, 1:-1]).all()
    assert (light[:, 0] == light[:, 6]).all()
    assert (light[-1, -1] == light[1, 1]).all()


def test_the_border_of_another_sheet_is_empty() -> None:
    light = prepare(np.full((5, 6, 3), 255, dtype=np.uint8)).light
    assert not light[[0, -1]].any()
    assert not light[:, [0, -1]].any()
    assert (light[1:-1, 1:-1] == FULL).all()


def test_a_sheet_made_smaller_keeps_its_mean_light() -> None:
    chequer = np.indices((64, 64)).sum(axis=0)[..., None].repeat(3, axis=2) % 2 * 255
    sheet = prepare(chequer.astype(np.uint8), scale=0.25)
    assert sheet.size == (16, 16)
    drawn = composite([Placed(sheet=sheet, matrix=STILL)], size=(16, 16))
    assert np.abs(drawn.astype(int) - 188).max() <= 1

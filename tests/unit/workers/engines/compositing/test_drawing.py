import cv2
import numpy as np
import pytest

from workers.engines.compositing import Finish, Placed, composite, prepare

STILL = np.array([[1.0, 0, 0], [0, 1.0, 0]])
DITHER = 1
"""An ordered threshold moves a code by at most one."""


def _picture(height: int, width: int, colour: tuple[int, int, int, int]) -> np.ndarray:
    return np.full((height, width, 4), colour, dtype=np.uint8)


def test_an_opaque_picture_comes_back_as_it_was() -> None:
    ramp = np.arange(64 * 96 * 3).reshape(64, 96, 3).astype(np.uint8)
    drawn = composite([Placed(sheet=prepare(ramp), matrix=STILL)], size=(96, 64))
    assert np.abs(drawn.astype(int) - ramp).max() <= DITHER


def test_half_transparent_white_over_black_is_half_the_light() -> None:
    back = prepare(_picture(8, 8, (0, 0, 0, 255)))
    front = prepare(_picture(8, 8, (255, 255, 255, 128)))
    drawn = composite([Placed(sheet=s, matrix=STILL) for s in (back, front)], size=(8, 8))
    assert np.abs(drawn.astype(int) - 188).max() <= DITHER


def test_the_last_layer_is_in_front() -> None:
    red, blue = (prepare(_picture(8, 8, c)) for c in ((255, 0, 0, 255), (0, 0, 255, 255)))
    drawn = composite([Placed(sheet=s, matrix=STILL) for s in (red, blue)], size=(8, 8))
    assert (drawn == (0, 0, 255)).all()


def test_nothing_drawn_is_black() -> None:
    assert not composite([], size=(9, 7)).any()


def test_a_shifted_sheet_leaves_its_place_empty() -> None:
    sheet = prepare(_picture(10, 10, (255, 255, 255, 255)))
    drawn = composite(
        [Placed(sheet=sheet, matrix=np.array([[1.0, 0, -4], [0, 1.0, 0]]))], size=(10, 10)
    )
    assert not drawn[:, :4].any()
    assert (drawn[:, 4:] == 255).all()


def test_a_wrapping_sheet_repeats() -> None:
    stripes = np.zeros((16, 16, 3), dtype=np.uint8)
    stripes[:, :8] = 200
    moved = np.array([[1.0, 0, 1603.0], [0, 1.0, -777.0]])
    drawn = composite([Placed(sheet=prepare(stripes, wrap=True), matrix=moved)], size=(32, 16))
    expected = np.roll(np.tile(stripes, (1, 2, 1)), -1603, axis=1)
    assert np.abs(drawn.astype(int) - expected).max() <= DITHER


@pytest.mark.parametrize("angle", [0.0, 0.3, -1.2])
def test_empty_tiles_lose_nothing_of_a_turned_sheet(angle: float) -> None:
    """A disc has narrow spans; turned about its centre it must look the same."""
    rows, columns = np.mgrid[:61, :61] - 30
    disc = _picture(61, 61, (255, 255, 255, 0))
    disc[..., 3] = np.clip((20 - np.hypot(rows, columns)) * 255, 0, 255)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = np.column_stack([turn, 30 - turn @ (30, 30)])
    drawn = composite([Placed(sheet=prepare(disc), matrix=matrix)], size=(61, 61))
    inside, outside = np.hypot(rows, columns) < 18, np.hypot(rows, columns) > 22
    assert (drawn[inside] == 255).all()
    assert not drawn[outside].any()


def test_offsets_bend_a_sheet() -> None:
    line = _picture(20, 20, (255, 255, 255, 0))
    line[:, 10, 3] = 255
    shift = np.zeros(20, dtype=np.float32)
    shift[:10] = 3
    drawn = composite([Placed(sheet=prepare(line), matrix=STILL, row_shift=shift)], size=(20, 20))
    assert (drawn[:10].argmax(axis=1)[:, 0] == 7).all()
    assert (drawn[10:].argmax(axis=1)[:, 0] == 10).all()


def test_columns_bend_a_sheet() -> None:
    dot = _picture(20, 20, (255, 255, 255, 0))
    dot[10, 10, 3] = 255
    across = np.full(20, 2, np.float32)
    placed = Placed(
        sheet=prepare(dot),
        matrix=STILL,
        column_shift=across,
        bend=np.full(20, 0.5, np.float32),
    )
    drawn = composite([placed], size=(20, 20))
    assert np.argwhere(drawn[..., 0]).tolist() == [[10, 9]]


def test_each_spot_has_its_own_gain() -> None:
    stars = _picture(9, 40, (100, 100, 100, 0))
    stars[4, 2::6, 3] = 255
    sheet = prepare(stars, glow=True)
    gains = np.linspace(0, 1, 16, dtype=np.float32)
    drawn = composite([Placed(sheet=sheet, matrix=STILL, gains=gains)], size=(40, 9))
    assert len(np.unique(drawn[4, 2::6, 0])) >= 4


def test_opacity_thins_a_sheet() -> None:
    white = prepare(_picture(8, 8, (255, 255, 255, 255)))
    drawn = composite([Placed(sheet=white, matrix=STILL, opacity=0.5)], size=(8, 8))
    assert np.abs(drawn.astype(int) - 188).max() <= DITHER


def test_grain_is_the_same_for_the_same_seed_and_keeps_the_mean() -> None:
    grey = [Placed(sheet=prepare(_picture(64, 64, (90, 90, 90, 255))), matrix=STILL)]
    first, again, other = (
        composite(grey, size=(64, 64), finish=Finish(grain=1.0, grain_seed=s)) for s in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()
    assert abs(first.mean() - 90) < 0.5


def test_a_vignette_darkens_the_corners_only() -> None:
    grey = [Placed(sheet=prepare(_picture(65, 65, (150, 150, 150, 255))), matrix=STILL)]
    drawn = composite(grey, size=(65, 65), finish=Finish(vignette=0.4))
    assert abs(int(drawn[32, 32, 0]) - 150) <= DITHER
    assert drawn[0, 0, 0] < 125


def test_dither_hides_the_steps_of_a_slow_ramp() -> None:
    """Codes 20.0 to 21.0 over a frame: each column's mean follows the ramp, not a staircase."""
    pair = np.full((64, 2, 3), 20, dtype=np.uint8)
    pair[:, 1] = 21
    matrix = np.array([[1 / 255, 0, 0], [0, 1.0, 0]])
    drawn = composite([Placed(sheet=prepare(pair), matrix=matrix)], size=(256, 64))
    means = drawn[..., 0].reshape(64, 4, 64).mean(axis=(0, 2))
    assert np.all(np.diff(means) > 0.15)


@pytest.mark.parametrize("angle", [0.0, 0.004])
def test_what_is_behind_shows_at_the_edge_of_what_is_in_front(angle: float) -> None:
    """Tiles are closed when they are covered, and only then."""
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0]])
    back, front = _picture(80, 300, (0, 0, 255, 255)), _picture(80, 300, (255, 0, 0, 255))
    front[:, 100:] = 0
    front[:40, 200:] = (255, 0, 0, 255)
    drawn = composite(
        [Placed(sheet=prepare(p), matrix=turn) for p in (back, front)], size=(290, 70)
    )
    assert np.abs(drawn[2:, 3:97].astype(int) - (255, 0, 0)).max() <= DITHER
    assert np.abs(drawn[45:, 104:].astype(int) - (0, 0, 255)).max() <= DITHER
    assert np.abs(drawn[2:35, 204:].astype(int) - (255, 0, 0)).max() <= DITHER


def test_a_turned_sheet_agrees_with_one_turned_imperceptibly() -> None:
    """The two loops, along the rows and across them, draw the same picture."""
    random = np.random.default_rng(3)
    picture = random.integers(0, 256, (60, 90, 4), dtype=np.uint8)
    level = np.array([[0.83, 0, 3.3], [0, 0.91, -2.4]])
    turned = level + np.array([[0, 0, 0], [2e-6, 0, 0]])
    for wrap in (False, True):
        sheet = prepare(picture, wrap=wrap)
        one, other = (
            composite([Placed(sheet=sheet, matrix=m)], size=(120, 70)).astype(int)
            for m in (level, turned)
        )
        assert np.abs(one - other).max() <= 4
        assert np.abs(one - other).mean() < 0.2


@pytest.mark.parametrize("lean", [-0.007, 0.0013, 0.009, 0.03])
def test_a_leaning_sheet_is_read_where_it_leans(lean: float) -> None:
    """Rows of a slope, read along short stretches or pixel by pixel, rise evenly across."""
    slope = np.repeat(np.linspace(40, 210, 340).astype(np.uint8)[:, None, None], 460, axis=1)
    sheet = prepare(np.repeat(slope, 3, axis=2))
    matrix = np.array([[1.0, 0, 20], [lean, 1, 120]])
    drawn = composite([Placed(sheet=sheet, matrix=matrix)], size=(400, 80))[..., 1].astype(float)
    rows = 120 + lean * np.arange(400)[None] + np.arange(80)[:, None]
    wanted = 40 + 170 * rows / 339
    assert np.abs(drawn - wanted).max() <= DITHER + 1
    assert abs((drawn - wanted).mean()) < 0.5


@pytest.mark.parametrize("lean", [-0.009, -0.0013, 0.004, 0.0099])
@pytest.mark.parametrize("beyond", [-61, 0, 55, 900])
def test_a_leaning_sheet_that_wraps_is_one_laid_side_by_side(lean: float, beyond: int) -> None:
    """Far from its middle such a row of the picture leaves the sheet and comes in again."""
    picture = cv2.GaussianBlur(
        np.random.default_rng(4).integers(0, 256, (60, 90, 3), dtype=np.uint8), (0, 0), 2
    )
    rows, columns = -(-(abs(beyond) + 90) // 60) + 1, 8
    tiled = prepare(np.tile(picture, (2 * rows, 2 * columns, 1)))
    matrix = np.array([[1.0, 0, 7.25], [lean, 1, beyond + 0.5]])
    middle = matrix + np.array([[0, 0, 90 * columns], [0, 0, 60 * rows]])
    one = composite([Placed(sheet=prepare(picture, wrap=True), matrix=matrix)], size=(400, 60))
    other = composite([Placed(sheet=tiled, matrix=middle)], size=(400, 60))
    assert np.abs(one.astype(int) - other).max() <= DITHER

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.briefs import TEAL
from workers.engines.painter.colour import lab
from workers.engines.painter.light import make_light
from workers.engines.painter.place import Set
from workers.engines.painter.places.built.perspective import Board, Lens, cells, cut

STAGE = Set(width=160, height=90, seed=1, light=make_light(TEAL))
LENS = Lens.of(STAGE, eye=1.6, focal=0.9)


@given(x=st.floats(-20, 20), y=st.floats(0, 10), z=st.floats(1, 200), share=st.floats(0.01, 1))
def test_lines_that_run_away_end_in_the_vanishing_point(
    x: float, y: float, z: float, share: float
) -> None:
    near, far = (LENS.at([x, y, d]) - np.array(LENS.centre) for d in (z, z / share))
    assert far == pytest.approx(near * share, abs=1e-9)


def test_eye_level_lies_on_the_horizon() -> None:
    assert LENS.at([3.0, 1.6, 12.0])[1] == pytest.approx(STAGE.focus[1])


def test_points_beside_the_viewer_stay_finite() -> None:
    assert np.isfinite(LENS.at([1.0, 0.0, 0.0])).all()
    assert np.isfinite(LENS.floor((-1, 1), (-3, 4))).all()


def test_a_person_twice_as_far_is_half_as_tall() -> None:
    near, far = LENS.spot(0, 4, 0.9), LENS.spot(0, 8, 0.9)
    assert near.height == pytest.approx(2 * far.height)
    assert near.y > far.y


def test_cells_fill_their_share_of_the_grid() -> None:
    panes = cells((0, 4), (0, 2), (4, 2), (0.5, 0.25))
    assert panes.shape == (8, 4, 2)
    assert np.ptp(panes[0], axis=0) == pytest.approx([0.5, 0.25])
    assert panes[0].mean(axis=0) == pytest.approx([0.5, 0.5])


def test_a_board_moved_is_the_same_board_elsewhere() -> None:
    board = Board(frame=STAGE.frame(0.0), y=0.7)
    moved = board.moved(0.2, 0.1, 0.5)
    assert moved.at([0.2, 0.4]) == pytest.approx(board.at([0.3, 0.3]))


def test_a_cut_is_a_hole_and_leaves_the_rest() -> None:
    sheet = STAGE.sheet(0.5)
    sheet.flood(lab(0.5, 0.0, 0))
    board = Board(frame=sheet.frame, y=0.5)
    cut(sheet, board.box((-0.2, 0.2), (-0.2, 0.2)))
    alpha = sheet.pixels[..., 3]
    assert alpha[alpha.shape[0] // 2, alpha.shape[1] // 2] == 0
    assert alpha[2, 2] == 1

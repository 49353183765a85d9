"""Coverage is exact: areas come out as areas, wherever an edge falls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.painter.subjects import raster
from workers.engines.painter.subjects.curves import F64, box, ccw, ellipse, hole, signed_area

AREA = 1e-3
"""Relative error of a covered area: sums are float32."""


def _edges(*contours: F64) -> F64:
    return np.concatenate([np.hstack([c, np.roll(c, -1, axis=0)]) for c in contours])


@given(
    x=st.floats(2, 20), y=st.floats(2, 20), width=st.floats(0.05, 15), height=st.floats(0.05, 15)
)
def test_a_box_covers_its_area(x: float, y: float, width: float, height: float) -> None:
    mask = raster.coverage(_edges(box(x, y, x + width, y + height)), 0, 0, 40, 40)
    assert mask.sum() == pytest.approx(width * height, rel=AREA, abs=AREA)


def test_a_disc_with_a_hole_covers_the_ring() -> None:
    outer, inner = ellipse(20.3, 19.6, 12.0), ellipse(20.3, 19.6, 7.0)
    mask = raster.coverage(_edges(outer, hole(inner)), 0, 0, 40, 40)
    assert mask.sum() == pytest.approx(signed_area(outer) - signed_area(inner), rel=AREA)
    assert mask[19, 20] == pytest.approx(0, abs=AREA)


def test_contours_of_one_orientation_unite() -> None:
    mask = raster.coverage(_edges(box(2, 2, 10, 10), box(6, 2, 14, 10)), 0, 0, 20, 20)
    assert mask.sum() == pytest.approx(12 * 8, rel=AREA)
    assert mask.max() == 1


def test_a_contour_runs_counter_clockwise() -> None:
    clockwise = ellipse(0, 0, 1)[::-1].copy()
    assert signed_area(clockwise) < 0 < signed_area(ccw(clockwise))


def test_what_glows_keeps_its_colour_in_the_dark() -> None:
    canvas = np.zeros((1, 2, 5), np.float32)
    canvas[0, :, :4] = (0.8, 0.6, 0.4, 1.0)
    canvas[0, 1, 4] = 1.0
    dark, grey = np.full(3, 0.05, np.float32), np.full(3, 0.5, np.float32)
    lit = raster.finish(canvas, dark, grey, 0.0)
    assert tuple(lit[0, 1]) == (204, 153, 102, 255)
    assert lit[0, 0, 0] < 80

"""Contours close, keep their corners and stand where they were put."""

import numpy as np
import pytest

from workers.engines.painter.subjects import curves


def test_a_smooth_contour_passes_through_its_points() -> None:
    points = ((0.0, 0.0), (1.0, 0.2), (1.2, 1.0), (0.1, 0.9))
    contour = curves.smooth(points)
    for point in points:
        assert np.hypot(*(contour - point).T).min() < 1e-9


def test_an_outline_reads_points_and_corners() -> None:
    square = curves.outline("0,0! 1,0! 1,1! 0,1!")
    assert curves.signed_area(square) == pytest.approx(1.0)
    assert not square.flags.writeable


def test_corners_stay_sharp_where_smooth_points_bulge() -> None:
    points = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    sharp = curves.smooth(points, corners=(0, 1, 2, 3))
    assert curves.signed_area(curves.smooth(points)) > curves.signed_area(sharp) + 0.1


def test_a_ribbon_is_as_wide_as_told() -> None:
    band = curves.ribbon(((0.0, 0.0), (10.0, 0.0)), (2.0, 2.0))
    assert curves.signed_area(band) == pytest.approx(20.0)


def test_placing_scales_turns_then_moves() -> None:
    placed = curves.placed(curves.box(0, 0, 1, 0.5), (3.0, 4.0), scale=2.0, turn=np.pi / 2)
    assert placed.min(axis=0) == pytest.approx((2.0, 4.0))
    assert placed.max(axis=0) == pytest.approx((3.0, 6.0))


def test_a_capsule_holds_both_its_circles() -> None:
    hull = curves.capsule((0.0, 0.0), (3.0, 0.0), 1.0, 0.5)
    assert hull[:, 0].min() == pytest.approx(-1.0, abs=0.02)
    assert hull[:, 0].max() == pytest.approx(3.5, abs=0.02)
    assert hull[:, 1].max() == pytest.approx(1.0, abs=0.02)

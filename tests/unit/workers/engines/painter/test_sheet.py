import numpy as np
import pytest

from workers.engines.painter import colour, path
from workers.engines.painter.frame import Frame
from workers.engines.painter.sheet import Sheet

RED, BLUE = colour.from_hex("#d03020"), colour.from_hex("#2040c0")
FRAME = Frame(width=200, height=100)


def _covered(sheet: Sheet) -> float:
    return float(sheet.pixels[..., 3].sum())


def test_a_shape_covers_its_area_to_the_subpixel() -> None:
    for nudge in (0.0, 0.0017, 0.0031):
        sheet = Sheet(FRAME)
        sheet.fill(path.ellipse(FRAME, (0.5 + nudge, 0.5), (0.3, 0.3)), RED)
        assert _covered(sheet) == pytest.approx(np.pi * 30**2, rel=0.025)


def test_overlapping_shapes_leave_no_hole() -> None:
    sheet = Sheet(FRAME)
    box = path.rectangle(0.2, 0.2, 0.6, 0.8)
    sheet.fill([box, box + np.array([0.1, 0.0])], RED)
    assert sheet.pixels[50, 80, 3] == 1


def test_a_flat_colour_comes_out_as_it_went_in() -> None:
    sheet = Sheet(FRAME)
    sheet.flood(RED)
    bytes_ = sheet.rgba()
    assert bytes_[..., :3].reshape(-1, 3).mean(axis=0) == pytest.approx([208, 48, 32], abs=0.6)
    assert (bytes_[..., 3] == 255).all()


def test_atop_paints_only_what_is_there() -> None:
    sheet = Sheet(FRAME)
    sheet.fill(path.rectangle(0.0, 0.0, 0.5, 1.0), RED)
    before = sheet.pixels[..., 3].copy()
    sheet.flood(BLUE, opacity=0.5, atop=True)
    assert np.array_equal(sheet.pixels[..., 3], before)
    assert sheet.pixels[50, 20, :3] == pytest.approx((RED + BLUE) / 2, abs=1e-4)


def test_a_glow_fades_from_its_middle() -> None:
    sheet = Sheet(FRAME)
    sheet.glow((0.5, 0.5), 0.4, RED, strength=0.8)
    row = sheet.pixels[50, 100:145, 3]
    assert row[0] == pytest.approx(0.8, abs=0.01)
    assert (np.diff(row) <= 0).all()
    assert row[-1] == 0


def test_gradients_follow_the_picture_and_not_the_margin() -> None:
    frame = Frame(width=200, height=100, bleed=0.2)
    sheet = Sheet(frame)
    sheet.flood(sheet.vertical([(0.0, RED), (1.0, BLUE)]))
    assert sheet.pixels[0, 0, :3] == pytest.approx(RED)
    assert sheet.pixels[70, 0, 0] == pytest.approx((RED[0] + BLUE[0]) / 2, abs=0.01)
    sheet.flood(sheet.horizontal([(0.0, RED), (1.0, BLUE)]))
    assert sheet.pixels[0, -1, :3] == pytest.approx(BLUE)


def test_rim_light_falls_on_the_side_that_faces_it() -> None:
    sheet = Sheet(FRAME)
    sheet.fill(path.rectangle(0.25, 0.2, 0.75, 0.8), colour.lab(0.3, 0, 0))
    sheet.rim((0.0, -1.0), 0.05, colour.lab(1, 0, 0), strength=1)
    assert sheet.pixels[21, 100, 0] == pytest.approx(1, abs=0.01)
    assert sheet.pixels[78, 100, 0] == pytest.approx(0.3, abs=0.01)


def test_blur_spreads_and_keeps_the_amount() -> None:
    sheet = Sheet(FRAME)
    sheet.ellipse((0.5, 0.5), (0.1, 0.1), RED)
    before = _covered(sheet)
    sheet.blur(0.05)
    assert _covered(sheet) == pytest.approx(before, rel=0.02)
    assert sheet.pixels[50, 116, 3] > 0.02


def test_what_lies_outside_costs_and_paints_nothing() -> None:
    sheet = Sheet(FRAME)
    sheet.ellipse((3.0, 0.5), (0.1, 0.1), RED)
    sheet.glow((-2.0, 0.5), 0.1, RED)
    sheet.fill([], RED)
    assert _covered(sheet) == 0


def test_a_stroke_has_its_width() -> None:
    sheet = Sheet(FRAME)
    sheet.stroke([(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)], 0.1, RED)
    assert sheet.pixels[:, 100, 3].sum() == pytest.approx(10, abs=0.8)
    tapered = Sheet(FRAME)
    tapered.stroke([(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)], [0.0, 0.1, 0.3], RED, smooth=True)
    assert tapered.pixels[:, 40, 3].sum() < tapered.pixels[:, 160, 3].sum()


def test_smooth_gradients_do_not_band() -> None:
    sheet = Sheet(FRAME)
    sheet.flood(sheet.vertical([(0.0, colour.lab(0.40, 0, 0)), (1.0, colour.lab(0.42, 0, 0))]))
    rows = sheet.rgba()[..., 0].astype(float)
    assert (rows.std(axis=1) > 0).mean() > 0.9
    assert np.abs(np.diff(rows.mean(axis=1))).max() < 0.5

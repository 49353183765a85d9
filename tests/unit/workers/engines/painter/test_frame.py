import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.painter.frame import Frame


def test_the_layer_is_larger_by_the_bleed_on_each_side() -> None:
    frame = Frame(width=1280, height=720, bleed=0.12)
    assert frame.size == (1280 + 2 * 154, 720 + 2 * 86)
    assert frame.pixels([(0, 0), (1, 1)]).ravel() == pytest.approx([154, 86, 1434, 806])
    assert frame.left == pytest.approx(-154 / 1280)
    assert frame.bottom == pytest.approx(1 + 86 / 720)


@given(st.floats(1, 3), st.floats(0, 1), st.floats(0, 1))
def test_the_focus_stays_where_it_is_when_zooming(zoom: float, x: float, y: float) -> None:
    wide = Frame(width=640, height=360, bleed=0.1)
    near = wide.nearer(zoom, (x, y), (0.0, 0.0))
    assert near.pixels([(x, y)])[0] == pytest.approx(wide.pixels([(x, y)])[0])
    assert near.unit == pytest.approx(zoom * 360)


def test_units_are_square_on_every_aspect() -> None:
    for width, height in ((640, 360), (360, 640), (400, 400)):
        frame = Frame(width=width, height=height)
        assert frame.across(0.1) * width == pytest.approx(frame.down(0.1) * height)


def test_columns_cover_the_layer() -> None:
    frame = Frame(width=320, height=180, bleed=0.12, zoom=2, focus=(0.3, 0.5), shift=(0.1, 0))
    x = frame.columns()
    assert x[0] <= frame.left
    assert x[-1] >= frame.right

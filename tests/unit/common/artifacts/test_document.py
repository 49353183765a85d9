import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.analysis import Curve
from common.artifacts.document import Document
from common.artifacts.frames import Segment
from common.artifacts.warp_plan import WarpPlan
from common.errors import InvalidInputError
from tests.support.documents import make_analysis, make_script

PLAN = WarpPlan(fps="24000/1001", source_times=(0.0, 0.05, 0.1), matches=(), cost=0.0, grid=True)
SEGMENT = Segment(frames=48, width=640, height=360, fps="30000/1001")


@pytest.mark.parametrize(
    "document", [make_analysis(), make_script(), PLAN, SEGMENT], ids=lambda d: d.format
)
def test_documents_survive_json(document: Document) -> None:
    data = document.to_json()
    assert type(document).from_json(data) == document
    assert type(document).from_json(data).to_json() == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        make_script().to_json(),
        make_analysis().to_json().replace(b"/1", b"/2"),
    ],
)
def test_what_is_not_this_document_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InvalidInputError, match=r"^analysis: [^\n]+$"):
        type(make_analysis()).from_json(data)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(InvalidInputError):
        Segment.from_json(data)


def test_curve_means_cover_at_least_one_value() -> None:
    curve = Curve(rate=2, values=(0.0, 1.0, 0.5))
    assert curve.mean(0.5, 1.0) == 1.0
    assert curve.mean(0.6, 0.61) == 1.0
    assert curve.mean(5.0, 6.0) == 0.5

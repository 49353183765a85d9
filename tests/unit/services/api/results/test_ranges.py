from hypothesis import given
from hypothesis import strategies as st

from services.api.results.ranges import is_unsatisfiable, is_usable

places = st.integers(0, 10**6)


@given(first=places, last=places, size=places)
def test_one_range_is_usable_if_it_runs_forward(first: int, last: int, size: int) -> None:
    header = f"bytes={first}-{last}"
    assert is_usable(header) == (first <= last)
    assert is_unsatisfiable(header, size) == (first >= size)


@given(count=places, size=places)
def test_a_suffix_is_satisfied_by_any_byte(count: int, size: int) -> None:
    assert is_usable(f"bytes=-{count}")
    assert is_unsatisfiable(f"bytes=-{count}", size) == (count == 0 or size == 0)


@given(st.text())
def test_no_text_is_an_error(header: str) -> None:
    assert not is_unsatisfiable(header, 10) or is_usable(header)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.db.repository.paging import Place
from services.api.cursors import read_cursor, write_cursor
from services.api.errors import InvalidRequestError


@given(st.floats(0, 1e10), st.from_regex(r"job_[0-9a-z]{26}", fullmatch=True))
def test_a_cursor_is_read_as_it_was_written(created_at: float, name: str) -> None:
    place = Place(created_at, name)
    assert read_cursor(write_cursor(place)) == place


@given(st.text(min_size=1))
def test_another_text_is_refused_or_a_place(text: str) -> None:
    try:
        place = read_cursor(text)
    except InvalidRequestError:
        return
    assert place is not None


def test_none_is_the_first_page() -> None:
    assert read_cursor(None) is None
    with pytest.raises(InvalidRequestError):
        read_cursor("")

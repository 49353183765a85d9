import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api.depth import MOST, check_depth
from services.api.errors import MalformedRequestError


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


DEEP = st.recursive(
    st.text(alphabet='[{]}"\\a', max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=60,
)


@given(value=DEEP, around=st.integers(0, MOST + 4))
def test_it_counts_as_a_parser_does(value: object, around: int) -> None:
    for _ in range(around):
        value = [value]
    text = json.dumps(value).encode()
    if depth_of(value) > MOST:
        with pytest.raises(MalformedRequestError, match="deep"):
            check_depth(text)
    else:
        check_depth(text)


@pytest.mark.parametrize(
    "text", [b'"' + b'\\"' * 500_000 + b"\\" + b"[" * 40, b"[" * 33 + b'"' + b"\\" * 999_999]
)
def test_broken_strings_end_the_search(text: bytes) -> None:
    """A pattern that looks back would be at it for hours."""
    with suppress(MalformedRequestError):
        check_depth(text)

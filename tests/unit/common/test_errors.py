import inspect

import pytest

from common import errors

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.ScopitoneError)
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_without_words_says_what_its_class_says(kind: type[errors.ScopitoneError]) -> None:
    assert str(kind()) == " ".join((kind.__doc__ or "").split())
    assert str(kind("no such song")) == "no such song"


def test_kinds_of_error_can_be_told_apart_by_a_caller() -> None:
    assert all(400 <= kind.status < 600 and 64 <= kind.exit_code < 80 for kind in KINDS)
    codes = [kind.code for kind in KINDS]
    assert len(set(codes)) == len(codes)

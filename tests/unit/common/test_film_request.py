import pytest
from pydantic import ValidationError

from common.film_request import FilmRequest


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({}, (1280, 720)),
        ({"aspect": "9:16"}, (720, 1280)),
        ({"aspect": "1:1"}, (720, 720)),
        ({"height": 360}, (640, 360)),
    ],
)
def test_pictures_have_the_size_asked_for(asked: dict[str, object], size: tuple[int, int]) -> None:
    assert FilmRequest.model_validate({"theme": "t", **asked}).size == size


@pytest.mark.parametrize(
    "asked", [{"fps": "0"}, {"fps": "x"}, {"height": 721}, {"aspect": "4:3"}, {"seed": -1}]
)
def test_impossible_requests_are_refused(asked: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FilmRequest.model_validate({"theme": "t", **asked})

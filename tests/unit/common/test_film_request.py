import pytest
from pydantic import ValidationError

from common.artifacts.lyrics import LyricLine
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


TIMED = LyricLine(start=1, end=2, text="Down by the sea")


@pytest.mark.parametrize(
    ("lyrics", "listens"),
    [
        (None, False),
        ((TIMED,), False),
        ((TIMED.model_copy(update={"estimated": True}),), True),
        (("Down by the sea", "I wait"), True),
    ],
)
def test_only_times_that_are_missing_are_listened_for(
    lyrics: tuple[LyricLine, ...] | tuple[str, ...] | None, listens: bool
) -> None:
    request = FilmRequest(theme="t", lyrics=lyrics)
    assert request.listens_to_words is listens
    assert FilmRequest.model_validate_json(request.model_dump_json()) == request


def test_who_asks_for_a_transcriber_is_listened_to() -> None:
    assert FilmRequest(theme="t", engines={"transcriber": "whisper"}).listens_to_words
    with pytest.raises(ValidationError, match="there is: whisper"):
        FilmRequest(theme="t", engines={"transcriber": "parrot"})

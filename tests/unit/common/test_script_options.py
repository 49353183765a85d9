import pytest
from pydantic import ValidationError

from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.script_options import ALL_TOLD, ScriptOptions
from tests.support.films import make_song


def key(**writing: object) -> str:
    request = FilmRequest.model_validate({"theme": "t", "writing": writing})
    return Recipe(song=make_song(), song_key="song/0", request=request).script().key


def test_equal_sets_of_inputs_are_equal() -> None:
    assert ScriptOptions(inputs=("lyrics", "music")) == ScriptOptions(inputs=("music", "lyrics"))
    assert ScriptOptions(inputs=("type", "genre", "lyrics", "music")) == ALL_TOLD


def test_a_switch_is_part_of_the_key_and_what_is_usual_is_not() -> None:
    assert key() == key(inputs=["lyrics", "type", "genre", "music"])
    others = {key(theme_stage=False), key(mise_en_scene=False), key(inputs=[]), key(characters=2)}
    assert len({key(), *others}) == 5


def test_a_cast_and_a_number_of_characters_are_too_much() -> None:
    sheet = {"name": "Mara", "description": "a woman"}
    with pytest.raises(ValidationError, match="either a cast or"):
        FilmRequest.model_validate({"theme": "t", "cast": [sheet], "writing": {"characters": 1}})

"""No word of music reaches a picture engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.music_words import names_music, without_music


@pytest.mark.parametrize(
    "text",
    ["the beat drops", "a guitar solo", "heavy bass", "Chorus", "hip-hop", "DJ", "slow tempo",
     "rap", "remixes", "melodies", "verse two"],
)  # fmt: skip
def test_words_of_music_are_known(text: str) -> None:
    assert names_music(text)


@pytest.mark.parametrize(
    "text",
    ["a grand piano in the rain", "a drum on the stage", "a double bass player", "a drop of water",
     "the raindrops fall", "a bass guitar against the wall", "heartbeat", "a singer", "a trapeze"],
)  # fmt: skip
def test_things_to_look_at_stay(text: str) -> None:
    assert without_music(text) == text


def test_a_clause_about_music_goes_as_a_whole() -> None:
    assert without_music("A fox waits, as the chorus swells, in the snow.") == (
        "A fox waits, in the snow"
    )


def test_in_a_single_clause_only_the_words_go() -> None:
    assert without_music("dancers under neon with the synth") == "dancers under neon"


@given(st.lists(st.sampled_from(["the", "beat", "fox", "of", "drop", ",", "bass", "and", "sub"])))
def test_nothing_of_music_is_left(words: list[str]) -> None:
    assert not names_music(without_music(" ".join(words)))

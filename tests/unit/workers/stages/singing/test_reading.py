"""What lyrics are about, by counting."""

import pytest

from workers.engines.singing.reading import read_english

SAD = (
    "I am crying in the cold and lonely rain",
    "The rain is on the road where you left me",
    "And I'm afraid of the dark and the rain",
)
GLAD = (
    "We are dancing in the sunshine, oh my love",
    "And the sunshine is smiling on us",
    "I love you in the golden sunshine",
)


def test_words_that_return_are_named_first() -> None:
    assert read_english(SAD).keywords[0] == "rain"
    assert read_english(GLAD).keywords[0] == "sunshine"
    assert "the" not in read_english(SAD).keywords


def test_feelings_part_sad_from_glad() -> None:
    assert read_english(SAD).sentiment < -0.5
    assert read_english(GLAD).sentiment > 0.5
    assert "dark" in read_english(SAD).text


def test_a_not_turns_a_feeling() -> None:
    lines = ("I am not afraid, I do not cry,", "and I will never be lonely with you")
    assert read_english(lines).sentiment > 0


def test_a_text_without_feelings_claims_none() -> None:
    reading = read_english(("the train goes to the town at nine", "and it is on the other side"))
    assert reading.sentiment == 0
    assert "Few of them" in reading.text


@pytest.mark.parametrize("line", ["Über den Wolken muss die Freiheit grenzenlos sein", "海の声"])
def test_other_languages_are_not_read(line: str) -> None:
    reading = read_english((line,))
    assert reading.keywords == ()
    assert "not of a language" in reading.text


def test_no_words_give_no_reading() -> None:
    assert read_english(()).text == ""
    assert read_english(("...", "123")).keywords == ()

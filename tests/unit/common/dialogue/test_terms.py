import pytest

from common.dialogue.terms import explained


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("rule of thirds", "third of the way"),
        ("over-the-shoulder shots", "one person's back"),
        ("a Dolly Zoom, please", "stretches"),
        ("close-up", "fills the frame"),
    ],
)
def test_a_term_is_explained_in_one_sentence(text: str, part: str) -> None:
    told = explained(text)
    assert part in told
    assert told.count(". ") == 0


def test_the_longer_term_wins() -> None:
    assert "part only" in explained("an extreme close-up")


def test_what_is_no_term_is_not_explained() -> None:
    assert explained("a fox in the snow") == ""

"""What is asked of each label."""

import pytest

from workers.engines.labels.prompts import sentences
from workers.engines.labels.vocabulary import Family, vocabulary

FAMILIES: tuple[Family, ...] = ("segment", "content", "visual_guide")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_label_stands_in_whole_sentences(family: Family) -> None:
    for kind, labels in vocabulary(family).items():
        for label in labels:
            made = sentences(family, kind, label)
            assert made
            assert all(label in text and "{" not in text for text in made)


def test_articles_follow_the_label() -> None:
    assert sentences("content", "genre", "ambient")[0] == "This is an ambient song."
    assert sentences("content", "genre", "rock")[0] == "This is a rock song."
    assert "of a club" in sentences("visual_guide", "location", "a club")[0]

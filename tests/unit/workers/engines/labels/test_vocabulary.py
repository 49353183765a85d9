"""The three families are whole: those kinds that the paper names, each with rivals."""

import pytest

from common.artifacts.understanding import Descriptors
from workers.engines.labels.vocabulary import CHANGES, Family, vocabulary

KINDS: dict[Family, list[str]] = {
    "segment": [
        "instrumental intensity",
        "prominent element",
        "dynamic shift",
        "rhythm",
        "function in transitioning",
    ],
    "content": [
        "genre",
        "instrumental energy and palette",
        "tempo range",
        "production quality",
        "mood",
    ],
    "visual_guide": ["location", "setting", "style", "focus"],
}


@pytest.mark.parametrize("family", KINDS)
def test_a_family_has_the_kinds_of_the_paper(family: Family) -> None:
    kinds = vocabulary(family)
    assert list(kinds) == KINDS[family]
    assert all(len(labels) >= 4 for labels in kinds.values())


@pytest.mark.parametrize("family", KINDS)
def test_labels_stand_inside_the_scales_and_apart(family: Family) -> None:
    known = {*Descriptors.model_fields, *(CHANGES if family == "segment" else ())}
    for labels in vocabulary(family).values():
        points = [tuple(sorted(facts.items())) for facts in labels.values()]
        assert len(set(points)) == len(points)
        for facts in labels.values():
            assert set(facts) <= known
            assert all(0 <= value <= 1 for value in facts.values())

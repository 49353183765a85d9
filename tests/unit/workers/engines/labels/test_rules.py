import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.song import Audio
from common.artifacts.understanding import Descriptors, Labelling
from workers.engines.labels.rules import RuleLabeller
from workers.stages.understanding import Heard, Labels

UNIT = st.floats(0, 1)
ANY = st.builds(Descriptors, **dict.fromkeys(Descriptors.model_fields, UNIT))


def descriptors(**given: float) -> Descriptors:
    plain = dict.fromkeys(Descriptors.model_fields, 0.5) | {"confidence": 1.0}
    return Descriptors.model_validate(plain | given)


def labelled(*parts: Descriptors, whole: Descriptors | None = None) -> Labels:
    heard = Heard(
        audio=Audio(samples=np.zeros((1, 1), np.float32), sample_rate=1),
        spans=[(float(i), i + 1.0) for i in range(len(parts))],
        parts=parts,
        whole=whole or parts[0],
    )
    return RuleLabeller().label(heard)


def best(labellings: tuple[Labelling, ...], kind: str) -> str:
    return next(one.best.text for one in labellings if one.kind == kind)


@given(ANY)
def test_scores_of_a_kind_sum_to_one_best_first(part: Descriptors) -> None:
    labels = labelled(part, part)
    for labelling in (*labels.content, *labels.visual_guide, *labels.segments[0]):
        scores = [label.score for label in labelling.labels]
        assert sum(scores) == pytest.approx(1, abs=1e-3)
        assert scores == sorted(scores, reverse=True)


def test_without_music_all_labels_score_the_same() -> None:
    for labelling in labelled(descriptors(confidence=0.0)).content:
        scores = [label.score for label in labelling.labels]
        assert max(scores) == min(scores)


def test_segments_are_compared_with_those_around() -> None:
    quiet, loud = descriptors(energy=0.3), descriptors(energy=0.8)
    shifts = [best(own, "dynamic shift") for own in labelled(quiet, loud, loud, quiet).segments]
    assert shifts == ["steady", "sudden rise", "steady", "sudden drop"]
    functions = [
        best(own, "function in transitioning") for own in labelled(quiet, quiet, loud).segments
    ]
    assert functions[1] == "build-up"


def test_labels_follow_the_descriptors() -> None:
    calm = labelled(descriptors(arousal=0.2, valence=0.6, energy=0.2, density=0.1)).content
    wild = labelled(descriptors(arousal=0.9, valence=0.3, energy=0.95, density=0.7)).content
    assert (best(calm, "mood"), best(wild, "mood")) == ("calm", "aggressive")
    assert best(labelled(descriptors(percussiveness=0.9, sustain=0.1)).segments[0],
                "prominent element") == "drums"  # fmt: skip

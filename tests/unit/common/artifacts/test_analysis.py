import numpy as np
import pytest
from pydantic import ValidationError

from common.artifacts.analysis import Analysis, Section
from tests.support.documents import make_analysis


def test_downbeats_weigh_more() -> None:
    analysis = make_analysis()
    weights = analysis.beat_weights()
    assert weights[np.isin(analysis.beat_array(), analysis.downbeats)].tolist() == [1.0] * len(
        analysis.downbeats
    )
    assert set(weights) == {1.0, 0.5}


def test_low_confidence_means_no_grid() -> None:
    assert make_analysis().has_grid
    assert not make_analysis(confidence=0.2).has_grid


@pytest.mark.parametrize(
    "change",
    [
        {"beats": (1.0, 1.0), "downbeats": ()},
        {"downbeats": (0.123,)},
        {"sections": (Section(start=0.0, end=5.0, label="A", energy=0.5),)},
        {"beat_confidence": 1.5},
    ],
)
def test_what_does_not_hold_together_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Analysis.model_validate({**make_analysis().model_dump(), **change})

"""The figures are those of bert-score 0.3.13 with the same weights and layers."""

import pytest

from common.errors import InvalidInputError, MissingEngineError
from workers.engines.descriptions.bertscore import BertScorer

REFERENCES = (
    "28-year-old chef found dead in San Francisco mall",
    "A woman walks through neon rain at night.",
    "The camera opens on a quiet lake at dawn.",
)
HYPOTHESES = (
    "28-Year-Old Chef Found Dead at San Francisco Mall",
    "At night, a man runs through the wet streets.",
    "A lake lies still in the first light of the morning.",
)


@pytest.fixture(scope="module")
def scorer() -> BertScorer:
    return BertScorer("minilm")


def test_the_library_s_figures(scorer: BertScorer) -> None:
    assert scorer.layer == 6
    expected = [
        (0.9935731, 0.9935731, 0.9935731),
        (0.4501512, 0.4816745, 0.4653796),
        (0.5630208, 0.5601022, 0.5615578),
    ]
    for found, wanted in zip(scorer.score(REFERENCES, HYPOTHESES), expected, strict=True):
        assert found == pytest.approx(wanted, abs=1e-5)


def test_the_library_s_figures_of_another_layer() -> None:
    found = BertScorer("minilm", layer=4).score(REFERENCES[1:2], HYPOTHESES[1:2])[0]
    assert found == pytest.approx((0.7170711, 0.7272654, 0.7221323), abs=1e-5)


def test_what_is_empty_scores_nothing(scorer: BertScorer) -> None:
    assert scorer.score([" ", "rain"], ["rain", ""]) == [(0, 0, 0), (0, 0, 0)]


def test_a_text_longer_than_the_model_reads_is_cut(scorer: BertScorer) -> None:
    long = "rain on the roof " * 400
    assert scorer.score([long], [long])[0].f1 == pytest.approx(1.0, abs=1e-5)


def test_missing_weights_say_how_to_get_them() -> None:
    with pytest.raises(MissingEngineError, match="hf download roberta-large"):
        BertScorer("roberta-large")


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="6 layers"):
        BertScorer("minilm", layer=17)

import pytest

from common.errors import InvalidInputError
from workers.engines.descriptions import score_descriptions

REFERENCES = ["The dog bit the man.", "It was not unexpected.", "The man bit him first."]
HYPOTHESES = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."]


def test_bleu_is_sacrebleu_s() -> None:
    from sacrebleu import corpus_bleu
    from sacrebleu.metrics import BLEU

    found = score_descriptions(REFERENCES, HYPOTHESES)
    assert found.bleu4 == pytest.approx(corpus_bleu(HYPOTHESES, [REFERENCES]).score)
    unigrams = BLEU(max_ngram_order=1).corpus_score(HYPOTHESES, [REFERENCES])
    assert found.bleu1 == pytest.approx(unigrams.score)
    assert "tok:13a" in found.bleu_settings
    assert found.bertscore is None


@pytest.mark.parametrize(
    ("hypothesis", "reference", "expected"),
    [("this is a test", "this is a test", 100.0), ("this is a fest", "this is a test", 59.46)],
)
def test_sacrebleu_s_examples(hypothesis: str, reference: str, expected: float) -> None:
    assert score_descriptions([reference], [hypothesis]).bleu4 == pytest.approx(expected, abs=0.01)


def test_the_mean_is_over_pairs() -> None:
    found = score_descriptions(["a b", "c d"], ["a b", "x y"])
    assert found.rouge_l == (0.5, 0.5, 0.5)
    assert found.pairs == 2


@pytest.mark.parametrize(("references", "hypotheses"), [([], []), (["a"], ["a", "b"])])
def test_each_description_needs_its_reference(references: list[str], hypotheses: list[str]) -> None:
    with pytest.raises(InvalidInputError, match="each needs its own"):
        score_descriptions(references, hypotheses)

"""All scores of a set of descriptions against their references."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from pydantic import Field

from common.artifacts.document import Value
from common.errors import InvalidInputError, MissingEngineError
from workers.engines.descriptions.rouge import Shares, rouge_l


class DescriptionScores(Value):
    """Of a whole set. BLEU is the corpus score (0 to 100); the others are means over pairs."""

    pairs: int
    bleu1: float
    bleu4: float
    bleu_settings: str = Field(description="sacrebleu's signature of BLEU-4")
    rouge_l: Shares
    bertscore: Shares | None = None
    bertscore_settings: str = ""


def score_descriptions(
    references: Sequence[str],
    hypotheses: Sequence[str],
    *,
    bert_model: str | None = None,
    bert_layer: int | None = None,
) -> DescriptionScores:
    """Score descriptions pair by pair, in order.

    Args:
        bert_model: weights for BERTScore (`workers.engines.descriptions.bertscore`); None: without.

    Raises:
        InvalidInputError: no pairs, or not as many of one as of the other.
        MissingEngineError: sacrebleu, or the weights, are not installed.
    """
    if not references or len(references) != len(hypotheses):
        raise InvalidInputError(
            f"{len(hypotheses)} descriptions stand against {len(references)} references; "
            "each needs its own"
        )
    bleu1, _ = _bleu(references, hypotheses, order=1)
    bleu4, settings = _bleu(references, hypotheses, order=4)
    bert, bert_settings = _bert(references, hypotheses, bert_model, bert_layer)
    pairs = zip(references, hypotheses, strict=True)
    return DescriptionScores(
        pairs=len(references),
        bleu1=bleu1,
        bleu4=bleu4,
        bleu_settings=settings,
        rouge_l=_mean([rouge_l(*pair) for pair in pairs]),
        bertscore=bert,
        bertscore_settings=bert_settings,
    )


def _bleu(references: Sequence[str], hypotheses: Sequence[str], *, order: int) -> tuple[float, str]:
    """Corpus BLEU with sacrebleu's own settings, and its signature."""
    if find_spec("sacrebleu") is None:
        raise MissingEngineError("BLEU is not installed: pip install 'scopitone[descriptions]'")
    metric: Any = import_module("sacrebleu.metrics").BLEU(max_ngram_order=order)
    score = metric.corpus_score(list(hypotheses), [list(references)])
    return float(score.score), str(metric.get_signature())


def _bert(
    references: Sequence[str], hypotheses: Sequence[str], model: str | None, layer: int | None
) -> tuple[Shares | None, str]:
    if model is None:
        return None, ""
    if find_spec("torch") is None or find_spec("transformers") is None:
        raise MissingEngineError("BERTScore needs torch: pip install 'scopitone[themes]'")
    # By name: BLEU and ROUGE must also run where torch is not installed.
    scorer = import_module("workers.engines.descriptions.bertscore").BertScorer(model, layer=layer)
    scores = scorer.score(references, hypotheses)
    return _mean(scores), f"{model}, layer {scorer.layer}, no idf, not rescaled"


def _mean(scores: Sequence[Shares]) -> Shares:
    return Shares(*(sum(column) / len(scores) for column in zip(*scores, strict=True)))

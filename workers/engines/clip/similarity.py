"""CLIP ViT-B/32, as its authors published it: the checkpoint that CLIPSIM is mostly stated with.

The file is a pickle, read as tensors alone and pinned by its digest.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from transformers import CLIPConfig, CLIPModel, CLIPTokenizer
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from common.models import CLIP, require
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import device
from workers.engines.diffusion.loading import read_pickle
from workers.engines.diffusion.residency import Need, residency

Array = NDArray[np.float64]

_WEIGHTS = "pytorch_model.bin"
WORKING = 500 * 10**6
"""Bytes for some pictures of 224x224: an estimate, not measured yet."""


class Clip:
    """Embeds pictures and texts."""

    checkpoint = CLIP

    def __init__(self, folder: Path) -> None:
        """Raises:
        MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        require([CLIP], folder)
        check(CLIP, folder)
        home = folder / CLIP
        need = Need(weights=(home / _WEIGHTS).stat().st_size, working=WORKING)
        self._model: Any = residency().borrow(CLIP, folder, need=need, load=lambda: _load(home))
        self._tokenizer: Any = CLIPTokenizer.from_pretrained(home)
        side = self._model.config.vision_config.image_size
        self._processor: Any = CLIPImageProcessorPil(
            size={"shortest_edge": side}, crop_size={"height": side, "width": side}
        )

    def pictures(self, pictures: Sequence[NDArray[np.uint8]]) -> Array:
        """Embeddings (n, d) of pictures (h, w, 3), uint8 sRGB."""
        images = [Image.fromarray(picture) for picture in pictures]
        pixels = self._processor(images, return_tensors="pt").pixel_values
        with torch.inference_mode():
            seen = self._model.get_image_features(pixel_values=pixels.to(self._model.device))
        return _numbers(seen)

    def texts(self, texts: Sequence[str]) -> Array:
        """Embeddings (n, d) of texts; what goes beyond 77 tokens is not read."""
        read = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=77, return_tensors="pt"
        )
        with torch.inference_mode():
            meant = self._model.get_text_features(**read.to(self._model.device))
        return _numbers(meant)


def _numbers(answer: Any) -> Array:
    features = answer if isinstance(answer, torch.Tensor) else answer.pooler_output
    return np.asarray(features.double().cpu().numpy())


def _load(home: Path) -> Any:
    model: Any = CLIPModel(CLIPConfig.from_pretrained(home))
    state = read_pickle(home / _WEIGHTS, model=CLIP)
    # Old files also hold the numbers 0 to 76, which no model has as weights any more.
    model.load_state_dict({k: v for k, v in state.items() if "position_ids" not in k})
    return model.to(device().name).eval()

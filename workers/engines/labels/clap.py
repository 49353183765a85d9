"""Zero-shot labels by CLAP (Wu et al., "Large-scale contrastive language-audio pretraining", ICASSP
2023), as transformers has it.

Sound and sentences are embedded in one space. A label's sentences are taken together as their mean;
the labels of a kind score as the model itself weighs pairs, by a softmax over cosines times its
learnt scale, divided by a temperature; and, as with any labeller here, mixed with equal scores as
far as there is little music to judge by: a model answers noise with confidence. The track's sound
is the mean of its segments', weighted by their lengths, so that nothing is heard twice.

The weights are a pickle, read as tensors alone and pinned by their digest.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from transformers import ClapConfig, ClapFeatureExtractor, ClapModel, RobertaTokenizer

from common.artifacts.understanding import Label, Labelling
from common.errors import EngineError
from common.listeners import CLAP
from common.models import require
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import device
from workers.engines.diffusion.listening import Progress
from workers.engines.diffusion.loading import read_pickle
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.labels.prompts import sentences
from workers.engines.labels.vocabulary import Family, vocabulary
from workers.stages.understanding import Heard, Labels

Array = NDArray[np.float64]

_WEIGHTS = "pytorch_model.bin"
_BATCH = 16
_WINDOW = 10.0
"""Seconds that the model hears at once; it would choose among more at random."""
WORKING = 10**9
"""Bytes for sixteen windows of 10 s: an estimate, not measured yet."""


class Loaded(NamedTuple):
    """What it takes to compare; `meanings` keeps what texts were read already."""

    model: Any
    tokenizer: Any
    features: Any
    meanings: dict[tuple[str, ...], Array]


class ClapLabeller:
    """Sounds against sentences."""

    name = "clap"

    def at_work(self, *, temperature: float, folder: Path, progress: Progress) -> "ClapAtWork":
        """The engine for one order.

        Args:
            folder: of all models.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        return ClapAtWork(self.loaded(folder), temperature, progress)

    def loaded(self, folder: Path) -> Loaded:
        """The model, in memory; errors as `at_work`."""
        require([CLAP], folder)
        check(CLAP, folder)
        need = Need(weights=(folder / CLAP / _WEIGHTS).stat().st_size, working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=partial(_load, folder / CLAP))

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `at_work`."""
        self.loaded(folder)


class ClapAtWork:
    """Labels one song."""

    name = ClapLabeller.name

    def __init__(self, loaded: Loaded, temperature: float, progress: Progress) -> None:
        self._loaded, self._temperature, self._progress = loaded, temperature, progress

    def label(self, heard: Heard) -> Labels:
        """Labels for every segment and for the track.

        Raises:
            GpuMemoryError: not even a window at a time fits.
        """
        parts = self._sounds(heard)
        lengths = np.array([end - start for start, end in heard.spans])
        whole = _unit((parts * lengths[:, None]).sum(axis=0))
        sure = heard.whole.confidence
        return Labels(
            segments=tuple(
                self._labellings("segment", sound, part.confidence)
                for sound, part in zip(parts, heard.parts, strict=True)
            ),
            content=self._labellings("content", whole, sure),
            visual_guide=self._labellings("visual_guide", whole, sure),
        )

    def _sounds(self, heard: Heard) -> Array:
        """An embedding of each segment, (n, d), of unit length."""
        rate = self._loaded.features.sampling_rate
        mono = librosa.resample(
            heard.audio.samples.mean(axis=0),
            orig_sr=heard.audio.sample_rate,
            target_sr=rate,
            res_type="soxr_mq",
        )
        windows, owners = [], []
        for number, span in enumerate(heard.spans):
            for start, end in _windows(span):
                windows.append(mono[round(start * rate) : max(round(end * rate), 1)])
                owners.append(number)
        total = np.zeros((len(heard.spans), self._loaded.model.config.projection_dim))
        for first in range(0, len(windows), _BATCH):
            batch = slice(first, first + _BATCH)
            np.add.at(total, owners[batch], self._embedded(windows[batch]))
            self._progress(min(1.0, (first + _BATCH) / len(windows)))
        return _unit(total)

    def _embedded(self, windows: Sequence[NDArray[np.float32]]) -> Array:
        ways = [
            ("as usual", lambda: _heard(self._loaded, windows)),
            ("one by one", lambda: np.concatenate([_heard(self._loaded, [w]) for w in windows])),
        ]
        return ever_smaller(self.name, ways)

    def _labellings(self, family: Family, sound: Array, sure: float) -> tuple[Labelling, ...]:
        return tuple(
            Labelling(kind=kind, labels=self._ranked(family, kind, list(labels), sound, sure))
            for kind, labels in vocabulary(family).items()
        )

    def _ranked(
        self, family: Family, kind: str, texts: Sequence[str], sound: Array, sure: float
    ) -> tuple[Label, ...]:
        meant = np.stack([self._meant(sentences(family, kind, text)) for text in texts])
        scale = float(self._loaded.model.logit_scale_a.detach().exp()) / self._temperature
        logits = scale * (meant @ sound)
        likelihood = np.exp(logits - logits.max())
        scores = sure * likelihood / likelihood.sum() + (1 - sure) / len(texts)
        order = np.argsort(-scores, kind="stable").tolist()
        return tuple(Label(text=texts[i], score=round(float(scores[i]), 4)) for i in order)

    def _meant(self, texts: tuple[str, ...]) -> Array:
        """The direction of some sentences taken together."""
        kept = self._loaded.meanings
        if texts not in kept:
            kept[texts] = _unit(_read(self._loaded, texts).mean(axis=0))
        return kept[texts]


def _windows(span: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """A span in as few even parts as the model hears at once."""
    count = max(1, int(np.ceil((span[1] - span[0]) / _WINDOW - 1e-6)))
    edges = np.linspace(*span, count + 1).tolist()
    yield from pairwise(edges)


def _heard(loaded: Loaded, windows: Sequence[NDArray[np.float32]]) -> Array:
    model = loaded.model
    given = loaded.features(
        list(windows), sampling_rate=loaded.features.sampling_rate, return_tensors="pt"
    ).input_features
    with torch.inference_mode():
        answer = model.get_audio_features(input_features=given.to(model.device, model.dtype))
    return _numbers(answer)


def _read(loaded: Loaded, texts: Sequence[str]) -> Array:
    given = loaded.tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt")
    with torch.inference_mode():
        answer = loaded.model.get_text_features(
            input_ids=given.input_ids.to(loaded.model.device),
            attention_mask=given.attention_mask.to(loaded.model.device),
        )
    return _numbers(answer)


def _numbers(answer: Any) -> Array:
    return _unit(np.asarray(answer.pooler_output.double().cpu().numpy()))


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Array = vectors / np.maximum(length, 1e-12)
    return unit


def _load(home: Path) -> Loaded:
    model: Any = ClapModel(ClapConfig.from_pretrained(home))
    # Files of other versions hold more or fewer constants; what was learnt must be there.
    absent, _ = model.load_state_dict(read_pickle(home / _WEIGHTS, model=CLAP), strict=False)
    lost = set(absent) & {name for name, _ in model.named_parameters()}
    if lost:
        raise EngineError(f"the weights in {home} lack {min(lost)}; pull {CLAP} anew")
    ready = model.to(device().name, device().precision).eval()
    return Loaded(
        ready,
        RobertaTokenizer.from_pretrained(home, local_files_only=True),
        ClapFeatureExtractor.from_pretrained(home, local_files_only=True),
        meanings={},
    )

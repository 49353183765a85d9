"""Zero-shot labels by CLAP (Wu et al., "Large-scale contrastive language-audio pretraining", ICASSP
2023), as transformers has it.

Sound and sentences are embedded in one space. A label's sentences are taken together as their mean;
the labels of a kind score as the model itself weighs pairs, by a softmax over cosines times its
learnt scale, divided by a temperature; and, as with any labeller here, mixed with equal scores as
far as there is little music to judge by: a model answers noise with confidence. The track's sound
is the mean of its segments', weighted by their lengths, so that nothing is heard twice.

What is remembered of a segment are its sound and what each label weighs against it. The track's
follows from these, and so does every temperature: a song that is known needs no model.

The weights are a pickle, read as tensors alone and pinned by their digest.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from transformers import ClapConfig, ClapFeatureExtractor, ClapModel, RobertaTokenizer

from common.artifacts.hearing import Stretch
from common.artifacts.song import Audio
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
from workers.engines.remembering import Memory, listen
from workers.stages.understanding import Heard, Labels

Array = NDArray[np.float64]

_WEIGHTS = "pytorch_model.bin"
_WINDOW = 10.0
"""Seconds that the model hears at once; it would choose among more at random."""
WORKING = 10**9
"""Bytes for the windows of a long segment: an estimate, not measured yet."""


class Loaded(NamedTuple):
    """What it takes to compare; `meanings` keeps what texts were read already."""

    model: Any
    tokenizer: Any
    features: Any
    meanings: dict[tuple[str, ...], Array]


class ClapLabeller:
    """Sounds against sentences."""

    name = "clap"

    def at_work(
        self, *, temperature: float, folder: Path, memory: Memory, progress: Progress
    ) -> "ClapAtWork":
        """The engine for one order. The model is loaded when there is something to hear.

        Args:
            folder: of all models.
            memory: of what it heard in this song before.
        """
        return ClapAtWork(lambda: self.loaded(folder), temperature, memory, progress)

    def loaded(self, folder: Path) -> Loaded:
        """The model, in memory.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        require([CLAP], folder)
        check(CLAP, folder)
        need = Need(weights=(folder / CLAP / _WEIGHTS).stat().st_size, working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=partial(_load, folder / CLAP))

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `loaded`."""
        self.loaded(folder)


class ClapAtWork:
    """Labels one song."""

    name = ClapLabeller.name

    def __init__(
        self,
        load: Callable[[], Loaded],
        temperature: float,
        memory: Memory,
        progress: Progress,
    ) -> None:
        self._load, self._temperature = load, temperature
        self._memory, self._progress = memory, progress

    def label(self, heard: Heard) -> Labels:
        """Labels for every segment and for the track.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: there is something to hear, and the
                model cannot be loaded, or not even a window at a time fits.
        """
        mono = cache(lambda: self._mono(heard.audio))

        def hear(stretches: Sequence[Stretch]) -> list[str]:
            return [self._heard(mono(), one) for one in stretches]

        answers = listen(self._memory, _question(), heard.spans, hear, progress=self._progress)
        parts = np.stack([_numbers_in(answer) for answer in answers])
        lengths = np.array([end - start for start, end in heard.spans])
        whole = (parts * lengths[:, None]).sum(axis=0)
        whole /= max(float(np.linalg.norm(whole[: -len(_labels())])), 1e-12)
        sure = heard.whole.confidence
        return Labels(
            segments=tuple(
                self._labellings("segment", part, described.confidence)
                for part, described in zip(parts, heard.parts, strict=True)
            ),
            content=self._labellings("content", whole, sure),
            visual_guide=self._labellings("visual_guide", whole, sure),
        )

    def _mono(self, audio: Audio) -> NDArray[np.float32]:
        mono: NDArray[np.float32] = librosa.resample(
            audio.samples.mean(axis=0),
            orig_sr=audio.sample_rate,
            target_sr=self._load().features.sampling_rate,
            res_type="soxr_mq",
        )
        return mono

    def _heard(self, mono: NDArray[np.float32], stretch: Stretch) -> str:
        """The sound of a stretch, of unit length, then what each label weighs against it.

        Its windows are embedded together and no other's with them: sums of another shape are
        rounded otherwise.
        """
        loaded = self._load()
        rate = loaded.features.sampling_rate
        windows = []
        for start, end in _windows(stretch):
            first = round(start * rate)
            last = min(max(round(end * rate), 1), first + round(_WINDOW * rate))
            windows.append(mono[first:last])
        sound = _unit(self._embedded(loaded, windows).sum(axis=0))
        scale = float(loaded.model.logit_scale_a.detach().exp())
        meant = np.stack([_meant(loaded, sentences(*label)) for label in _labels()])
        answer = np.concatenate([sound, scale * (meant @ sound)])
        if not np.isfinite(answer).all():
            raise EngineError(f"{self.name} answered with what is no number; nothing of it is kept")
        return _written(answer)

    def _embedded(self, loaded: Loaded, windows: Sequence[NDArray[np.float32]]) -> Array:
        ways = [
            ("as usual", lambda: _heard(loaded, windows)),
            ("one by one", lambda: np.concatenate([_heard(loaded, [w]) for w in windows])),
        ]
        return ever_smaller(self.name, ways)

    def _labellings(self, family: Family, heard: Array, sure: float) -> tuple[Labelling, ...]:
        """Args:
        heard: a sound, then what each of `_labels` weighs against it.
        """
        weights = dict(zip(_labels(), heard[-len(_labels()) :].tolist(), strict=True))
        return tuple(
            Labelling(
                kind=kind,
                labels=self._ranked(
                    list(texts), np.array([weights[family, kind, text] for text in texts]), sure
                ),
            )
            for kind, texts in vocabulary(family).items()
        )

    def _ranked(self, texts: Sequence[str], weights: Array, sure: float) -> tuple[Label, ...]:
        logits = weights / self._temperature
        likelihood = np.exp(logits - logits.max())
        scores = sure * likelihood / likelihood.sum() + (1 - sure) / len(texts)
        order = np.argsort(-scores, kind="stable").tolist()
        return tuple(Label(text=texts[i], score=round(float(scores[i]), 4)) for i in order)


@cache
def _labels() -> tuple[tuple[Family, str, str], ...]:
    """Every label with its family and kind."""
    families: tuple[Family, ...] = ("segment", "content", "visual_guide")
    return tuple(
        (family, kind, text)
        for family in families
        for kind, texts in vocabulary(family).items()
        for text in texts
    )


@cache
def _question() -> str:
    """Names the sentences too, whose weights are in the answer."""
    asked = json.dumps([sentences(*label) for label in _labels()])
    return f"sound and labels {hashlib.sha256(asked.encode()).hexdigest()[:16]}"


def _written(numbers: Array) -> str:
    """As few digits as tell each from all other numbers of 32 bits."""
    return " ".join(map(str, numbers.astype(np.float32)))


def _numbers_in(answer: str) -> Array:
    return np.array(answer.split(), np.float32).astype(np.float64)


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


def _meant(loaded: Loaded, texts: tuple[str, ...]) -> Array:
    """The direction of some sentences taken together."""
    if texts not in loaded.meanings:
        loaded.meanings[texts] = _unit(_read(loaded, texts).mean(axis=0))
    return loaded.meanings[texts]


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

"""Captions and a story by Qwen2-Audio (Chu et al., 2024), a language model that hears.

It is asked about each segment, then about moments of half a minute spread over the song, all of
them at once: first what the music is like, then for the story it tells. Questions lie in `data`.
"""

from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import Qwen2AudioForConditionalGeneration, Qwen2AudioProcessor

from common.artifacts.song import Audio
from common.listeners import QWEN_AUDIO
from workers.engines.captions.windows import around, evenly, mono_at
from workers.engines.diffusion.device import device
from workers.engines.diffusion.listening import Progress
from workers.engines.diffusion.loading import bytes_on_disk, load_model
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.stages.understanding.captioning import Captions

Mono = NDArray[np.float32]

_SECONDS = 30.0
_MOMENTS = 4
"""Of the whole song, heard together: two minutes."""
_CAPTION_TOKENS, _STORY_TOKENS = 80, 400
WORKING = 4 * 10**9
"""Bytes for four moments and their answer: an estimate, not measured yet."""


class QwenAudio:
    """A captioner that can tell stories."""

    name = "qwen2-audio"

    def at_work(self, *, folder: Path, progress: Progress) -> "QwenAudioAtWork":
        """The engine for one order.

        Args:
            folder: of all models.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        return QwenAudioAtWork(self.loaded(folder), progress)

    def loaded(self, folder: Path) -> "Loaded":
        """The model, in memory; errors as `at_work`."""
        need = Need(weights=bytes_on_disk(QWEN_AUDIO, folder), working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=partial(_load, folder))

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `at_work`."""
        self.loaded(folder)


class Loaded(NamedTuple):
    """What it takes to ask."""

    model: Any
    processor: Any


class QwenAudioAtWork:
    """Listens to one song."""

    name = QwenAudio.name

    def __init__(self, loaded: Loaded, progress: Progress) -> None:
        self._loaded, self._progress = loaded, progress

    def describe(self, audio: Audio, spans: Sequence[tuple[float, float]]) -> Captions:
        """Captions and a story.

        Raises:
            GpuMemoryError: not even one moment fits.
        """
        rate = self._loaded.processor.feature_extractor.sampling_rate
        samples = mono_at(audio, rate)
        hear = partial(around, samples, rate=rate)
        texts = []
        for number, (start, end) in enumerate(spans, start=1):
            part = hear((start, end), seconds=min(end - start, _SECONDS))
            texts.append(self._answer([part], "segment", _CAPTION_TOKENS))
            self._progress(number / (len(spans) + 2))
        moments = [
            hear(span, seconds=_SECONDS)
            for span in evenly(float(audio.duration), seconds=_SECONDS, most=_MOMENTS)
        ]
        whole = self._answer(moments, "track", _CAPTION_TOKENS)
        self._progress((len(spans) + 1) / (len(spans) + 2))
        story = self._answer(moments, "story", _STORY_TOKENS)
        self._progress(1.0)
        return Captions(segments=tuple(texts), whole=whole, story=story)

    def _answer(self, sounds: Sequence[Mono], question: str, most: int) -> str:
        ways = [
            ("as usual", lambda: _asked(self._loaded, sounds, question, most)),
            ("one moment", lambda: _asked(self._loaded, sounds[:1], question, most)),
        ]
        return ever_smaller(self.name, ways)


def _asked(loaded: Loaded, sounds: Sequence[Mono], question: str, most: int) -> str:
    model, processor = loaded.model, loaded.processor
    heard = [{"type": "audio", "audio_url": "song"} for _ in sounds]
    content = [*heard, {"type": "text", "text": _question(question)}]
    prompt = processor.apply_chat_template(
        [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
    )
    given = processor(
        text=[prompt],
        audio=list(sounds),
        sampling_rate=processor.feature_extractor.sampling_rate,
        return_tensors="pt",
        padding=True,
    )
    given = {name: value.to(model.device) for name, value in given.items()}
    given["input_features"] = given["input_features"].to(model.dtype)
    with torch.inference_mode():
        said = model.generate(**given, max_new_tokens=most, do_sample=False, num_beams=1)
    answer = said[:, given["input_ids"].shape[1] :]
    [text] = processor.batch_decode(answer, skip_special_tokens=True)
    return " ".join(str(text).split())


@cache
def _question(name: str) -> str:
    return (files("workers.engines.captions") / "data" / f"{name}.txt").read_text("utf-8").strip()


def _load(folder: Path) -> Loaded:
    model = load_model(Qwen2AudioForConditionalGeneration, QWEN_AUDIO, folder=folder, on=device())
    processor = Qwen2AudioProcessor.from_pretrained(folder / QWEN_AUDIO, local_files_only=True)
    return Loaded(model, processor)

"""Captions and a story by Qwen2-Audio (Chu et al., 2024), a language model that hears.

It is asked about each segment, then about moments of half a minute spread over the song, all of
them at once: first what the music is like, then for the story it tells. Questions lie in `data`.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import Qwen2AudioForConditionalGeneration, Qwen2AudioProcessor

from common.artifacts.hearing import Stretch
from common.artifacts.song import Audio
from common.listeners import QWEN_AUDIO
from workers.engines.captions.windows import around, evenly, mono_at
from workers.engines.diffusion.device import device
from workers.engines.diffusion.listening import Progress, silent
from workers.engines.diffusion.loading import bytes_on_disk, load_model
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.remembering import Memory, listen
from workers.stages.understanding.captioning import Captions

Mono = NDArray[np.float32]
Moment = Callable[[], Mono]

_SECONDS = 30.0
_MOMENTS = 4
"""Of the whole song, heard together: two minutes."""
_CAPTION_TOKENS, _STORY_TOKENS = 80, 400
WORKING = 4 * 10**9
"""Bytes for four moments and their answer: an estimate, not measured yet."""


class QwenAudio:
    """A captioner that can tell stories."""

    name = "qwen2-audio"

    def at_work(self, *, folder: Path, memory: Memory, progress: Progress) -> "QwenAudioAtWork":
        """The engine for one order. The model is loaded when there is something to hear.

        Args:
            folder: of all models.
            memory: of what it heard in this song before.
        """
        return QwenAudioAtWork(lambda: self.loaded(folder), memory, progress)

    def loaded(self, folder: Path) -> "Loaded":
        """The model, in memory.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        need = Need(weights=bytes_on_disk(QWEN_AUDIO, folder), working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=partial(_load, folder))

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `loaded`."""
        self.loaded(folder)


class Loaded(NamedTuple):
    """What it takes to ask."""

    model: Any
    processor: Any


class QwenAudioAtWork:
    """Listens to one song."""

    name = QwenAudio.name

    def __init__(self, load: Callable[[], Loaded], memory: Memory, progress: Progress) -> None:
        self._load, self._memory, self._progress = load, memory, progress

    def describe(self, audio: Audio, spans: Sequence[tuple[float, float]]) -> Captions:
        """Captions and a story.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: there is something to hear, and the
                model cannot be loaded, or not even one moment fits.
        """
        rate = cache(self._rate)
        samples = cache(lambda: mono_at(audio, rate()))

        def sound(span: Stretch, seconds: float) -> Mono:
            return around(samples(), span, rate=rate(), seconds=seconds)

        steps, texts = len(spans) + 2, []
        for number, (start, end) in enumerate(spans, start=1):
            segment = partial(sound, (start, end), min(end - start, _SECONDS))
            texts.append(self._answer("segment", (start, end), [segment], _CAPTION_TOKENS))
            self._progress(number / steps)
        song = (0.0, float(audio.duration))
        moments = [
            partial(sound, span, _SECONDS)
            for span in evenly(song[1], seconds=_SECONDS, most=_MOMENTS)
        ]
        whole = self._answer("track", song, moments, _CAPTION_TOKENS)
        self._progress((steps - 1) / steps)
        story = self._answer("story", song, moments, _STORY_TOKENS)
        self._progress(1.0)
        return Captions(segments=tuple(texts), whole=whole, story=story)

    def _rate(self) -> int:
        rate: int = self._load().processor.feature_extractor.sampling_rate
        return rate

    def _answer(self, question: str, stretch: Stretch, moments: Sequence[Moment], most: int) -> str:
        """What is said of moments of a stretch.

        An answer about the first alone, where no more fit into memory, is remembered as just that:
        who has more memory hears them all.
        """

        def told(some: Sequence[Moment]) -> str:
            def hear(_stretches: Sequence[Stretch]) -> list[str]:
                return [_asked(self._load(), [moment() for moment in some], question, most)]

            by = f"{question} by {len(some)}"
            return listen(self._memory, by, [stretch], hear, progress=silent)[0]

        ways = [("as usual", lambda: told(moments)), ("one moment", lambda: told(moments[:1]))]
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

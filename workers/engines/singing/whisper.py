"""Words and their times by Whisper (Radford et al., "Robust speech recognition via large-scale weak
supervision", 2022), as transformers has it.

A song is heard in windows of at most 30 s, the model's own length, that are cut where it is
quietest. Times of words come from the decoder's attention, as in the published code, and a word's
confidence is the mean probability of its tokens. A window whose text repeats itself or was guessed
throughout is left out: that is how Whisper answers music without words.
"""

import math
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from transformers import WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperTokenizer

from common.artifacts.singing import Word
from common.artifacts.song import Audio
from common.listeners import WHISPER
from workers.engines.diffusion.device import device
from workers.engines.diffusion.listening import Progress
from workers.engines.diffusion.loading import bytes_on_disk, load_model
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.stages.singing.transcript import Transcript

Mono = NDArray[np.float32]

RATE = 16_000
_LONGEST, _SHORTEST = 30.0, 20.0
_BATCH = 8
_FRAMES = 50
"""Places a second to which the decoder attends."""
_LEAST_PROBABILITY = -1.0
"""Mean logarithm over a window's tokens; the published code's threshold."""
_MOST_REPEATED = 2.4
"""Of a window's text, by how much it can be compressed; likewise."""
WORKING = 2 * 10**9
"""Bytes for eight windows with their attention: an estimate, not measured yet."""


class Whisper:
    """A transcriber."""

    name = "whisper"

    def at_work(self, *, folder: Path, progress: Progress) -> "WhisperAtWork":
        """The engine for one order.

        Args:
            folder: of all models.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        return WhisperAtWork(self.loaded(folder), progress)

    def loaded(self, folder: Path) -> "Loaded":
        """Model, tokenizer and feature extractor, in memory; errors as `at_work`."""
        need = Need(weights=bytes_on_disk(WHISPER, folder), working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=partial(_load, folder))

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `at_work`."""
        self.loaded(folder)


class Loaded(NamedTuple):
    """What it takes to transcribe."""

    model: Any
    tokenizer: Any
    features: Any


class WhisperAtWork:
    """Transcribes one song."""

    def __init__(self, loaded: Loaded, progress: Progress) -> None:
        self._loaded, self._progress = loaded, progress

    def transcribe(self, audio: Audio) -> Transcript:
        """All words, in seconds of the sound.

        Raises:
            GpuMemoryError: not even a window at a time fits.
        """
        mono, rate = audio.samples.mean(axis=0), audio.sample_rate
        samples = librosa.resample(mono, orig_sr=rate, target_sr=RATE, res_type="soxr_mq")
        windows = list(windows_of(samples))
        words: list[Word] = []
        for first in range(0, len(windows), _BATCH):
            batch = windows[first : first + _BATCH]
            words += self._heard(samples, batch)
            self._progress(min(1.0, (first + len(batch)) / len(windows)))
        return Transcript(words=tuple(words), by=Whisper.name)

    def _heard(self, samples: Mono, batch: Sequence[tuple[int, int]]) -> list[Word]:
        ways = [
            ("as usual", lambda: _answers(self._loaded, samples, batch)),
            ("one by one", lambda: [_answers(self._loaded, samples, [one])[0] for one in batch]),
        ]
        return [word for answer in ever_smaller(Whisper.name, ways) for word in answer]


def windows_of(samples: Mono) -> Iterator[tuple[int, int]]:
    """First sample and the one after the last of each window, at the quietest of its last third."""
    hop = RATE // 50
    power = np.square(samples[: len(samples) // hop * hop].reshape(-1, hop)).mean(axis=1)
    smooth = np.convolve(power, np.ones(10) / 10, mode="same")
    start = 0
    while len(samples) - start > _LONGEST * RATE:
        search = slice(
            (start + int(_SHORTEST * RATE)) // hop, (start + int(_LONGEST * RATE)) // hop
        )
        end = (search.start + int(np.argmin(smooth[search]))) * hop
        yield start, end
        start = end
    yield start, len(samples)


def _load(folder: Path) -> Loaded:
    model = load_model(
        WhisperForConditionalGeneration,
        WHISPER,
        folder=folder,
        on=device(),
        attn_implementation="eager",  # words are timed by attention, which others do not tell
    )
    home = folder / WHISPER
    return Loaded(
        model,
        WhisperTokenizer.from_pretrained(home, local_files_only=True),
        WhisperFeatureExtractor.from_pretrained(home, local_files_only=True),
    )


def _answers(loaded: Loaded, samples: Mono, windows: Sequence[tuple[int, int]]) -> list[list[Word]]:
    """The words of each window."""
    model = loaded.model
    given = loaded.features(
        [samples[a:b] for a, b in windows],
        sampling_rate=RATE,
        return_attention_mask=True,
        return_tensors="pt",
    )
    features = given.input_features.to(model.device, model.dtype)
    with torch.inference_mode():
        language = _language(model, features)
        said = model.generate(
            features,
            attention_mask=given.attention_mask.to(model.device),
            task="transcribe",
            language=loaded.tokenizer.decode([language]),
            num_beams=1,
            do_sample=False,
            return_timestamps=False,
        )
        first = _prompt(model, language).expand(len(said), -1)
        said = torch.cat([first, _without_prompt(said, first.shape[1], model)], dim=1)
        told = model(features, decoder_input_ids=said, output_attentions=True)
    return [
        _words(loaded.tokenizer, _Told.of(model, told, said, number, b - a), (a / RATE, b / RATE))
        for number, (a, b) in enumerate(windows)
    ]


def _language(model: Any, features: torch.Tensor) -> int:
    """The language of most windows: a song does not change it from verse to verse."""
    found, counts = model.detect_language(input_features=features).unique(return_counts=True)
    return int(found[counts.argmax()])


def _prompt(model: Any, language: int) -> torch.Tensor:
    known = model.generation_config
    begin = [known.decoder_start_token_id, language, known.task_to_id["transcribe"]]
    return torch.tensor([[*begin, known.no_timestamps_token_id]], device=model.device)


def _without_prompt(said: torch.Tensor, length: int, model: Any) -> torch.Tensor:
    """The answer alone, whether it is given with the prompt or without."""
    begun = int(said[0, 0]) == model.generation_config.decoder_start_token_id
    return said[:, length:] if begun else said


class _Told(NamedTuple):
    """What was made of one window: tokens, their probabilities' logarithms, their beginnings."""

    tokens: list[int]
    chances: list[float]
    times: list[float]

    @classmethod
    def of(cls, model: Any, told: Any, said: torch.Tensor, number: int, samples: int) -> "_Told":
        """From the model's look at its own answer; `times` has one more: the end of the last."""
        given = 4
        tokens = said[number, given:].tolist()
        end = model.generation_config.eos_token_id
        length = tokens.index(end) if end in tokens else len(tokens)
        logs = torch.log_softmax(told.logits[number, given - 1 : -1].float(), dim=-1)
        chances = logs.gather(1, said[number, given:, None])[:length, 0].tolist()
        heads = model.generation_config.alignment_heads
        weights = torch.stack([told.cross_attentions[layer][number, head] for layer, head in heads])
        frames = max(samples // (RATE // _FRAMES), length + 2)
        seen = weights[:, given - 1 : given + length, :frames].float().cpu().numpy()
        return cls(tokens[:length], chances, _beginnings(seen) if length else [])


def _beginnings(seen: NDArray[np.float32]) -> list[float]:
    """Seconds at which attention moves on to each token, and past the last one.

    Args:
        seen: attention while each token was chosen, shape (heads, tokens + 1, frames).
    """
    around = (seen - seen.mean(axis=1, keepdims=True)) / (seen.std(axis=1, keepdims=True) + 1e-9)
    score = median_filter(around, size=(1, 1, 7), mode="reflect").mean(axis=0)
    _, path = librosa.sequence.dtw(C=-score, step_sizes_sigma=np.array([[1, 1], [0, 1], [1, 0]]))
    rows, columns = path[::-1].T
    moved = np.diff(rows, prepend=-1) > 0
    times: list[float] = (columns[moved] / _FRAMES).tolist()
    return times


def _words(tokenizer: Any, told: _Told, window: tuple[float, float]) -> list[Word]:
    """Tokens put together to words; none, if the window was answered with noise."""
    if not told.tokens or np.mean(told.chances) < _LEAST_PROBABILITY:
        return []
    encoded = tokenizer.decode(told.tokens).encode()
    if len(encoded) / len(zlib.compress(encoded)) > _MOST_REPEATED:
        return []
    return list(_put_together(tokenizer, told, window))


def _put_together(tokenizer: Any, told: _Told, window: tuple[float, float]) -> Iterator[Word]:
    groups: list[tuple[str, list[int]]] = []
    part: list[int] = []
    for place in range(len(told.tokens)):
        part.append(place)
        text = tokenizer.decode([told.tokens[p] for p in part])
        if "\ufffd" in text:  # a letter of several tokens
            continue
        if text.startswith(" ") or not groups:
            groups.append((text, part))
        else:
            before, places = groups[-1]
            groups[-1] = (before + text, [*places, *part])
        part = []
    for text, places in groups:
        start, end = (window[0] + told.times[at] for at in (places[0], places[-1] + 1))
        if text.strip():
            yield Word(
                start=round(start, 3),
                end=round(max(end, start + 1 / _FRAMES), 3),
                text=text.strip()[:100],
                confidence=round(float(np.mean([math.exp(told.chances[p]) for p in places])), 4),
            )

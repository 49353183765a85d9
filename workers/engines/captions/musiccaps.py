"""Captions by LP-MusicCaps (Doh et al., "LP-MusicCaps: LLM-based pseudo music captioning", ISMIR
2023): a mel spectrogram, six convolutions of which five halve the time, and a BART.

Ten seconds are heard at once. The published checkpoint holds the whole model in one pickle, with
its own mel filters; the words and the shape of its BART are those of `facebook/bart-base`. One
thing in it is odd and kept, since the weights were trained so: power is the square of the
spectrum's real part alone.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BartConfig, BartForConditionalGeneration, RobertaTokenizer
from transformers.modeling_outputs import BaseModelOutput

from common.artifacts.hearing import Stretch
from common.artifacts.song import Audio
from common.errors import EngineError
from common.listeners import BART, MUSICCAPS
from common.models import MODELS, require
from workers.engines.captions.windows import around, evenly, mono_at
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import device
from workers.engines.diffusion.listening import Progress
from workers.engines.diffusion.loading import read_pickle
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.remembering import Memory, listen
from workers.stages.understanding.captioning import Captions

Mono = NDArray[np.float32]

RATE, SECONDS = 16_000, 10.0
_WINDOW, _HOP, _MELS, _HALVINGS = 1024, 160, 128, 5
_BATCH = 8
"""Windows at once. At the published size and for texts of 16 tokens a core takes 4.7 s for eight at
once and 12 s for eight one by one."""
_WHOLE_WINDOWS = 3
"""Spread over the song, whose captions are taken together for the track's."""
WORKING = 10**9
"""Bytes for eight windows with five beams: an estimate, not measured yet."""


class MusicCaps:
    """A captioner."""

    name = "lp-musiccaps"

    def at_work(self, *, folder: Path, memory: Memory, progress: Progress) -> "MusicCapsAtWork":
        """The engine for one order. The model is loaded when there is something to hear.

        Args:
            folder: of all models.
            memory: of what it heard in this song before.
        """
        return MusicCapsAtWork(lambda: self.loaded(folder), memory, progress)

    def loaded(self, folder: Path) -> "Loaded":
        """The model, in memory.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        require([MUSICCAPS, BART], folder)
        for model in (MUSICCAPS, BART):
            check(model, folder)
        file = folder / MUSICCAPS / MODELS[MUSICCAPS].files[0]
        need = Need(weights=file.stat().st_size, working=WORKING)
        return residency().borrow(
            self.name, folder, need=need, load=partial(_load, file, folder / BART)
        )

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `loaded`."""
        self.loaded(folder)


class Loaded(NamedTuple):
    """What it takes to caption."""

    model: Any
    tokenizer: Any


class MusicCapsAtWork:
    """Captions one song."""

    name = MusicCaps.name

    def __init__(self, load: Callable[[], Loaded], memory: Memory, progress: Progress) -> None:
        self._load, self._memory, self._progress = load, memory, progress

    def describe(self, audio: Audio, spans: Sequence[tuple[float, float]]) -> Captions:
        """A caption of each segment, and of the track what is said of moments all over it.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: there is something to hear, and the
                model cannot be loaded, or not even a window at a time fits.
        """
        samples = cache(lambda: mono_at(audio, RATE))

        def hear(stretches: Sequence[Stretch]) -> list[str]:
            return self._told(
                [around(samples(), one, rate=RATE, seconds=SECONDS) for one in stretches]
            )

        everywhere = evenly(float(audio.duration), seconds=SECONDS, most=_WHOLE_WINDOWS)
        texts = listen(
            self._memory,
            "caption",
            (*spans, *everywhere),
            hear,
            at_once=_BATCH,
            progress=self._progress,
        )
        whole = " ".join(dict.fromkeys(filter(None, texts[len(spans) :])))
        return Captions(segments=tuple(texts[: len(spans)]), whole=whole)

    def _told(self, windows: Sequence[Mono]) -> list[str]:
        """What is said of each window.

        A batch is always as large, if need be filled with its last window over and over: sums of
        another shape are rounded otherwise, and what is said would hang on what was known.
        """
        filled = [*windows, *[windows[-1]] * (_BATCH - len(windows))]
        ways = [
            ("as usual", lambda: _captions(self._load(), filled)[: len(windows)]),
            ("one by one", lambda: [_captions(self._load(), [one])[0] for one in windows]),
        ]
        return ever_smaller(self.name, ways)


class CaptionModel(nn.Module):
    """The published model: the names of its parts are those of the checkpoint."""

    def __init__(self, config: BartConfig) -> None:
        super().__init__()
        self.audio_encoder = AudioEncoder(config.d_model)
        self.bart = BartForConditionalGeneration(config)

    def heard(self, sound: torch.Tensor) -> torch.Tensor:
        """What BART's encoder makes of sound, (batch, samples) to (batch, places, width)."""
        seen: torch.Tensor = self.bart.model.encoder(
            inputs_embeds=self.audio_encoder(sound)
        ).last_hidden_state
        return seen


class AudioEncoder(nn.Module):
    """Mel spectrogram and convolutions; places are told apart by sinusoids."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mel_encoder = MelEncoder()
        self.conv1 = nn.Conv1d(_MELS, width, kernel_size=3, padding=1)
        self.conv_stack = nn.ModuleList(
            nn.Conv1d(width, width, kernel_size=3, stride=2, padding=1) for _ in range(_HALVINGS)
        )
        places = int(RATE * SECONDS) // _HOP // 2**_HALVINGS + 1
        self.register_buffer("positional_embedding", torch.zeros(places, width))

    def forward(self, sound: torch.Tensor) -> torch.Tensor:
        """(batch, samples) to (batch, places, width)."""
        seen = nn.functional.gelu(self.conv1(self.mel_encoder(sound)))
        for halving in self.conv_stack:
            seen = nn.functional.gelu(halving(seen))
        return seen.permute(0, 2, 1) + self.positional_embedding


class MelEncoder(nn.Module):
    """Decibels in mel bands; window and filters come with the checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.spec_fn, self.mel_scale = nn.Module(), nn.Module()
        self.spec_fn.register_buffer("window", torch.zeros(_WINDOW))
        self.mel_scale.register_buffer("fb", torch.zeros(_WINDOW // 2 + 1, _MELS))

    def forward(self, sound: torch.Tensor) -> torch.Tensor:
        """(batch, samples) to (batch, bands, frames), in float32, then as the weights are."""
        window, filters = self.spec_fn.window, self.mel_scale.fb
        spectrum = torch.stft(
            sound.float(), _WINDOW, _HOP, window=window.float(), center=True, return_complex=True
        )
        power = spectrum.real.square().transpose(1, 2) @ filters.float()
        return (10 * torch.log10(power.clamp(min=1e-10))).transpose(1, 2).to(filters.dtype)


def _captions(loaded: Loaded, windows: Sequence[Mono]) -> list[str]:
    model = loaded.model
    size = round(RATE * SECONDS)
    sound = np.stack([np.pad(window, (0, size - len(window))) for window in windows])
    with torch.inference_mode():
        seen = model.heard(torch.from_numpy(sound).to(model.bart.device))
        said = model.bart.generate(
            encoder_outputs=BaseModelOutput(last_hidden_state=seen),
            max_length=min(128, model.bart.config.max_position_embeddings),
            min_length=2,
            num_beams=5,
            do_sample=False,
        )
    return [text.strip() for text in loaded.tokenizer.batch_decode(said, skip_special_tokens=True)]


def _load(file: Path, words: Path) -> Loaded:
    model: Any = CaptionModel(BartConfig.from_pretrained(words))
    stored = read_pickle(file, model=MUSICCAPS)["state_dict"]
    state = {name.removeprefix("module."): value for name, value in stored.items()}
    absent, _ = model.load_state_dict(state, strict=False)
    learnt = {name for name, _ in model.named_parameters()}
    given = {name for name, _ in model.audio_encoder.named_buffers(prefix="audio_encoder")}
    lost = set(absent) & (learnt | given)
    if lost:
        raise EngineError(f"the weights in {file.parent} lack {min(lost)}; pull {MUSICCAPS} anew")
    return Loaded(
        model.to(device().name, device().precision).eval(),
        RobertaTokenizer.from_pretrained(words, local_files_only=True),
    )

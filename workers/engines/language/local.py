"""Answers of a causal language model on this machine, by transformers.

A reasoning model's chat template may open the `<think>` block itself, so that the answer only ends
it. The tag is put back before the answer: a thought that was cut off must not be read as scenes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    PreTrainedTokenizerFast,
    StoppingCriteria,
    StoppingCriteriaList,
)

from common.config import Settings
from common.engine_options import LanguageModel
from common.errors import EngineError
from common.models import require
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import device
from workers.engines.diffusion.loading import bytes_on_disk, damaged
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.language.asking import MOST_TOKENS, Answer, Message, Progress

_SMALLER = 2048
"""Tokens of an answer for which memory may still do."""
_LEAST = 256
"""Tokens that must be left for an answer: a dozen scenes."""
_TEMPERATURE, _TOP_P = 0.6, 0.95
"""As DeepSeek publishes the model: greedy, it repeats itself without end."""
_THINKING = "<think>"


class LocalEngine:
    """Loads one model of `common.models` and keeps it while there is memory."""

    def __init__(self, model: str) -> None:
        self._model = model

    def at_work(self, model: LanguageModel | None, *, settings: Settings) -> "LocalModel":
        """Ready to be asked; `model` is a remote one's, and there is none."""
        del model
        return LocalModel(self._model, settings.models_folder)

    def warm_up(self, folder: Path) -> None:
        """Load it before it is needed."""
        LocalModel(self._model, folder).loaded()


def deepseek_r1_8b() -> LocalEngine:
    return LocalEngine("deepseek-r1-8b")


@dataclass(frozen=True)
class _Loaded:
    model: Any
    tokenizer: Any


class LocalModel:
    """See `asking.Asker`."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder

    def loaded(self) -> _Loaded:
        """Raises:
        MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        require([self.name], self._folder)
        check(self.name, self._folder)
        need = _need(self.name, self._folder)
        return residency().borrow(self.name, self._folder, need=need, load=self._load)

    def ask(
        self,
        messages: Sequence[Message],
        *,
        seed: int,
        progress: Progress,
        schema: Mapping[str, Any] | None = None,
    ) -> Answer:
        """One answer, drawn with a seed; `progress` is told each token.

        Raises:
            EngineError: the question leaves no room for an answer.
            GpuMemoryError: neither a long nor a short answer fits.
        """
        del schema  # transformers holds no answer to one; the parser takes plain text
        progress(0.0)
        loaded = self.loaded()
        question = loaded.tokenizer.apply_chat_template(
            [dict(message) for message in messages], tokenize=False, add_generation_prompt=True
        )
        read = loaded.tokenizer(question, add_special_tokens=False, return_tensors="pt")
        length = int(read.input_ids.shape[-1])
        room = loaded.model.config.max_position_embeddings - length
        if room < _LEAST:
            raise EngineError(
                f"the question takes {length} tokens, and {self.name} reads {length + room}: "
                "ask of a part of the song, or for longer shots"
            )

        def answering(most: int) -> Callable[[], Any]:
            return lambda: _drawn(loaded, read, min(most, room), seed=seed, progress=progress)

        written = ever_smaller(
            self.name,
            [(f"an answer of {most} tokens", answering(most)) for most in (MOST_TOKENS, _SMALLER)],
        )[0, length:]
        text = loaded.tokenizer.decode(written, skip_special_tokens=True)
        opened = _THINKING if question.rstrip().endswith(_THINKING) else ""
        return Answer(opened + text, length, len(written))

    def _load(self) -> _Loaded:
        home = self._folder / self.name
        local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            model: Any = AutoModelForCausalLM.from_pretrained(
                home, dtype=device().precision, use_safetensors=True, **local
            )
            # By the class that its files name, transformers 5 would split words as a Llama 2.
            tokenizer = PreTrainedTokenizerFast.from_pretrained(home, **local)
        except (SafetensorError, OSError, ValueError) as problem:
            raise damaged(self.name, self._folder, problem) from problem
        return _Loaded(model.to(device().name).eval(), tokenizer)


class _Telling(StoppingCriteria):  # type: ignore[misc]
    """Stops nothing by itself: whoever is told of a token may raise."""

    def __init__(self, progress: Progress, before: int, most: int) -> None:
        self._progress, self._before, self._most = progress, before, most

    def __call__(self, input_ids: torch.Tensor, *_args: object, **_kwargs: object) -> torch.Tensor:
        self._progress((input_ids.shape[-1] - self._before) / self._most)
        return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)


def _drawn(loaded: _Loaded, read: Any, most: int, *, seed: int, progress: Progress) -> Any:
    """Tokens (1, n) of question and answer."""
    here = loaded.model.device
    telling = _Telling(progress, read.input_ids.shape[-1], most)
    with torch.inference_mode(), torch.random.fork_rng([here] if here.type == "cuda" else []):
        torch.manual_seed(seed)
        return loaded.model.generate(
            input_ids=read.input_ids.to(here),
            attention_mask=read.attention_mask.to(here),
            max_new_tokens=most,
            do_sample=True,
            temperature=_TEMPERATURE,
            top_p=_TOP_P,
            pad_token_id=loaded.tokenizer.eos_token_id,
            stopping_criteria=StoppingCriteriaList([telling]),
        )


def _need(name: str, folder: Path) -> Need:
    """Keys and values of a question and an answer of the longest, besides the weights."""
    config: Any = AutoConfig.from_pretrained(folder / name, local_files_only=True)
    wide = config.num_key_value_heads * config.head_dim
    token = 2 * config.num_hidden_layers * wide * device().precision.itemsize
    return Need(weights=bytes_on_disk(name, folder), working=2 * MOST_TOKENS * token)

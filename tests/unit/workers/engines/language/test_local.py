"""A model of transformers that is asked in the forms of the papers, and says nothing of use."""

from pathlib import Path

import pytest
import torch

from common.artifacts.analysis import Span
from common.catalogue import ENGINES
from common.config import Settings
from common.errors import EngineError
from common.models import MissingModelError
from tests.support.diffusing import StopError, stopping_at, tampered
from tests.support.documents import make_analysis, make_understanding
from tests.support.tiny_language import NAME, write_language_model
from workers.engines.diffusion.residency import residency
from workers.engines.language import Author, local
from workers.engines.language.asking import Answer, Progress
from workers.engines.language.local import LocalModel, deepseek_r1_8b
from workers.engines.registry import engine
from workers.stages.scripting import ScriptRequest, write_script

ASKED = [
    {"role": "system", "content": "You plan music videos."},
    {"role": "user", "content": "A keeper waits by the sea."},
]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_language_model(tmp_path_factory.mktemp("models"))


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "MOST_TOKENS", 24)


def answer(models: Path, seed: int = 1, progress: Progress = lambda _share: None) -> Answer:
    return LocalModel(NAME, models).ask(ASKED, seed=seed, progress=progress)


def test_a_seed_decides_the_answer(models: Path) -> None:
    state = torch.random.get_rng_state()
    assert answer(models) == answer(models) != answer(models, seed=2)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert residency().names == (NAME,)


def test_tokens_are_counted_and_the_open_thought_is_kept(models: Path) -> None:
    said = answer(models)
    words = LocalModel(NAME, models).loaded().tokenizer
    asked = words.apply_chat_template(ASKED, tokenize=False, add_generation_prompt=True)
    assert asked.endswith("<｜User｜>A keeper waits by the sea.<｜Assistant｜><think>\n")
    assert said.prompt_tokens == len(words(asked, add_special_tokens=False).input_ids)
    assert 0 < said.answer_tokens <= 24
    assert said.text.startswith("<think>")


def test_words_are_parted_as_the_files_say(models: Path) -> None:
    words = LocalModel(NAME, models).loaded().tokenizer
    assert words.decode(words("a  red coat, né").input_ids, skip_special_tokens=True) == (
        "a  red coat, né"
    )


def test_every_token_is_told_and_may_be_the_last(models: Path) -> None:
    told: list[float] = []
    said = answer(models, progress=told.append)
    assert told[1:] == [n / 24 for n in range(1, said.answer_tokens + 1)]
    with pytest.raises(StopError):
        answer(models, progress=stopping_at(0.2))


def test_a_question_that_leaves_no_room_is_refused(models: Path) -> None:
    long = [{"role": "user", "content": "the sea and " * 2000}]
    with pytest.raises(EngineError, match="reads 2048"):
        LocalModel(NAME, models).ask(long, seed=1, progress=lambda _share: None)


def test_garbage_is_asked_for_again_and_then_written_here(models: Path) -> None:
    spans = [Span(start=6.0 * n, end=6.0 * n + 6, energy=0.5, section=n) for n in range(2)]
    heard: list[float] = []
    author = Author(
        deepseek_r1_8b().at_work(None, settings=Settings(models=str(models))),
        mode="clap",
        understanding=make_understanding(),
        heard=heard.append,
    )
    script = write_script(
        analysis=make_analysis(),
        spans=spans,
        request=ScriptRequest(theme="a keeper waits by the sea", seed=3),
        writer=author,
    )
    assert script.writer == "deepseek-r1-8b (clap)"
    assert [one.step for one in script.exchanges] == [
        "story cues from labels",
        "story cues from labels, asked again 1",
        "story cues from labels, asked again 2",
    ]
    assert all(one.answer_tokens for one in script.exchanges)
    assert "scenes 1, 2: written by the built-in writer" in script.notes[0]
    assert heard == sorted(heard)
    assert heard[-1] > 2


def test_the_catalogues_engine_is_this_one(models: Path, tmp_path: Path) -> None:
    chosen = engine("deepseek-r1-8b")
    chosen.warm_up(models)
    assert ENGINES["deepseek-r1-8b"].models == (NAME,)
    with pytest.raises(MissingModelError, match="scopitone models pull deepseek-r1-8b"):
        chosen.warm_up(tmp_path)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    models = write_language_model(tmp_path)
    tampered(next((models / NAME).glob("model-00002*")))
    with pytest.raises(EngineError, match="changed since it was pulled"):
        answer(models)

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from common.listeners import QWEN_AUDIO
from common.models import MissingModelError
from tests.support import sounds
from tests.support.memories import Notebook, count_calls
from tests.support.tiny_listeners import write_qwen
from workers.engines.captions import qwen
from workers.engines.captions.qwen import QwenAudio
from workers.engines.diffusion.listening import silent
from workers.engines.diffusion.residency import residency
from workers.engines.remembering import NoMemory


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_qwen(tmp_path_factory.mktemp("models"))


def test_it_tells_of_every_segment_of_the_song_and_a_story(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qwen, "_CAPTION_TOKENS", 6)
    monkeypatch.setattr(qwen, "_STORY_TOKENS", 12)
    told: list[float] = []
    engine = QwenAudio().at_work(folder=models, memory=NoMemory(), progress=told.append)
    captions = engine.describe(sounds.audio(sounds.drone(35.0)), [(0.0, 6.0), (6.0, 35.0)])
    assert len(captions.segments) == 2
    assert all("<|" not in text for text in (*captions.segments, captions.whole, captions.story))
    assert captions.story
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qwen, "_CAPTION_TOKENS", 6)
    monkeypatch.setattr(qwen, "_STORY_TOKENS", 12)


@pytest.mark.usefixtures("brief")
def test_only_what_is_not_known_is_asked_and_of_a_known_song_nothing(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song, spans = sounds.audio(sounds.drone(12.0)), [(0.0, 6.0), (6.0, 12.0)]
    memory = Notebook()
    engine = QwenAudio().at_work(folder=models, memory=memory, progress=silent)
    captions = engine.describe(song, spans)
    asked = count_calls(monkeypatch, qwen, "_asked", lambda _model, some, *_: len(some))
    for number in range(4):
        partial = memory.without(number)
        again = QwenAudio().at_work(folder=models, memory=partial, progress=silent)
        assert again.describe(song, spans) == captions
    assert asked == [1, 1, 1, 1]
    residency.cache_clear()
    told: list[float] = []
    known = QwenAudio().at_work(folder=tmp_path, memory=memory, progress=told.append)
    assert known.describe(song, spans) == captions
    assert told[-1] == 1.0
    assert not residency().names


@pytest.mark.usefixtures("brief")
def test_what_was_said_for_want_of_memory_is_not_taken_for_all(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song, memory = sounds.audio(sounds.drone(33.0)), Notebook()
    engine = QwenAudio().at_work(folder=models, memory=memory, progress=silent)
    most = 1

    def fits(_model: object, some: Sequence[object], *_: object) -> int:
        if len(some) > most:
            raise torch.OutOfMemoryError
        return len(some)

    asked = count_calls(monkeypatch, qwen, "_asked", fits)
    engine.describe(song, [])
    engine.describe(song, [])
    assert asked == [1, 1], "the first moment's answers are known"
    most = 2
    engine.describe(song, [])
    engine.describe(song, [])
    assert asked == [1, 1, 2, 2]


def test_a_model_that_is_not_here_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match=f"scopitone models pull {QWEN_AUDIO}"):
        QwenAudio().loaded(tmp_path)

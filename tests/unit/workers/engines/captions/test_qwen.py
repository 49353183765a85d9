from pathlib import Path

import pytest

from common.listeners import QWEN_AUDIO
from common.models import MissingModelError
from tests.support import sounds
from tests.support.tiny_listeners import write_qwen
from workers.engines.captions import qwen
from workers.engines.captions.qwen import QwenAudio
from workers.engines.diffusion.residency import residency


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
    engine = QwenAudio().at_work(folder=models, progress=told.append)
    captions = engine.describe(sounds.audio(sounds.drone(35.0)), [(0.0, 6.0), (6.0, 35.0)])
    assert len(captions.segments) == 2
    assert all("<|" not in text for text in (*captions.segments, captions.whole, captions.story))
    assert captions.story
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_model_that_is_not_here_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match=f"scopitone models pull {QWEN_AUDIO}"):
        QwenAudio().loaded(tmp_path)

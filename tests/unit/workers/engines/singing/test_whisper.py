from pathlib import Path

import numpy as np
import pytest

from common.errors import EngineError
from common.listeners import WHISPER
from common.models import MissingModelError
from tests.support import sounds
from tests.support.tiny_listeners import write_whisper
from tests.support.tiny_models import unpinned
from workers.engines.diffusion.residency import residency
from workers.engines.singing import whisper
from workers.engines.singing.whisper import RATE, Whisper, windows_of


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_whisper(tmp_path_factory.mktemp("models"))


def test_words_come_with_increasing_times(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpinned(monkeypatch, WHISPER)
    monkeypatch.setattr(whisper, "_LEAST_PROBABILITY", -99.0)  # its weights are random
    monkeypatch.setattr(whisper, "_MOST_REPEATED", 99.0)
    told: list[float] = []
    engine = Whisper().at_work(folder=models, progress=told.append)
    band, _ = sounds.band(100, 33.0)
    transcript = engine.transcribe(sounds.audio(band))
    words = transcript.words
    assert transcript.by == "whisper"
    assert len(words) > 1
    assert all(word.text.strip() == word.text for word in words)
    assert all(0 <= word.start < word.end <= 33.1 for word in words)
    starts = [word.start for word in words]
    assert starts == sorted(starts)
    assert words[-1].start > 20
    assert told == [1.0]
    assert engine.transcribe(sounds.audio(band)) == transcript


def test_what_is_guessed_throughout_is_no_word(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, WHISPER)
    engine = Whisper().at_work(folder=models, progress=lambda _share: None)
    assert engine.transcribe(sounds.audio(sounds.noise(3.0))).words == ()


def test_missing_and_foreign_weights_are_refused(models: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match=f"scopitone models pull {WHISPER}"):
        Whisper().loaded(tmp_path)
    residency.cache_clear()
    with pytest.raises(EngineError, match="not what was published"):
        Whisper().loaded(models)


def test_a_long_song_is_cut_where_it_is_quiet() -> None:
    loud = np.random.default_rng(1).normal(0, 0.3, 70 * RATE).astype(np.float32)
    loud[25 * RATE : 26 * RATE] *= 0.001
    windows = list(windows_of(loud))
    assert windows[0][1] / RATE == pytest.approx(25.5, abs=0.5)
    assert [a for a, _ in windows[1:]] == [b for _, b in windows[:-1]]
    assert windows[-1][1] == len(loud)
    assert all(b - a <= 30 * RATE for a, b in windows)

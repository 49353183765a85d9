from pathlib import Path

import numpy as np
import pytest
import torch

from common.errors import EngineError
from common.listeners import BART, MUSICCAPS
from common.models import MissingModelError
from tests.support import sounds
from tests.support.memories import Notebook, count_calls
from tests.support.tiny_listeners import write_musiccaps
from tests.support.tiny_models import vouch
from workers.engines.captions.musiccaps import MelEncoder, MusicCaps, MusicCapsAtWork
from workers.engines.diffusion.residency import residency
from workers.engines.remembering import Memory, NoMemory


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_musiccaps(tmp_path_factory.mktemp("models"))


def captioner(
    models: Path, told: list[float] | None = None, *, memory: Memory | None = None
) -> MusicCapsAtWork:
    progress = (lambda _share: None) if told is None else told.append
    return MusicCaps().at_work(folder=models, memory=memory or NoMemory(), progress=progress)


def test_every_segment_and_the_track_are_captioned(models: Path) -> None:
    song = sounds.audio(np.concatenate([sounds.drone(6.0), sounds.noise(9.0)]))
    told: list[float] = []
    captions = captioner(models, told).describe(song, [(0.0, 6.0), (6.0, 11.0), (11.0, 15.0)])
    assert len(captions.segments) == 3
    assert all(isinstance(text, str) for text in captions.segments)
    assert captions.story == ""
    assert told[-1] == 1.0
    again = captioner(models).describe(song, [(0.0, 6.0), (6.0, 11.0), (11.0, 15.0)])
    assert again == captions


def test_one_by_one_they_say_the_same(models: Path) -> None:
    song, spans = sounds.audio(sounds.drone(12.0)), [(0.0, 6.0), (6.0, 12.0)]
    whole = captioner(models).describe(song, spans)
    assert captioner(models).describe(song, spans[:1]).segments == whole.segments[:1]


BAND = np.concatenate([sounds.drone(6.0), sounds.noise(4.0), sounds.tone(880, 5.0)])
THREE = [(0.0, 6.0), (6.0, 11.0), (11.0, 15.0)]


def test_captions_do_not_hang_on_what_was_known(models: Path) -> None:
    song, full = sounds.audio(BAND), Notebook()
    captions = captioner(models, memory=full).describe(song, THREE)
    partial = full.without(1)
    assert captioner(models, memory=partial).describe(song, THREE) == captions
    assert partial.answers == full.answers


def test_a_moved_boundary_is_heard_on_its_two_sides_and_a_known_song_by_no_model(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song, memory = sounds.audio(BAND), Notebook()
    captioner(models, memory=memory).describe(song, THREE)
    windows = count_calls(monkeypatch, MusicCapsAtWork, "_told", lambda _self, some: len(some))
    captioner(models, memory=memory).describe(song, [(0.0, 6.0), (6.0, 10.5), (10.5, 15.0)])
    assert windows == [2]
    captions = captioner(models, memory=memory).describe(song, THREE)
    told: list[float] = []
    residency.cache_clear()
    assert captioner(tmp_path, told, memory=memory).describe(song, THREE) == captions
    assert told == [1.0]
    assert not residency().names


def test_a_louder_tone_has_more_decibels_in_its_band() -> None:
    encoder = MelEncoder()
    encoder.spec_fn.window.copy_(torch.hann_window(1024))
    encoder.mel_scale.fb[:, 0] = 1.0
    tone = torch.sin(torch.arange(16_000) * 0.3)[None]
    quiet, loud = encoder(0.1 * tone), encoder(tone)
    assert quiet.shape == (1, 128, 101)
    assert float((loud - quiet)[0, 0, 50]) == pytest.approx(20.0, abs=0.1)


def test_what_is_missing_or_lacks_a_part_is_refused(tmp_path: Path) -> None:
    song = sounds.audio(sounds.drone(3.0))
    with pytest.raises(MissingModelError, match=f"pull {MUSICCAPS} {BART}"):
        captioner(tmp_path).describe(song, [])
    residency.cache_clear()
    write_musiccaps(tmp_path)
    file = tmp_path / MUSICCAPS / "transfer.pth"
    stored = torch.load(file, weights_only=True)
    del stored["state_dict"]["audio_encoder.mel_encoder.mel_scale.fb"]
    torch.save(stored, file)
    vouch(tmp_path, MUSICCAPS)
    with pytest.raises(EngineError, match="mel_scale"):
        captioner(tmp_path).describe(song, [])

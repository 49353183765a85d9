"""Labels and captions by models, from an order to the artifact."""

from pathlib import Path

import pytest

from common.artifacts.analysis import Analysis
from common.artifacts.understanding import Understanding
from common.config import Settings
from common.film_request import FilmRequest
from common.listeners import CLAP
from common.models import MissingModelError
from common.pipeline import Order, Recipe
from common.storage.keys import hearings_of
from common.storage.local import LocalStorage
from tests.support import sounds
from tests.support.documents import make_analysis
from tests.support.films import make_song
from tests.support.memories import count_calls
from tests.support.tiny_listeners import write_clap, write_musiccaps
from tests.support.tiny_models import unpinned
from workers.engines.captions.musiccaps import MusicCapsAtWork
from workers.engines.diffusion.residency import residency
from workers.engines.harmony.templates import TemplateListener
from workers.engines.labels import clap
from workers.stages.harmony import hear_harmony
from workers.steps import understanding
from workers.steps.desk import Desk
from workers.steps.perform import perform

SONG = "song/" + "0" * 64


BAND, _ = sounds.band(120, 12.0)
MOVED = make_analysis().model_copy(
    update={
        "sections": tuple(
            part.model_copy(update={edge: 7.0})
            for part, edge in zip(make_analysis().sections, ("end", "start"), strict=True)
        )
    }
)
"""The boundary in the middle, which two of its segments have, is a second later."""


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    unpinned(monkeypatch, CLAP)
    residency.cache_clear()
    return write_musiccaps(write_clap(tmp_path / "models"))


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    store = LocalStorage(tmp_path / "store")
    store.put(SONG, sounds.write(tmp_path / "song.wav", BAND).read_bytes())
    return store


def order(storage: LocalStorage, analysis: Analysis | None = None) -> Order:
    """One whose inputs are stored; another analysis than the usual one is somebody's."""
    asked = {"theme": "t", "engines": {"labeller": "clap", "captioner": "lp-musiccaps"}}
    recipe = Recipe(song=make_song(), song_key=SONG, request=FilmRequest.model_validate(asked))
    made = recipe.understanding()
    key = recipe.analysis().key if analysis is None else "edits/" + "1" * 64 + ".json"
    storage.put(key, (analysis or make_analysis()).to_json())
    harmony = hear_harmony(samples=BAND, sample_rate=sounds.RATE, listener=TemplateListener())
    storage.put(made.inputs["harmony"], harmony.to_json())
    return made.model_copy(update={"inputs": {**made.inputs, "analysis": key}})


def understand(storage: LocalStorage, models: Path, wanted: Order, **desk: object) -> bytes:
    given = Desk(storage=storage, settings=Settings(models=str(models)), **desk)  # type: ignore[arg-type]
    perform(wanted, given, steps={"understanding": understanding.run})
    return storage.get(wanted.key)


def test_chosen_models_label_and_caption_once(storage: LocalStorage, models: Path) -> None:
    told: list[float] = []
    usual = order(storage)
    assert usual.engines == ("clap", "lp-musiccaps")
    known = Understanding.from_json(understand(storage, models, usual, progress=told.append))
    assert (known.labeller, known.captioner) == ("clap", "lp-musiccaps")
    assert [one.text for labelling in known.content for one in labelling.labels]
    assert any(segment.caption for segment in known.segments)
    assert told == sorted(told)
    assert len(set(told)) > 2
    perform(usual, Desk(storage=storage, settings=Settings()), steps={})  # stored: nobody listens


def test_a_run_that_was_killed_goes_on_and_an_edit_is_heard_where_it_is(
    storage: LocalStorage, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded = count_calls(monkeypatch, clap, "_heard", lambda _model, some: len(some))
    captioned = count_calls(monkeypatch, MusicCapsAtWork, "_told", lambda _self, some: len(some))

    def killed(share: float) -> None:
        if share > 0.3:
            raise InterruptedError

    usual = order(storage)
    with pytest.raises(InterruptedError):
        understand(storage, models, usual, progress=killed)
    assert embedded == [1]
    understood = understand(storage, models, usual)
    assert embedded == [1, 1], "the other segment"
    assert captioned == [4], "two segments and two moments of the song"
    understand(storage, models, order(storage, MOVED))
    assert embedded == [1, 1, 1, 1]
    assert captioned == [4, 2]
    storage.delete(usual.key)
    residency.cache_clear()
    assert understand(storage, tmp_path, usual) == understood, "no model is there, and none needed"
    assert not residency().names
    for key in storage.keys(hearings_of(SONG)):
        storage.delete(key)
    storage.delete(usual.key)
    with pytest.raises(MissingModelError, match="scopitone models pull"):
        understand(storage, tmp_path, usual)
    assert understand(storage, models, usual) == understood, "all of it heard in one go"

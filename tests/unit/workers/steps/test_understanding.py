"""Labels and captions by models, from an order to the artifact."""

from pathlib import Path

import pytest

from common.artifacts.understanding import Understanding
from common.config import Settings
from common.film_request import FilmRequest
from common.listeners import CLAP
from common.pipeline import Recipe
from common.storage.local import LocalStorage
from tests.support import sounds
from tests.support.documents import make_analysis
from tests.support.films import make_song
from tests.support.tiny_listeners import write_clap, write_musiccaps
from tests.support.tiny_models import unpinned
from workers.engines.diffusion.residency import residency
from workers.engines.harmony.templates import TemplateListener
from workers.stages.harmony import hear_harmony
from workers.steps import understanding
from workers.steps.desk import Desk
from workers.steps.perform import perform

SONG = "song/" + "0" * 64


def test_chosen_models_label_and_caption_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, CLAP)
    residency.cache_clear()
    models = write_musiccaps(write_clap(tmp_path / "models"))
    band, _ = sounds.band(120, 12.0)
    storage = LocalStorage(tmp_path / "store")
    storage.put(SONG, sounds.write(tmp_path / "song.wav", band).read_bytes())
    asked = {"theme": "t", "engines": {"labeller": "clap", "captioner": "lp-musiccaps"}}
    recipe = Recipe(song=make_song(), song_key=SONG, request=FilmRequest.model_validate(asked))
    order = recipe.understanding()
    assert order.engines == ("clap", "lp-musiccaps")
    storage.put(recipe.analysis().key, make_analysis().to_json())
    harmony = hear_harmony(samples=band, sample_rate=sounds.RATE, listener=TemplateListener())
    storage.put(recipe.harmony().key, harmony.to_json())
    told: list[float] = []
    desk = Desk(storage=storage, settings=Settings(models=str(models)), progress=told.append)
    perform(order, desk, steps={"understanding": understanding.run})
    known = Understanding.from_json(storage.get(order.key))
    assert (known.labeller, known.captioner) == ("clap", "lp-musiccaps")
    assert [one.text for labelling in known.content for one in labelling.labels]
    assert any(segment.caption for segment in known.segments)
    assert told == sorted(told)
    assert len(set(told)) > 2
    perform(order, desk, steps={})  # stored: nobody listens again

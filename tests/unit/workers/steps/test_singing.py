"""From a song and words alone to a script that cuts into none of them."""

from pathlib import Path

import pytest

from common.artifacts.script import Script
from common.artifacts.singing import Singing
from common.config import Settings
from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.storage.local import LocalStorage
from tests.support import sounds
from tests.support.documents import make_analysis
from tests.support.films import make_song
from workers.steps import script, singing
from workers.steps.desk import Desk
from workers.steps.perform import perform

SONG = "song/" + "0" * 64


def recipe_of(tmp_path: Path, **asked: object) -> tuple[Recipe, Desk, list[sounds.Sung]]:
    voice, truth = sounds.singing(24.0, seed=5, lines=4)
    band, _ = sounds.band(120, 24.0)
    file = sounds.write(tmp_path / "song.wav", band + voice)
    storage = LocalStorage(tmp_path / "store")
    storage.put(SONG, file.read_bytes())
    settings = Settings(models=str(tmp_path / "models"))
    lyrics = tuple("la " * line.syllables for line in truth)
    request = FilmRequest.model_validate({"theme": "a walk home", "lyrics": lyrics, **asked})
    recipe = Recipe(song=make_song(), song_key=SONG, request=request)
    return recipe, Desk(storage=storage, settings=settings), list(truth)


def test_no_cut_falls_into_a_line_that_was_found(tmp_path: Path) -> None:
    recipe, desk, truth = recipe_of(tmp_path)
    order = recipe.singing()
    perform(order, desk, steps={"singing": singing.run})
    found = Singing.from_json(desk.storage.get(order.key))
    for line, sung in zip(found.lines, truth, strict=True):
        assert line.start == pytest.approx(sung.start, abs=0.3)
        assert line.confidence > 0.3
    desk.storage.put(recipe.analysis().key, make_analysis(duration=24.0).to_json())
    perform(recipe.script(), desk, steps={"script": script.run})
    written = Script.from_json(desk.storage.get(recipe.script().key))
    cuts = [scene.start for scene in written.scenes[1:]]
    assert cuts
    inside = [
        cut for cut in cuts for line in found.lines if line.start + 0.15 < cut < line.end - 0.15
    ]
    assert not inside

"""Several takes of a clip, as an order carries it, by a tiny SVD."""

from pathlib import Path

import numpy as np
import pytest

from common.artifacts.keyframes import Keyframe
from common.config import Settings
from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.storage.codec import encode_keyframe
from common.storage.local import LocalStorage
from tests.support.clips import texture
from tests.support.documents import make_analysis, make_script
from tests.support.films import make_song
from tests.support.tiny_models import write_models
from tests.support.tiny_video import write_video_model
from workers.engines.diffusion.residency import residency
from workers.engines.video.footage import read_footage
from workers.stages.animation import Verdict
from workers.steps import animation
from workers.steps.desk import Desk
from workers.steps.perform import perform


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["svd-xt"])


def test_the_take_that_is_judged_best_is_stored(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"size": [64, 64], "clip_steps": 1, "clip_frames": 16, "takes": 2}
    request = FilmRequest.model_validate({"theme": "t", "profile": "quality", "engines": asked})
    recipe = Recipe(song=make_song(), song_key="song/0", request=request)
    shot = recipe.shots(script=make_script((0.0, 2.0, 12.0)), analysis=make_analysis())[0]
    storage = LocalStorage(tmp_path)
    storage.put(shot.keyframe.key, encode_keyframe(Keyframe(image=texture(64, 64, seed=1))))
    judged: list[np.ndarray] = []

    def later_is_better(footage, **_music) -> Verdict:
        judged.append(footage.frames)
        return Verdict(float(len(judged)), flat=False)

    monkeypatch.setattr(animation, "judged", later_is_better)
    desk = Desk(storage=storage, settings=Settings(models=str(models)))
    perform(shot.clip, desk, steps={"animation": animation.run})
    stored = read_footage(storage.fetch(shot.clip.key)).frames
    assert len(judged) == 2
    assert np.array_equal(stored, judged[1])
    assert not np.array_equal(*judged)


def test_a_model_that_reads_words_only_is_given_no_picture(tmp_path: Path) -> None:
    residency.cache_clear()
    write_video_model(tmp_path / "models", "wan-t2v")
    asked = {"size": [64, 64], "clip_steps": 2, "clip_frames": 9, "animator": "wan-t2v"}
    request = FilmRequest.model_validate({"theme": "t", "profile": "quality", "engines": asked})
    recipe = Recipe(song=make_song(), song_key="song/0", request=request)
    shot = recipe.shots(script=make_script((0.0, 1.0, 12.0)), analysis=make_analysis())[0]
    storage = LocalStorage(tmp_path / "store")
    desk = Desk(storage=storage, settings=Settings(models=str(tmp_path / "models")))
    perform(shot.clip, desk, steps={"animation": animation.run})
    assert read_footage(storage.fetch(shot.clip.key)).frames.shape[1:] == (64, 64, 3)
    residency.cache_clear()

"""Pictures that follow others, as orders carry it, by tiny models."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from common.config import Settings
from common.film_request import FilmRequest
from common.models import ADAPTER
from common.pipeline import Order, Recipe
from common.storage.codec import decode_keyframe
from common.storage.local import LocalStorage
from tests.support.documents import make_script
from tests.support.films import make_song
from tests.support.tiny_models import unpinned, write_models
from workers.engines.diffusion.residency import residency
from workers.engines.image.sdxl import Sdxl
from workers.engines.registry import engine
from workers.steps import keyframes
from workers.steps.desk import Desk
from workers.steps.perform import perform
from workers.steps.table import BATCHES

STEPS = {"keyframes": keyframes.run}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["sdxl", ADAPTER])


@pytest.fixture
def desk(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    unpinned(monkeypatch, ADAPTER)
    return Desk(storage=LocalStorage(tmp_path), settings=Settings(models=str(models)))


def orders(**engines: object) -> tuple[Order, ...]:
    asked = {"size": [64, 64], "image_steps": 1, **engines}
    request = FilmRequest.model_validate({"theme": "t", "profile": "quality", "engines": asked})
    made = make_script()
    hero = (made.cast[0].name,)
    scenes = tuple(scene.model_copy(update={"cast": hero}) for scene in made.scenes)
    script = made.model_copy(update={"scenes": scenes})
    return Recipe(song=make_song(), song_key="song/0", request=request).keyframes(script)


def test_a_reference_that_nobody_painted_is_painted_first_and_kept(desk: Desk) -> None:
    first, second, _ = orders(likeness=0.4, story=True)
    assert set(second.inputs) == {"likeness 0", "palette"}
    told: list[float] = []
    perform(second, replace(desk, progress=told.append), steps=STEPS)
    assert told == sorted(told)
    assert all(desk.storage.has(key) for key in second.inputs.values())
    stored = perform(first, desk, steps=STEPS)
    assert stored.key in second.inputs.values()
    assert stored.sha256 is None


def test_whoever_paints_it_first_the_picture_is_the_same(desk: Desk, tmp_path: Path) -> None:
    made = orders(likeness=0.4)
    other = replace(desk, storage=LocalStorage(tmp_path / "other"))
    for order in made:
        perform(order, desk, steps=STEPS)
    perform(made[2], other, steps=STEPS)
    ones, others = (decode_keyframe(one.storage.get(made[2].key)).image for one in (desk, other))
    assert (ones == others).all()


@pytest.mark.parametrize(
    "engines", [{}, {"likeness": 0.4, "story": True}, {"likeness": 0.4, "shared": True}]
)
def test_pictures_begun_at_once_are_those_of_one_by_one(
    desk: Desk, tmp_path: Path, engines: dict[str, object]
) -> None:
    first, *rest = orders(**engines)
    asked = rest if engines else [first, *rest]  # the first has no likeness: another shape
    assert len({order.shape for order in asked}) == 1
    steps = keyframes.begin(asked, desk)
    assert not any(desk.storage.has(order.key) for order in asked)
    other = replace(desk, storage=LocalStorage(tmp_path / "other"))
    for order, step in zip(asked, steps, strict=True):
        perform(order, desk, steps={"keyframes": step})
        perform(order, other, steps=STEPS)
        ones, others = (decode_keyframe(d.storage.get(order.key)).image for d in (desk, other))
        assert np.abs(ones.astype(int) - others).max() <= 2, "a rounding, and its palette's"


def test_a_palette_among_those_begun_at_once_is_painted_once(
    desk: Desk, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = orders()
    assert asked[1].inputs["palette"] == asked[0].key
    unet = Sdxl().loaded(models).pipeline.unet
    forward, batches = unet.forward, []

    def noted(sample: Any, *rest: Any, **more: Any) -> Any:
        batches.append(len(sample))
        return forward(sample, *rest, **more)

    monkeypatch.setattr(unet, "forward", noted)
    for order, step in zip(asked, keyframes.begin(asked, desk), strict=True):
        perform(order, desk, steps={"keyframes": step})
    assert batches == [6], "three pictures, each with guidance, in one step"


def test_a_worker_paints_as_many_at_once_as_set_or_as_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [order, *_], most = orders(), BATCHES["keyframes"].most
    monkeypatch.setattr(engine("sdxl"), "at_once", 8)
    assert most(order, Settings(warm_up="sdxl")) == 8
    assert most(order, Settings(warm_up="sdxl", at_once=4)) == 4
    assert most(order, Settings(at_once=4)) == 4
    assert most(order, Settings()) == 1

"""Attention shared with a picture: it shows, it is taken once, and it leaves nothing behind."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.briefs import HERO, brief
from tests.support.clips import texture
from tests.support.diffusing import SIZE, image_settings
from tests.support.tiny_models import write_models
from workers.engines.diffusion.residency import residency
from workers.engines.image.anchors import LEVELS
from workers.engines.image.sdxl import Sdxl
from workers.stages.keyframes import Known, Wish

FIRST = texture(64, 64, seed=4)
STEPS = 6


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["sdxl"])


def paint(models: Path, *anchors: np.ndarray, shared: bool = True, seed: int = 1) -> np.ndarray:
    engine = Sdxl().at_work(
        image_settings(steps=STEPS), folder=models, progress=lambda _: None, shared=shared
    )
    scene = brief("a calm sea", "boat", cast=(HERO,), seed=seed)
    wishes = [Wish(scene, [Known(one) for one in anchors])]
    return engine.paint_all(wishes, SIZE)[0].image


def test_an_anchor_shows_and_leaves_other_pictures_as_they_were(models: Path) -> None:
    before = paint(models)
    shared = paint(models, FIRST)
    assert not np.array_equal(shared, before)
    assert not np.array_equal(shared, paint(models, 255 - FIRST))
    assert not np.array_equal(shared, paint(models, FIRST, 255 - FIRST))
    assert np.array_equal(shared, paint(models, FIRST))
    assert np.array_equal(before, paint(models, FIRST, shared=False))
    assert np.array_equal(before, paint(models))


def test_an_anchor_is_taken_once_for_all_its_scenes(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unet = Sdxl().loaded(models).pipeline.unet
    forward, batches = unet.forward, []

    def noted(sample: Any, *rest: Any, **more: Any) -> Any:
        batches.append(len(sample))
        return forward(sample, *rest, **more)

    monkeypatch.setattr(unet, "forward", noted)
    another = np.roll(FIRST, 9)
    for seed in (2, 3):
        paint(models, another, seed=seed)
    assert batches == [1] * LEVELS + [2] * 2 * STEPS


@pytest.mark.parametrize("scheduler", ["euler", "dpm++", "ddim"])
def test_every_solver_knows_the_noise_of_its_levels(models: Path, scheduler: str) -> None:
    settings = image_settings(scheduler=scheduler, steps=2)
    engine = Sdxl().at_work(settings, folder=models, progress=lambda _: None, shared=True)
    scene = brief("a calm sea", "boat", cast=(HERO,), seed=1)
    alone, shared = (
        engine.paint_all([Wish(scene, people)], SIZE)[0].image for people in ((), [Known(FIRST)])
    )
    assert not np.array_equal(alone, shared)

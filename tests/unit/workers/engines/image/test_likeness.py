"""A tiny IP-Adapter of the real classes: what it follows shows, and without it nothing changes."""

from pathlib import Path

import numpy as np
import pytest

from common.models import ADAPTER, MissingModelError
from tests.support.briefs import HERO, brief
from tests.support.clips import texture
from tests.support.diffusing import SIZE, image_settings
from tests.support.tiny_models import unpinned, write_models
from workers.engines.diffusion.residency import residency
from workers.engines.image.sdxl import Painting, Sdxl
from workers.stages.keyframes import Known, Wish

REFERENCE = texture(80, 120, seed=4)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["sdxl", ADAPTER])


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    unpinned(monkeypatch, ADAPTER)


def painting(models: Path, *, shared: bool = False, **changed: object) -> Painting:
    settings = image_settings(**changed)
    return Sdxl().at_work(settings, folder=models, progress=lambda _: None, shared=shared)


def wish(*people: Known) -> Wish:
    return Wish(brief("a calm sea", "boat", cast=(HERO,), seed=1), people)


def paint(
    models: Path, *, likeness: float = 0.0, reference: np.ndarray | None = None, **changed: object
) -> np.ndarray:
    people = () if reference is None else (Known(reference),)
    engine = painting(models, likeness=likeness, **changed)
    return engine.paint_all([wish(*people)], SIZE)[0].image


def test_a_picture_follows_its_reference_and_others_stay_as_they_were(models: Path) -> None:
    before = paint(models)
    follows = paint(models, likeness=0.4, reference=REFERENCE)
    assert not np.array_equal(follows, before)
    assert np.array_equal(follows, paint(models, likeness=0.4, reference=REFERENCE))
    assert np.array_equal(paint(models), before)


def test_more_likeness_and_another_reference_are_other_pictures(models: Path) -> None:
    follows = paint(models, likeness=0.4, reference=REFERENCE)
    assert not np.array_equal(paint(models, likeness=0.5, reference=REFERENCE), follows)
    other = 255 - REFERENCE
    assert not np.array_equal(paint(models, likeness=0.4, reference=other), follows)


def test_without_guidance_there_is_one_embedding(models: Path) -> None:
    alone = paint(models, guidance=1.0)
    assert not np.array_equal(paint(models, likeness=0.4, reference=REFERENCE, guidance=1.0), alone)


def test_scenes_painted_at_once_follow_each_their_own_reference(models: Path) -> None:
    engine, other = painting(models, likeness=0.5), 255 - REFERENCE
    together = engine.paint_all([wish(Known(REFERENCE)), wish(Known(other))], SIZE)
    for reference, among in zip((REFERENCE, other), together, strict=True):
        alone = paint(models, likeness=0.5, reference=reference)
        assert np.abs(alone.astype(int) - among.image).max() <= 1


LEFT, RIGHT = (0.0, 0.5), (0.5, 1.0)


def test_each_of_two_is_followed_in_their_own_place(models: Path) -> None:
    engine, other = painting(models, likeness=0.5), 255 - REFERENCE
    here = wish(Known(REFERENCE, LEFT), Known(other, RIGHT))
    there = wish(Known(REFERENCE, RIGHT), Known(other, LEFT))
    together = [picture.image for picture in engine.paint_all([here, there], SIZE)]
    for asked, among in zip((here, there), together, strict=True):
        alone = engine.paint_all([asked], SIZE)[0].image
        assert np.abs(alone.astype(int) - among).max() <= 1
    assert not np.array_equal(*together)


def test_a_place_is_where_somebody_is_followed_most(models: Path) -> None:
    free = paint(models).astype(int)
    held = painting(models, likeness=0.5).paint_all([wish(Known(REFERENCE, LEFT))], SIZE)[0].image
    change = np.abs(held - free).mean(axis=(0, 2))
    assert change[:32].mean() > 1.2 * change[32:].mean()


def test_a_reference_is_seen_once(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paint(models, likeness=0.4, reference=REFERENCE)
    seen: list[None] = []
    monkeypatch.setattr("workers.engines.image.likeness._seen", lambda *_: seen.append(None))
    paint(models, likeness=0.3, reference=REFERENCE)
    assert not seen


def test_an_adapter_that_is_not_here_is_named(tmp_path: Path) -> None:
    residency.cache_clear()
    with pytest.raises(MissingModelError, match=f"models pull {ADAPTER}"):
        paint(tmp_path, likeness=0.4, reference=255 - REFERENCE // 2)
    residency.cache_clear()

from pathlib import Path

import numpy as np
import pytest

from common.errors import EngineError
from common.models import CLIP
from tests.support.clips import texture
from tests.support.tiny_models import unpinned, write_models
from workers.engines.clip import Clip
from workers.engines.diffusion.residency import residency


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), [CLIP])


def test_pictures_and_texts_share_a_space(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpinned(monkeypatch, CLIP)
    clip = Clip(models)
    pictures = clip.pictures([texture(60, 90, seed=n) for n in (1, 1, 2)])
    texts = clip.texts(["a fox in the snow", "a fox " * 100])
    assert pictures.shape == (3, 32)
    assert texts.shape == (2, 32)
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])


def test_weights_that_were_not_published_are_refused(models: Path) -> None:
    residency.cache_clear()
    with pytest.raises(EngineError, match="not what was published"):
        Clip(models)

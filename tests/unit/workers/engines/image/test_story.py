"""What is told aloud of one prompt, by an encoder that gives each token its own direction."""

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.support.briefs import HERO, brief
from tests.support.diffusing import SIZE, image_settings
from tests.support.tiny_models import write_models
from workers.engines.diffusion.residency import residency
from workers.engines.image.embeddings import Embedding
from workers.engines.image.sdxl import Sdxl
from workers.engines.image.story import telling, told
from workers.stages.keyframes import Wish

OTHERS = ("She climbs the stairs.", "She lights the lamp.", "A boat comes home at dawn.")


def count(text: str) -> int:
    return len(text.split())


def read(text: str) -> Embedding:
    """Tokens are unit vectors, so that singular values are ones; ends of text are all alike."""
    tokens = torch.zeros(1, 77, 80)
    for place in range(77):
        tokens[0, place, min(place, count(text) + 1)] = 1
    return Embedding(tokens, torch.ones(1, 8))


def test_a_prompt_says_who_then_what_happens_here_then_elsewhere() -> None:
    scene = brief("a calm sea", "boat", cast=(HERO,), seed=1)
    story = telling(scene, OTHERS, count)
    words = story.text.split()
    assert story.text.startswith(HERO.description.split(",")[0])
    assert " ".join(words[story.scene.start : story.scene.stop]) in scene.scene.prompt
    spoken = [" ".join(words[place.start : place.stop]) for place in story.others]
    assert spoken == [other.rstrip(".") for other in OTHERS]
    assert story.length == len(words)


def test_what_does_not_fit_is_left_out() -> None:
    scene = brief("a calm sea", "boat", cast=(HERO,), seed=1)
    story = telling(scene, OTHERS * 20, count)
    assert story.length <= 75
    assert 0 < len(story.others) < 60


def test_other_scenes_are_nearly_put_out_and_this_one_is_not() -> None:
    scene = brief("a calm sea", "boat", cast=(HERO,), seed=1)
    story = telling(scene, OTHERS, count)
    before, after = read(story.text), told(story, read)
    lengths = after.tokens[0].norm(dim=1)
    here = [place + 1 for place in story.scene]
    elsewhere = [place + 1 for other in story.others for place in other]
    assert torch.allclose(lengths[here], torch.tensor(1.01), atol=0.01)
    assert torch.allclose(lengths[elsewhere], torch.tensor(0.05), atol=0.01)
    who = list(range(story.scene.start + 1))
    assert torch.equal(after.tokens[0, who], before.tokens[0, who])
    assert torch.equal(after.pooled, before.pooled)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["sdxl"])


def test_a_story_is_painted(models: Path) -> None:
    def paint(*story: str) -> np.ndarray:
        engine = Sdxl().at_work(image_settings(), folder=models, progress=lambda _: None)
        scene = brief("a calm sea", "boat", cast=(HERO,), seed=1)
        return engine.paint_all([Wish(scene, story=story)], SIZE)[0].image

    assert np.array_equal(paint(*OTHERS), paint(*OTHERS))
    assert not np.array_equal(paint(*OTHERS), paint(*OTHERS[:1]))
    assert not np.array_equal(paint(*OTHERS), paint())

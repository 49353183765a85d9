"""WAN, LTX and Mochi: real classes, tiny random weights in the real layout."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from common.artifacts.clips import Footage
from common.artifacts.keyframes import Keyframe
from tests.support.clips import texture
from tests.support.diffusing import SIZE, StopError, clip_settings, stopping_at
from tests.support.pictures import brief
from tests.support.tiny_video import write_video_model
from workers.engines.diffusion.residency import residency
from workers.engines.footage.worded import _tiled, frames_of
from workers.engines.registry import engine

KEYFRAME = Keyframe(image=texture(SIZE[1], SIZE[0], seed=5))
OTHER = Keyframe(image=texture(SIZE[1], SIZE[0], seed=6))
RATES = {"wan-t2v": 16, "wan-i2v": 16, "ltx": 24, "mochi": 30}
SEES = {"wan-i2v", "ltx"}


@pytest.fixture(scope="module", params=list(RATES))
def model(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    residency.cache_clear()
    name: str = request.param
    return name, write_video_model(tmp_path_factory.mktemp("models"), name)


def filming(model: tuple[str, Path], progress: Any = lambda _: None) -> Any:
    name, folder = model
    settings = clip_settings(name, frames=8, steps=2)
    return engine(name).at_work(settings, size=SIZE, folder=folder, progress=progress)


def film(model: tuple[str, Path], keyframe: Keyframe, *, seed: int = 0) -> Footage:
    scene = brief("slow push in", seed=seed)
    made: Footage = filming(model).animate(keyframe, brief=scene, cues=(), duration=0.5)
    return made


def test_a_brief_always_gives_the_same_footage_at_the_models_rate(model: tuple[str, Path]) -> None:
    first = film(model, KEYFRAME)
    assert first.fps == Fraction(RATES[model[0]])
    assert first.frames.shape[1:] == (64, 64, 3)
    again = film(model, KEYFRAME if model[0] in SEES else OTHER)
    assert np.array_equal(first.frames, again.frames)
    assert not np.array_equal(first.frames, film(model, KEYFRAME, seed=9).frames)
    if model[0] in SEES:
        light = first.frames.mean(axis=(1, 2, 3))
        assert np.abs(light - KEYFRAME.image.mean()).max() < 25
        assert not np.array_equal(first.frames, film(model, OTHER).frames)


def test_progress_may_stop_it(model: tuple[str, Path]) -> None:
    heard = filming(model, stopping_at(0.1))
    with pytest.raises(StopError):
        heard.animate(KEYFRAME, brief=brief("pan"), cues=(), duration=0.5)


def test_a_model_out_of_memory_decodes_in_tiles(model: tuple[str, Path]) -> None:
    pipeline = engine(model[0]).loaded(model[1])

    def tight() -> torch.Tensor:
        if not pipeline.vae.use_tiling:
            raise torch.OutOfMemoryError
        return torch.ones(1)

    assert float(_tiled(pipeline, tight)) == 1
    assert not pipeline.vae.use_tiling


@pytest.mark.parametrize(
    ("asked", "stride", "frames"), [(81, 4, 81), (121, 8, 121), (85, 6, 85), (80, 4, 77), (3, 8, 9)]
)
def test_clips_have_as_many_frames_as_a_decoder_can_make(
    asked: int, stride: int, frames: int
) -> None:
    assert frames_of(asked, stride) == frames

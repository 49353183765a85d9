"""Real classes, tiny random weights: loading, running, chaining, stopping."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from common.artifacts.keyframes import Keyframe
from common.catalogue import ENGINES
from common.errors import EngineError
from tests.support.clips import texture
from tests.support.diffusing import SIZE, StopError, clip_settings, stopping_at
from tests.support.pictures import brief
from tests.support.tiny_models import write_models
from workers.engines.diffusion.residency import residency
from workers.engines.footage.svd import AnimateLcmSvd, Filming, Svd, SvdXt
from workers.stages.animation import animate

KEYFRAME = Keyframe(image=texture(SIZE[1], SIZE[0], seed=5))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["svd", "svd-xt", "animatelcm-svd"])


def filming(models: Path, progress: Any = lambda _: None, **changed: object) -> Filming:
    return Svd().at_work(clip_settings(**changed), size=SIZE, folder=models, progress=progress)


def film(models: Path, *, seed: int = 0, duration: float = 1.2, **changed: object) -> np.ndarray:
    scene = brief("slow push in", seed=seed)
    answer = filming(models, **changed)
    return answer.animate(KEYFRAME, brief=scene, cues=(), duration=duration).frames


def test_a_picture_always_gives_the_same_footage(models: Path) -> None:
    first = film(models)
    assert first.shape == (8, 64, 64, 3)
    assert np.array_equal(first, film(models))
    assert not np.array_equal(first, film(models, seed=9))


def test_every_frame_keeps_the_light_of_the_keyframe(models: Path) -> None:
    light = film(models).mean(axis=(1, 2, 3))
    assert np.abs(light - KEYFRAME.image.mean()).max() < 25


def test_guidance_of_one_takes_no_second_pass(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unet = Svd().loaded(models).unet
    forward, batches = unet.forward, []

    def noted(sample: torch.Tensor, *rest: Any, **more: Any) -> Any:
        batches.append(len(sample))
        return forward(sample, *rest, **more)

    monkeypatch.setattr(unet, "forward", noted)
    film(models, most_guidance=1.0)
    film(models)
    assert batches == [1, 1, 2, 2]


def test_a_long_scene_goes_on_from_its_last_frame(models: Path) -> None:
    told: list[float] = []
    clip: Any = animate(
        keyframe=KEYFRAME,
        brief=brief("slow push in"),
        cues=(),
        duration=2.5,
        engine=filming(models, told.append),
    )
    assert clip.frames.shape == (15, 64, 64, 3)
    assert np.array_equal(clip.frames[:8], film(models, duration=2.5))
    assert told == sorted(told)
    assert told[-1] > 0.9


def test_progress_may_stop_it(models: Path) -> None:
    heard = filming(models, stopping_at(0.1), steps=6)
    with pytest.raises(StopError):
        heard.animate(KEYFRAME, brief=brief("pan"), cues=(), duration=1.2)


def test_a_decoder_out_of_memory_takes_fewer_frames_at_a_time(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vae = Svd().loaded(models).vae
    decode, counts = vae.decode, []

    def tight(latents: torch.Tensor, **more: Any) -> Any:
        counts.append(len(latents))
        if len(latents) > 4:
            raise torch.OutOfMemoryError
        return decode(latents, **more)

    monkeypatch.setattr(vae, "decode", tight)
    assert film(models).shape == (8, 64, 64, 3)
    assert counts == [8, 4, 4]


def test_a_denoiser_out_of_memory_works_in_chunks(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unet = Svd().loaded(models).unet
    forward, chunk, chunked = unet.forward, unet.enable_forward_chunking, []

    def tight(*given: Any, **more: Any) -> Any:
        if not chunked:
            raise torch.OutOfMemoryError
        return forward(*given, **more)

    monkeypatch.setattr(unet, "forward", tight)
    monkeypatch.setattr(
        unet, "enable_forward_chunking", lambda: chunked.append("chunked") or chunk()
    )
    assert film(models).shape == (8, 64, 64, 3)
    assert chunked == ["chunked"]


def test_footage_that_is_no_picture_is_not_shipped(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = Svd().loaded(models)
    broken = torch.full((1, 3, 8, SIZE[1], SIZE[0]), float("nan"))
    monkeypatch.setattr(pipeline, "decode_latents", lambda *_: broken)
    with pytest.raises(EngineError, match="no picture"):
        film(models)


def test_animatelcm_takes_its_own_denoiser_and_no_guidance(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = AnimateLcmSvd()
    settings = ENGINES["animatelcm-svd"].clip
    assert settings is not None
    short = settings.model_copy(update={"frames": 8})
    unet = engine.loaded(models).unet
    forward, batches = unet.forward, []

    def noted(sample: torch.Tensor, *rest: Any, **more: Any) -> Any:
        batches.append(len(sample))
        return forward(sample, *rest, **more)

    monkeypatch.setattr(unet, "forward", noted)

    def clip() -> np.ndarray:
        films = engine.at_work(short, size=SIZE, folder=models, progress=lambda _: None)
        return films.animate(KEYFRAME, brief=brief("pan"), cues=(), duration=1.2).frames

    assert np.array_equal(clip(), clip())
    assert batches == [1] * 8
    own = next(iter(unet.parameters()))
    assert not torch.equal(own, next(iter(SvdXt().loaded(models).unet.parameters())))


def test_takes_share_the_progress_and_may_be_livelier(models: Path) -> None:
    told: list[float] = []
    films = filming(models, told.append, takes=2)
    for number, liveliness in enumerate((1.0, 2.0)):
        one = films.take(number, liveliness=liveliness)
        one.animate(KEYFRAME, brief=brief("pan"), cues=(), duration=1.2)
    assert told == sorted(told)
    assert told[-1] > 0.9

"""What diffusion computes: the published sizes as they are known, and nothing twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from benchmarks import gpu
from common.artifacts.keyframes import Keyframe
from tests.support.briefs import brief as brief_of
from tests.support.clips import texture
from tests.support.diffusing import SIZE, clip_settings, image_settings
from tests.support.pictures import brief
from tests.support.tiny_models import write_models
from workers.engines.diffusion.listening import silent
from workers.engines.diffusion.residency import residency
from workers.engines.footage.svd import Svd
from workers.engines.image.anchors import Anchor, shared_with, taken
from workers.engines.image.sdxl import Sdxl
from workers.stages.keyframes import Wish

STEPS, FRAMES = 3, 8


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_models(tmp_path_factory.mktemp("models"), ["sdxl", "svd"])


@torch.no_grad()
def flops(run: Callable[[], Any]) -> int:
    with FlopCounterMode(display=False) as counter:
        run()
    return int(counter.get_total_flops())


def noise(*shape: int) -> torch.Tensor:
    return torch.zeros(shape)


def test_full_size_models_cost_what_is_known() -> None:
    gpu.check(gpu.count())


def test_a_picture_costs_its_steps_and_one_decoding(models: Path) -> None:
    pipeline = Sdxl().loaded(models).pipeline
    engine = Sdxl().at_work(image_settings(steps=STEPS), folder=models, progress=silent)
    scene = brief_of("a calm sea at dusk", "boat")
    engine.paint(scene, SIZE)  # its words are read now, and never again
    spent = flops(lambda: engine.paint(scene, SIZE))
    at_once = flops(lambda: engine.paint_all([Wish(scene)] * 3, SIZE))
    assert at_once == 3 * spent
    added = {"text_embeds": noise(2, 32), "time_ids": noise(2, 6)}
    latents = noise(2, 4, SIZE[1] // 8, SIZE[0] // 8)
    step = flops(lambda: pipeline.unet(latents, 1, noise(2, 77, 64), added_cond_kwargs=added))
    least = STEPS * step + flops(lambda: pipeline.vae.decode(latents[:1]))
    assert least <= spent < 1.05 * least


def test_attention_shared_with_an_anchor_is_a_fifteenth_more() -> None:
    """Of SDXL's pass at 1024x576: 6.5 %."""
    unet = gpu.image_unet("meta")
    rows, columns = gpu.HEIGHT // 8, gpu.WIDTH // 8

    def run() -> None:
        def empty(*shape: int) -> torch.Tensor:
            return torch.empty(shape, device="meta")

        added = {"text_embeds": empty(1, 1280), "time_ids": empty(1, 6)}
        latents = empty(1, 4, rows, columns)
        unet(latents, torch.tensor(1.0), empty(1, 77, 2048), added_cond_kwargs=added)

    with torch.no_grad():
        anchor = Anchor({1.0: taken(unet, run)})
    with shared_with(unet, [anchor]):
        assert flops(run) / 1e12 == pytest.approx(1.065 * gpu.KNOWN["SDXL UNet"], rel=0.002)


def test_footage_costs_its_steps_and_one_coding_each_way(models: Path) -> None:
    pipeline = Svd().loaded(models)
    settings = clip_settings(steps=STEPS, frames=FRAMES)
    engine = Svd().at_work(settings, size=SIZE, folder=models, progress=silent)
    keyframe = Keyframe(image=texture(SIZE[1], SIZE[0], seed=5))
    spent = flops(lambda: engine.animate(keyframe, brief=brief("pan"), cues=(), duration=1.2))
    rows, columns = SIZE[1] // 8, SIZE[0] // 8
    latents = noise(2, FRAMES, 8, rows, columns)
    least = (
        STEPS * flops(lambda: pipeline.unet(latents, 1, noise(2, 1, 32), noise(2, 3)))
        + flops(lambda: pipeline.vae.encode(noise(1, 3, SIZE[1], SIZE[0])))
        + flops(lambda: pipeline.vae.decode(noise(FRAMES, 4, rows, columns), num_frames=FRAMES))
        + flops(lambda: pipeline.image_encoder(noise(1, 3, 224, 224)))
    )
    assert least <= spent < 1.05 * least

"""The profile `quality` timed on a GPU: its engines over full-size models of random weights.

Random weights take the time of true ones: nothing in a denoiser or decoder branches on numbers.
What is not timed: reading 11 GB from a disk, warping, interpolation and encoding, which are the
work of other pools.
"""

import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
import torch
from diffusers import (
    EulerDiscreteScheduler,
    StableVideoDiffusionPipeline,
)
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
)
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from benchmarks.gpu_models import image_unet, image_vae, video_unet, video_vae
from common.catalogue import ENGINES
from tests.support.briefs import HERO, brief
from tests.support.tiny_models import tiny_tokenizer
from workers.engines.diffusion.device import device
from workers.engines.diffusion.listening import silent
from workers.engines.footage.svd import Filming, Kit, Terms
from workers.engines.image.likeness import FollowingPipeline
from workers.engines.image.sdxl import Easel, Loaded, Painting

SIZE = (1024, 576)
_SCHEDULE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


class Cost(Protocol):
    """Operations of a shot, 10^12."""

    @property
    def total(self) -> float: ...


def measure(costs: Mapping[str, Cost], shot: float) -> None:
    """Print what a shot of so many seconds takes, by stage, and seconds of film a GPU-minute."""
    card = torch.cuda.get_device_name()
    print(f"\n{card}, torch {torch.__version__}, {device().precision}")
    image, clip = _painting(), _filming()
    scene = brief("a calm sea at dusk", "boat", cast=(HERO,))
    keyframe = np.full((SIZE[1], SIZE[0], 3), 128, dtype=np.uint8)
    stages: dict[str, tuple[Callable[[], object], float]] = {
        "SDXL": (lambda: image.paint(scene, SIZE), _total(costs, "SDXL")),
        "SVD-XT": (
            lambda: clip.clip(keyframe, Terms(bucket=127, fps=Fraction(7), seed=1)),
            _total(costs, "SVD"),
        ),
    }
    for count in (1, 2, 4, 8):
        each = image.seconds(count, SIZE) / count
        print(f"SDXL, {count} at once: {each:.2f} s a picture, without its decoding")
    spent = 0.0
    for name, (run, tera) in stages.items():
        cold, warm, peak = _timed(run), min(_timed(run) for _ in range(2)), _peak()
        spent += warm
        print(
            f"{name:<8} cold {cold:6.2f} s  warm {warm:6.2f} s  {tera / warm:6.0f} TFLOP/s"
            f"  peak {peak:5.1f} GB"
        )
    print(f"a shot of {shot:.1f} s takes {spent:.2f} s: {60 * shot / spent:.1f} s of film a minute")


def _total(costs: Mapping[str, Cost], prefix: str) -> float:
    return sum(cost.total for name, cost in costs.items() if name.startswith(prefix))


def _timed(run: Callable[[], object]) -> float:
    torch.cuda.synchronize()
    began = time.perf_counter()
    run()
    torch.cuda.synchronize()
    return time.perf_counter() - began


def _peak() -> float:
    peak = torch.cuda.max_memory_allocated() / 1e9
    torch.cuda.reset_peak_memory_stats()
    return peak


def _painting() -> Painting:
    on = device()
    settings = ENGINES["sdxl"].image
    assert settings is not None
    with TemporaryDirectory() as folder:
        tokenizer = tiny_tokenizer(Path(folder))
    first = CLIPTextConfig(hidden_size=768, intermediate_size=3072, num_hidden_layers=12)
    second = CLIPTextConfig(
        hidden_size=1280,
        intermediate_size=5120,
        num_hidden_layers=32,
        num_attention_heads=20,
        projection_dim=1280,
    )
    first.num_attention_heads = 12
    pipeline: Any = FollowingPipeline(
        vae=image_vae(on.name, on.precision).to(memory_format=torch.channels_last),
        text_encoder=CLIPTextModel(first).to(on.name, on.precision),
        text_encoder_2=CLIPTextModelWithProjection(second).to(on.name, on.precision),
        tokenizer=tokenizer,
        tokenizer_2=tokenizer,
        unet=image_unet(on.name, on.precision).to(memory_format=torch.channels_last),
        scheduler=EulerDiscreteScheduler(**_SCHEDULE, steps_offset=1),
        add_watermarker=False,
    )
    pipeline.set_progress_bar_config(disable=True)
    loaded = Loaded(pipeline)
    return Painting(Easel(lambda: loaded, "sdxl"), settings, silent)


def _filming() -> Filming:
    on = device()
    settings = ENGINES["svd-xt"].clip
    assert settings is not None
    vision = CLIPVisionConfig(
        hidden_size=1280,
        intermediate_size=5120,
        num_hidden_layers=32,
        num_attention_heads=16,
        patch_size=14,
        projection_dim=1024,
    )
    pipeline: Any = StableVideoDiffusionPipeline(
        vae=video_vae(on.name, on.precision),
        image_encoder=CLIPVisionModelWithProjection(vision).to(on.name, on.precision),
        unet=video_unet(on.name, on.precision),
        scheduler=EulerDiscreteScheduler(
            **_SCHEDULE,
            timestep_type="continuous",
            prediction_type="v_prediction",
            sigma_min=0.002,
            sigma_max=700.0,
            use_karras_sigmas=True,
        ),
        feature_extractor=CLIPImageProcessorPil(),
    )
    pipeline.set_progress_bar_config(disable=True)

    return Filming(Kit(lambda: pipeline, "svd-xt"), settings, SIZE, silent)

"""What diffusion costs: `python -m benchmarks.gpu`.

Everywhere: floating-point operations of the full-size models, counted on tensors that hold no
numbers (`FlopCounterMode` on the meta device; a multiplication and an addition are two), and from
them what a second of film of the profile `quality` takes. The counts are asserted: another
architecture or a changed library shows here first.

On a machine with CUDA also: the same models with random weights, which take the time that true ones
do. Each stage is run as its engine runs it, twice: the first time is the cold start.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.gpu_models import image_unet, image_vae, video_unet, video_vae
from common.artifacts.clips import ENOUGH
from common.catalogue import ENGINES, PROFILES
from workers.engines.footage.motion import SLOWEST

WIDTH, HEIGHT, FRAMES = 1024, 576, 25
KNOWN = {"SDXL UNet": 3.64, "SVD UNet": 79.95, "SVD VAE decode": 173.6}
"""TFLOP of one forward at 1024x576, and of 25 frames."""
_TOLERANCE = 0.01


class Cost(NamedTuple):
    """TFLOP of one run, and how many a shot takes."""

    tera: float
    runs: int

    @property
    def total(self) -> float:
        return self.tera * self.runs


def main() -> None:
    costs = count()
    print(f"{'one run at 1024x576':<24} {'TFLOP':>9}  {'a shot':>6} {'TFLOP':>9}")
    for name, cost in costs.items():
        print(f"{name:<24} {cost.tera:9.2f}  {cost.runs:6d} {cost.total:9.1f}")
    total = sum(cost.total for cost in costs.values())
    longest = FRAMES / SLOWEST / float(ENOUGH)
    shot = min(longest, PROFILES["quality"].longest_shot)
    print(f"{'a shot of ' + f'{shot:.1f} s':<24} {'':>17} {total:9.1f}")
    print(f"{'a second of film':<24} {'':>17} {total / shot:9.1f}")
    check(costs)
    if torch.cuda.is_available():
        from benchmarks.gpu_timing import measure  # noqa: PLC0415 - needs a GPU to be of use

        measure(costs, shot)
    else:
        print("no CUDA here: nothing was timed")


def count() -> dict[str, Cost]:
    """Operations of the profile `quality`, by model; its text encoders take 0.2 TFLOP a film."""
    image, clip = ENGINES["sdxl"].image, ENGINES["svd-xt"].clip
    assert image is not None
    assert clip is not None
    passes = 2 if image.guidance > 1 else 1
    clip_passes = 2 if clip.most_guidance > 1 else 1
    return {
        "SDXL UNet": Cost(image_forward(), image.steps * passes),
        "SDXL VAE decode": Cost(image_decode(), 1),
        "SVD UNet": Cost(video_forward(), clip.steps * clip_passes),
        "SVD VAE encode": Cost(video_encode(), 1),
        "SVD VAE decode": Cost(video_decode(), 1),
    }


def check(costs: dict[str, Cost]) -> None:
    """Raises:
    AssertionError: a count is not the known one.
    """
    for name, known in KNOWN.items():
        found = costs[name].tera
        assert abs(found / known - 1) < _TOLERANCE, f"{name}: {found:.2f} TFLOP, not {known}"


def image_forward() -> float:
    unet = image_unet("meta")
    more = {"text_embeds": _empty(1, 1280), "time_ids": _empty(1, 6)}
    return _counted(
        lambda: unet(_latents(1), _empty(1), _empty(1, 77, 2048), added_cond_kwargs=more)
    )


def image_decode() -> float:
    vae = image_vae("meta")
    return _counted(lambda: vae.decode(_latents(1)))


def video_forward() -> float:
    unet = video_unet("meta")
    latents = _empty(1, FRAMES, 8, HEIGHT // 8, WIDTH // 8)
    return _counted(lambda: unet(latents, _empty(1), _empty(1, 1, 1024), _empty(1, 3)))


def video_encode() -> float:
    vae = video_vae("meta")
    return _counted(lambda: vae.encode(_empty(1, 3, HEIGHT, WIDTH)))


def video_decode() -> float:
    vae = video_vae("meta")
    return _counted(lambda: vae.decode(_latents(FRAMES), num_frames=FRAMES))


def _latents(count: int) -> torch.Tensor:
    return _empty(count, 4, HEIGHT // 8, WIDTH // 8)


def _empty(*shape: int) -> torch.Tensor:
    return torch.empty(shape, device="meta")


@torch.no_grad()
def _counted(run: Callable[[], Any]) -> float:
    with FlopCounterMode(display=False) as counter:
        run()
    return float(counter.get_total_flops()) / 1e12


if __name__ == "__main__":
    main()

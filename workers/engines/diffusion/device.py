"""Where models run, and in which precision."""

from dataclasses import dataclass
from functools import cache

import torch


@dataclass(frozen=True)
class Device:
    """`precision` is that of weights and activations."""

    name: str
    precision: torch.dtype

    @property
    def is_gpu(self) -> bool:
        return self.name == "cuda"


@cache
def device() -> Device:
    """The GPU in bfloat16, else the CPU in float32.

    Half precision is no choice: SDXL's decoder overflows in it, bfloat16 has the range of float32.
    On a CPU there is one thread, since sums in parallel hang on the number of cores.
    """
    if torch.cuda.is_available():
        torch.backends.cuda.matmul.allow_tf32 = True
        torch.backends.cudnn.allow_tf32 = True
        return Device("cuda", torch.bfloat16)
    torch.set_num_threads(1)
    return Device("cpu", torch.float32)


def generator(seed: int) -> torch.Generator:
    """Noise drawn on the CPU, so that a seed means the same on every device."""
    return torch.Generator("cpu").manual_seed(seed)

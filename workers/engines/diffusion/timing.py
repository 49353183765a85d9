"""How many pictures a device makes fastest at once: tried out, since no data sheet says."""

import time
from collections.abc import Callable

import torch

from workers.engines.diffusion.residency import free_caches

_GAIN = 0.1
"""Of a picture's time. Less is not worth that pictures wait for one another."""
_MOST = 8


def fastest(seconds: Callable[[int], float], *, most: int = _MOST) -> int:
    """How many at once, doubled as long as each becomes faster and all fit.

    Args:
        seconds: that so many take at once; it may run out of memory.
    """
    best, each = 1, seconds(1)
    while 2 * best <= most:
        try:
            now = seconds(2 * best) / (2 * best)
        except torch.OutOfMemoryError:
            now = each
        if now > (1 - _GAIN) * each:
            break
        best, each = 2 * best, now
    free_caches()
    return best


def timed(work: Callable[[], object]) -> float:
    """Seconds of the second time: kernels are chosen in the first."""
    work()
    _wait()
    begun = time.perf_counter()
    work()
    _wait()
    return time.perf_counter() - begun


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()

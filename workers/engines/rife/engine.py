"""RIFE in torch: the instants between two frames, side by side in one pass."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from numpy.typing import NDArray
from torch import Tensor

from common.models import MODELS, require
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import device
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.rife.guarding import Guarded
from workers.engines.rife.loading import Ifnet, load_ifnet

Frame = NDArray[np.uint8]

_GRID = 32
"""Pixels; the coarsest block sees an eighth of the picture and halves it twice."""
WORKING = 10**9
"""Bytes for four instants of 1024x576: an estimate, not measured yet."""


class Rife:
    """RIFE HDv3."""

    name, model = "rife", "rife-hdv3"

    def at_work(self, *, folder: Path) -> Guarded:
        """The engine for one order.

        Args:
            folder: of all models.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be loaded.
        """
        return Guarded(Passes(self.loaded(folder), self.name))

    def loaded(self, folder: Path) -> Ifnet:
        """The network, in memory; errors as `at_work`."""
        require([self.model], folder)
        file = folder / self.model / MODELS[self.model].files[0]
        need = Need(weights=file.stat().st_size, working=WORKING)
        return residency().borrow(
            self.name, folder, need=need, load=lambda: self._load(folder, file)
        )

    def warm_up(self, folder: Path) -> None:
        """Load the network; errors as `at_work`."""
        self.loaded(folder)

    def _load(self, folder: Path, file: Path) -> Ifnet:
        check(self.model, folder)
        return load_ifnet(file, on=device())


class RifeV4(Rife):
    """RIFE v4.6, which shows any instant in one pass."""

    name, model = "rife-v4", "rife-v4"


class Passes:
    """Asks a network, several instants at a time, one by one where memory runs out."""

    def __init__(self, network: Ifnet, name: str) -> None:
        self._network, self._name = network, name

    def __call__(self, before: Frame, after: Frame, fractions: Sequence[float]) -> list[Frame]:
        first, second = (_to_tensor(frame, device().name) for frame in (before, after))
        height, width = before.shape[:2]

        def shown(instants: Sequence[float]) -> list[Frame]:
            with torch.inference_mode():
                pictures = self._network(first, second, list(instants))
            return list(_to_pixels(pictures[:, :, :height, :width]))

        return ever_smaller(
            self._name,
            [
                ("all instants at once", lambda: shown(fractions)),
                ("one by one", lambda: [frame for t in fractions for frame in shown([t])]),
            ],
        )


def _to_tensor(frame: Frame, where: str) -> Tensor:
    """(1, 3, h, w) from 0 to 1, its sides grown to what the network can halve."""
    height, width = frame.shape[:2]
    tensor = torch.from_numpy(np.array(frame)).to(where).permute(2, 0, 1)[None].float() / 255
    return F.pad(tensor, (0, -width % _GRID, 0, -height % _GRID), mode="replicate")


def _to_pixels(pictures: Tensor) -> Frame:
    scaled = (pictures.clamp(0, 1) * 255).round().to(torch.uint8)
    return np.ascontiguousarray(scaled.permute(0, 2, 3, 1).cpu().numpy())

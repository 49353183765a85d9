"""Published RIFE weights, by the names of whose tensors their layout is known."""

from pathlib import Path

import torch

from common.errors import EngineError
from workers.engines.diffusion.device import Device
from workers.engines.rife.hdv3 import Hdv3
from workers.engines.rife.v4 import V4

Ifnet = Hdv3 | V4


def load_ifnet(file: Path, *, on: Device) -> Ifnet:
    """The network of a file, on its device; its layers in half precision on a GPU.

    The file is unpickled as tensors alone: whatever else it held would be refused.

    Raises:
        EngineError: it is damaged, or of a version that is not known here.
    """
    try:
        tensors = torch.load(file, map_location="cpu", weights_only=True)
    except Exception as problem:  # what a pickle may raise is not bounded
        first = (str(problem).splitlines() or ["no reason given"])[0][:200]
        raise EngineError(f"{file} cannot be read ({first}); pull it again") from problem
    state = {name.removeprefix("module."): value for name, value in tensors.items()}
    network = _network(state, file).eval()
    half = torch.float16 if on.is_gpu else torch.float32
    ready: Ifnet = network.to(on.name, half)
    return ready


def _network(state: dict[str, torch.Tensor], file: Path) -> Ifnet:
    try:
        if "block0.convblock0.0.0.weight" in state:
            return Hdv3.of(state)
        if "block0.convblock.0.beta" in state and "encode.cnn0.weight" not in state:
            return V4.of(state)
    except (KeyError, RuntimeError) as problem:
        raise EngineError(f"{file} holds another network than its names say: {problem}") from None
    raise EngineError(f"{file} is no RIFE of a known layout; there is: HDv3 (v3.6), v4.3 to v4.6")

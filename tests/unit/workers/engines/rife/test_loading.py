from pathlib import Path

import pytest
import torch

from common.errors import EngineError
from tests.support.diffusing import tampered
from tests.support.rife import lay_hdv3, published_hdv3, small_v4
from workers.engines.diffusion.device import Device, device
from workers.engines.rife.engine import Rife
from workers.engines.rife.hdv3 import Hdv3
from workers.engines.rife.loading import load_ifnet
from workers.engines.rife.v4 import V4


def test_layouts_are_told_by_their_names(tmp_path: Path) -> None:
    assert isinstance(load_ifnet(published_hdv3(), on=device()), Hdv3)
    assert isinstance(load_ifnet(small_v4(tmp_path / "v4.pkl"), on=device()), V4)


def test_on_a_gpu_layers_are_in_half_precision(tmp_path: Path) -> None:
    class Gpu(Device):
        is_gpu = True

    network = load_ifnet(small_v4(tmp_path / "v4.pkl"), on=Gpu("cpu", torch.bfloat16))
    assert {value.dtype for value in network.parameters()} == {torch.float16}
    shown = network(torch.rand(1, 3, 32, 32), torch.rand(1, 3, 32, 32), [0.25, 0.5])
    assert (shown.shape, shown.dtype) == ((2, 3, 32, 32), torch.float32)


def test_a_pickle_that_runs_code_is_refused(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("ran",)

    file = tmp_path / "flownet.pkl"
    torch.save({"block0": Trap()}, file)
    with pytest.raises(EngineError, match="cannot be read"):
        load_ifnet(file, on=device())


@pytest.mark.parametrize("name", ["block0.weight", "encode.cnn0.weight", "block0.convblock.0.beta"])
def test_unknown_layouts_are_refused(tmp_path: Path, name: str) -> None:
    torch.save({name: torch.zeros(1)}, tmp_path / "other.pkl")
    with pytest.raises(EngineError, match=r"of a known layout|another network"):
        load_ifnet(tmp_path / "other.pkl", on=device())


def test_tampered_weights_are_refused(tmp_path: Path) -> None:
    tampered(lay_hdv3(tmp_path) / "rife-hdv3/flownet.pkl")
    with pytest.raises(EngineError, match=r"not what was published.*models pull rife-hdv3"):
        Rife().at_work(folder=tmp_path)

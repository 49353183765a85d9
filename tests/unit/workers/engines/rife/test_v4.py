"""The layout of v4.6, with weights at random: it loads them by name and satisfies the suite."""

import numpy as np
import pytest
import torch

from tests.support.interpolator_suite import *  # noqa: F403 - the suite
from tests.support.interpolator_suite import pan
from tests.support.rife import small_v4
from workers.engines.diffusion.device import device
from workers.engines.rife.engine import Passes
from workers.engines.rife.guarding import Guarded
from workers.engines.rife.loading import load_ifnet
from workers.engines.rife.v4 import V4
from workers.stages.interpolation import Interpolator

PUBLISHED = {
    "block0.conv0.0.0.weight": (96, 7, 3, 3),
    "block0.conv0.1.0.bias": (192,),
    "block1.conv0.0.0.weight": (64, 12, 3, 3),
    "block1.convblock.7.beta": (1, 128, 1, 1),
    "block2.convblock.0.conv.weight": (96, 96, 3, 3),
    "block3.lastconv.0.weight": (64, 24, 4, 4),
}


@pytest.fixture(scope="module")
def interpolator(tmp_path_factory: pytest.TempPathFactory) -> Interpolator:
    file = small_v4(tmp_path_factory.mktemp("v4") / "flownet.pkl")
    return Guarded(Passes(load_ifnet(file, on=device()), "rife-v4"))


def test_its_tensors_are_those_of_the_published_weights() -> None:
    with torch.device("meta"):
        state = V4().state_dict()
    assert {name: tuple(state[name].shape) for name in PUBLISHED} == PUBLISHED
    assert len(state) == 4 * (2 * 2 + 8 * 3 + 2)


def test_without_motion_it_blends_by_its_mask() -> None:
    network = V4([8, 8, 8, 8])
    for value in network.parameters():
        torch.nn.init.zeros_(value)
    one, other = torch.zeros(1, 3, 32, 32), torch.ones(1, 3, 32, 32)
    assert torch.allclose(network(one, other, [0.3]), torch.full((1, 3, 32, 32), 0.5))


def test_it_is_told_the_instant(interpolator: Interpolator) -> None:
    early, late = interpolator.instants(pan(0), pan(6), fractions=[0.2, 0.8])
    assert not np.array_equal(early, late)

"""With the published weights: they load, satisfy the suite, and see better than optical flow."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.interpolation import flow, rebuilt
from common.artifacts.clips import Footage
from tests.support.footage import real_footage
from tests.support.interpolator_suite import *  # noqa: F403 - the suite
from tests.support.interpolator_suite import pan
from tests.support.rife import lay_hdv3
from workers.engines.rife.engine import Rife
from workers.stages.interpolation import Interpolator


@pytest.fixture(scope="module")
def interpolator(tmp_path_factory: pytest.TempPathFactory) -> Interpolator:
    return Rife().at_work(folder=lay_hdv3(tmp_path_factory.mktemp("models")))


def test_a_pan_is_shown_where_it_would_be(interpolator: Interpolator) -> None:
    times = [0.2, 0.5, 0.7]
    for frame, t in zip(
        interpolator.instants(pan(0), pan(10), fractions=times), times, strict=True
    ):
        assert np.abs(frame.astype(float) - pan(10 * t))[8:-8, 20:-20].mean() < 3


def test_time_goes_on_evenly_between_what_the_network_knows(interpolator: Interpolator) -> None:
    times = [0.15 + 0.1 * n for n in range(8)]
    shown = interpolator.instants(pan(0), pan(10), fractions=times)
    steps = [np.abs(b.astype(float) - a)[8:-8, 20:-20].mean() for a, b in pairwise(shown)]
    assert max(steps) < 2 * min(steps)


def test_dropped_frames_of_real_footage_are_rebuilt_better_than_by_flow(
    interpolator: Interpolator,
) -> None:
    clip = real_footage("bikes", rows=72)
    some = Footage(frames=clip.frames[40:47], fps=clip.fps)

    def rife(before: np.ndarray, after: np.ndarray) -> np.ndarray:
        return interpolator.instants(before, after, fractions=[0.5])[0]

    assert rebuilt(some, rife)[0] > rebuilt(some, flow)[0] + 0.5


def test_the_network_is_loaded_once(tmp_path: Path) -> None:
    folder = lay_hdv3(tmp_path)
    assert Rife().loaded(folder) is Rife().loaded(folder)

import pytest

from tests.support.interpolator_suite import *  # noqa: F403 - the suite
from workers.engines.interpolator import FlowInterpolator
from workers.stages.interpolation import Interpolator


@pytest.fixture
def interpolator() -> Interpolator:
    return FlowInterpolator()

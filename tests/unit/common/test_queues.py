import pytest

from common.errors import InvalidInputError
from common.queues import POOLS, pool_named, queue_name


def test_queues_carry_the_brand_and_the_class_where_it_matters() -> None:
    assert queue_name("video", "interactive") == "scopitone.video.interactive"
    assert queue_name("cpu", "interactive") == queue_name("cpu", "batch") == "scopitone.cpu"


def test_pools_are_known_by_name() -> None:
    assert [pool_named(name) for name in POOLS] == list(POOLS)
    with pytest.raises(InvalidInputError, match="there is: control, cpu"):
        pool_named("gpu")

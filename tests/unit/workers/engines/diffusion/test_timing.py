"""How many at once: as invented devices answer."""

import pytest
import torch

from workers.engines.diffusion.timing import fastest, timed


@pytest.mark.parametrize(
    ("seconds", "count"),
    [
        ({1: 1.0, 2: 2.0}, 1),  # a device that is full with one
        ({1: 1.0, 2: 1.9}, 1),  # too little to wait for one another
        ({1: 1.0, 2: 1.2, 4: 1.6, 8: 3.2}, 4),
        ({1: 1.0, 2: 1.0, 4: 1.0, 8: 1.0}, 8),
    ],
)
def test_pictures_are_made_at_once_as_long_as_each_is_faster(
    seconds: dict[int, float], count: int
) -> None:
    assert fastest(seconds.__getitem__) == count


def test_what_does_not_fit_is_not_made_at_once() -> None:
    def seconds(count: int) -> float:
        if count > 2:
            raise torch.OutOfMemoryError
        return 1.0

    assert fastest(seconds) == 2


def test_the_first_time_is_not_counted() -> None:
    done: list[None] = []
    assert timed(lambda: done.append(None)) >= 0
    assert len(done) == 2

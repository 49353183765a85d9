"""A moment of what `python -m tests.fuzz --minutes 10` does for longer."""

from random import Random

import pytest

from tests.fuzz.mutating import mutated
from tests.fuzz.targets import TARGETS, RefusedError

INPUTS = 60
SEED = 1


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_nearly_right_is_taken_or_refused_in_one_line(name: str) -> None:
    target, dice = TARGETS[name], Random(SEED)
    seeds = target.seeds()
    for one in seeds:
        target.read(one)
    for _ in range(INPUTS):
        data = mutated(seeds, dice)
        try:
            target.read(data)
        except RefusedError:
            continue

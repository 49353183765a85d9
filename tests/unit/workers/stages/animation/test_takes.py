from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Cue, Footage, Motion
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from tests.support.pictures import brief, flat
from workers.stages.animation import Verdict, animate_takes
from workers.stages.animation.takes import LIVELIER, seed_of


class Luck:
    """A video model whose take of a number is that grey; it remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, float]] = []
        self.seeds: list[int] = []

    def take(self, number: int, *, liveliness: float) -> "Luck":
        self.asked.append((number, round(liveliness, 6)))
        return self

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Motion | Footage:
        del keyframe, cues, duration
        self.seeds.append(brief.scene.seed)
        grey = len(self.seeds) - 1
        return Footage(frames=np.full((16, 4, 6, 3), grey, dtype=np.uint8), fps=Fraction(8))


def shown(values: Sequence[float], *, flat_takes: Sequence[int] = (), engine: Luck) -> int:
    def judge(footage: Footage) -> Verdict:
        number = int(footage.frames[0, 0, 0, 0])
        return Verdict(values[number], number in flat_takes)

    best = animate_takes(
        keyframe=flat(),
        brief=brief("pan", seed=3),
        cues=(),
        duration=1.0,
        engine=engine,
        takes=len(values),
        judge=judge,
    )
    assert isinstance(best, Footage)
    return int(best.frames[0, 0, 0, 0])


@pytest.mark.parametrize(("values", "kept"), [([1, 3, 2], 1), ([2, 2, 2], 0), ([0, 0, 5], 2)])
def test_the_take_that_meets_the_music_best_is_kept(values: list[float], kept: int) -> None:
    assert shown(values, engine=Luck()) == kept


def test_each_take_has_its_own_seed_and_the_first_the_scenes() -> None:
    engine = Luck()
    shown([1, 2, 3], engine=engine)
    assert engine.seeds[0] == 3
    assert len(set(engine.seeds)) == 3
    assert engine.seeds[1:] == [seed_of(3, 1), seed_of(3, 2)]


def test_after_a_take_that_hardly_moves_the_next_is_livelier() -> None:
    engine = Luck()
    shown([0, 1, 2], flat_takes=[0], engine=engine)
    assert engine.asked == [(0, 1.0), (1, LIVELIER), (2, LIVELIER)]

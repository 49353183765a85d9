from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Cue, Footage, Motion
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.errors import EngineError
from tests.support.pictures import brief
from workers.stages.animation import animate

FPS = Fraction(8)
CUES = [Cue(time=t, weight=0.5) for t in (1.0, 2.0, 3.5, 5.0)]


class Counting:
    """Footage of at most some frames, each brighter by one than the one before."""

    def __init__(self, *, most: int, sizes: Sequence[int] = (16, 16)) -> None:
        self.most, self.sizes = most, list(sizes)
        self.asked: list[tuple[int, list[float], float]] = []

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Motion | Footage:
        del brief
        first = int(keyframe.image[0, 0, 0])
        self.asked.append((first, [cue.time for cue in cues], duration))
        count = min(self.most, int(1.5 * duration * FPS) + 1)
        levels = np.arange(first, first + count, dtype=np.uint8)
        shape = (count, self.sizes.pop(0), 16, 3)
        frames = np.broadcast_to(levels[:, None, None, None], shape)
        return Footage(frames=frames.copy(), fps=FPS)


def made(engine: Counting, duration: float) -> list[int]:
    keyframe = Keyframe(image=np.zeros((16, 16, 3), dtype=np.uint8))
    clip = animate(
        keyframe=keyframe, brief=brief("push in"), cues=CUES, duration=duration, engine=engine
    )
    assert isinstance(clip, Footage)
    return [int(frame[0, 0, 0]) for frame in clip.frames]


def test_enough_footage_is_left_alone() -> None:
    engine = Counting(most=25)
    assert made(engine, 4.0) == list(range(25))
    assert len(engine.asked) == 1


def test_short_footage_goes_on_from_its_last_frame_without_repeating_it() -> None:
    engine = Counting(most=25)
    assert made(engine, 6.0) == list(range(49))
    first, cues, duration = engine.asked[1]
    assert first == 24
    assert cues == [0.5, 2.0]
    assert duration == pytest.approx((1.5 * 6.0 - 3.0) / 1.5)


def test_there_is_no_third_clip() -> None:
    engine = Counting(most=25)
    assert len(made(engine, 12.0)) == 49
    assert len(engine.asked) == 2


def test_clips_of_two_sizes_are_refused() -> None:
    with pytest.raises(EngineError, match="cannot be joined"):
        made(Counting(most=25, sizes=[16, 8]), 6.0)

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Cue, Footage, Motion
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.errors import EngineError
from tests.support.pictures import brief, flat
from workers.engines.camera import Camera
from workers.stages.animation import animate

CUES = (Cue(time=0.5, weight=1.0), Cue(time=1.0, weight=0.5))


class Answering:
    """An animator that answers one thing, whatever it is asked."""

    def __init__(self, answer: Motion | Footage) -> None:
        self.answer = answer

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Motion | Footage:
        del keyframe, brief, cues, duration
        return self.answer


def _footage(frames: int, *, fps: int = 8) -> Footage:
    return Footage(frames=np.zeros((frames, 4, 6, 3), dtype=np.uint8), fps=Fraction(fps))


def _ask(answer: Motion | Footage, *, duration: float = 2.0) -> Motion | Footage:
    engine = Answering(answer)
    return animate(keyframe=flat(), brief=brief("pan"), cues=CUES, duration=duration, engine=engine)


def _motion(duration: float = 2.0, landings: tuple[Cue, ...] = CUES) -> Motion:
    return Motion(
        duration=duration, move="pan", amount=1.0, direction=0.0, landings=landings, seed=1
    )


def test_the_camera_answers_with_landings_on_the_cues() -> None:
    motion = animate(
        keyframe=flat(), brief=brief("pan right"), cues=CUES, duration=2.0, engine=Camera()
    )
    assert isinstance(motion, Motion)
    assert motion.landings == CUES


def test_footage_passes() -> None:
    footage = _footage(16)
    assert _ask(footage) is footage


@pytest.mark.parametrize("duration", [0.0, -1.0, 1e4])
def test_a_senseless_duration_is_refused(duration: float) -> None:
    with pytest.raises(EngineError, match="lasts"):
        _ask(_motion(), duration=duration)


def test_cues_must_increase() -> None:
    with pytest.raises(EngineError, match="do not increase"):
        animate(keyframe=flat(), brief=brief("pan"), cues=CUES[::-1], duration=2.0, engine=Camera())


def test_another_duration_is_refused() -> None:
    with pytest.raises(EngineError, match=r"asked for 2\.0 s"):
        _ask(_motion(3.0))


def test_landings_elsewhere_are_refused() -> None:
    with pytest.raises(EngineError, match=r"lands at 0\.700 s"):
        _ask(_motion(landings=(Cue(time=0.7, weight=1.0),)))


def test_too_little_footage_is_refused() -> None:
    with pytest.raises(EngineError, match="cannot fill"):
        _ask(_footage(3))


def test_footage_of_another_kind_is_refused() -> None:
    grey = Footage(frames=np.zeros((16, 4, 6), dtype=np.uint8), fps=Fraction(8))
    with pytest.raises(EngineError, match="uint8"):
        _ask(grey)

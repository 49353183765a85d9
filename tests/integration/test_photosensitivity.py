"""No film flashes: WCAG 2.3.1 allows three general flashes in a second."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Cue, Footage, Motion
from common.artifacts.keyframes import Keyframe
from tests.support import clips
from tests.support.briefs import brief
from tests.support.flashes import most_flashes_in_a_second
from workers.engines.camera import Shot
from workers.engines.interpolator import FlowInterpolator
from workers.engines.motion import MotionMeter
from workers.engines.painter import Painter
from workers.stages.interpolation import draw, retime
from workers.stages.keyframes import make_keyframe
from workers.stages.warping import plan_drawn, plan_warp

FPS = Fraction(24)
ALLOWED = 3
SIZE = (160, 90)
FRAMES = 72
CUES = tuple(Cue(time=0.34 * n, weight=1.0 if n % 2 else 0.5) for n in range(1, 9))
"""As fast as beats are followed at all."""


def strobe(*, hertz: float, dark: int, light: int) -> Iterator[clips.Frame]:
    for n in range(FRAMES):
        bright = (n / float(FPS) * hertz) % 1 < 0.5
        yield np.full((90, 160, 3), light if bright else dark, dtype=np.uint8)


def accented(keyframe: Keyframe) -> Iterator[clips.Frame]:
    motion = Motion(duration=3.0, move="push", amount=1.0, direction=0.0, landings=CUES, seed=1)
    plan = plan_drawn(landings=CUES, cues=CUES, frames=FRAMES, fps=FPS, grid=True, accents="strong")
    assert len(plan.accents) >= 7
    return draw(drawable=Shot(keyframe, motion, size=SIZE), plan=plan)


def chequers() -> clips.Frame:
    """The picture that a zoom changes most."""
    rows, columns = np.mgrid[:90, :160] // 6
    return np.repeat((((rows + columns) % 2) * 255).astype(np.uint8)[..., None], 3, axis=2)


def test_the_count_sees_a_strobe_and_not_a_slow_or_a_faint_one() -> None:
    assert most_flashes_in_a_second(strobe(hertz=5, dark=0, light=255), fps=FPS) >= 5
    assert most_flashes_in_a_second(strobe(hertz=2, dark=0, light=255), fps=FPS) <= 2
    assert most_flashes_in_a_second(strobe(hertz=5, dark=100, light=120), fps=FPS) == 0


def test_strong_accents_on_the_fastest_beats_do_not_flash() -> None:
    assert most_flashes_in_a_second(accented(Keyframe(image=chequers())), fps=FPS) <= ALLOWED


@pytest.mark.parametrize(
    "place", ["a field at night, thunderstorm, lightning", "a club with strobe lights at night"]
)
def test_scenes_of_lightning_and_strobes_do_not_flash(place: str) -> None:
    keyframe = make_keyframe(brief=brief(place), size=SIZE, engine=Painter())
    assert most_flashes_in_a_second(accented(keyframe), fps=FPS) <= ALLOWED


def test_strong_accents_on_footage_do_not_flash() -> None:
    frames = np.stack([clips.slide(chequers(), 2.0 * n, 0) for n in range(40)])
    clip = Footage(frames=frames, fps=Fraction(8))
    plan = plan_warp(
        track=MotionMeter().measure(frames, fps=clip.fps),
        cues=CUES, frames=FRAMES, fps=FPS, grid=True, accents="strong",
    )  # fmt: skip
    shown = retime(clip=clip, plan=plan, interpolator=FlowInterpolator())
    assert most_flashes_in_a_second(shown, fps=FPS) <= ALLOWED

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from common.artifacts.clips import Footage
from common.artifacts.warp_plan import Accent, WarpPlan
from common.errors import InvalidInputError
from tests.support import clips
from workers.stages.interpolation import draw, retime

FPS = Fraction(24)


class CrossFade:
    """The least interpolator there is."""

    def instants(
        self,
        before: clips.Frame,
        after: clips.Frame,
        *,
        fractions: Sequence[float],
        earlier: clips.Frame | None = None,
        later: clips.Frame | None = None,
    ) -> list[clips.Frame]:
        del earlier, later
        return [(before * (1 - share) + after * share).astype(np.uint8) for share in fractions]


class Witness(CrossFade):
    """Remembers the grey levels of the frames that it was shown."""

    def __init__(self) -> None:
        self.seen: list[tuple[int | None, ...]] = []

    def instants(
        self,
        before: clips.Frame,
        after: clips.Frame,
        *,
        fractions: Sequence[float],
        earlier: clips.Frame | None = None,
        later: clips.Frame | None = None,
    ) -> list[clips.Frame]:
        around = (earlier, before, after, later)
        self.seen.append(tuple(None if f is None else int(f[0, 0, 0]) for f in around))
        return [before for _ in fractions]


def ramp(count: int) -> Footage:
    levels = np.arange(count, dtype=np.uint8) * 10
    frames = np.broadcast_to(levels[:, None, None, None], (count, 40, 64, 3)).copy()
    return Footage(frames=frames, fps=Fraction(8))


def planned(times: list[float], *accents: Accent) -> WarpPlan:
    return WarpPlan(
        fps=FPS, source_times=tuple(times), matches=(), accents=accents, cost=0, grid=True
    )


def test_each_output_frame_shows_its_own_instant() -> None:
    plan = planned([0.0, 0.0625, 0.125, 0.2, 0.5])
    shown = [int(f[0, 0, 0]) for f in retime(clip=ramp(5), plan=plan, interpolator=CrossFade())]
    assert shown == [0, 5, 10, 16, 40]


def test_whole_positions_show_the_frame_itself() -> None:
    clip = Footage(frames=np.stack(list(clips.noise(4))), fps=Fraction(8))
    plan = planned([0.0, 0.125, 0.25, 0.375])
    shown = retime(clip=clip, plan=plan, interpolator=CrossFade())
    for frame, original in zip(shown, clip.frames, strict=True):
        assert np.array_equal(frame, original)


def test_a_plan_beyond_the_last_frame_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="plan it anew"):
        retime(clip=ramp(4), plan=planned([0.0, 0.4]), interpolator=CrossFade())


def test_a_clip_of_one_frame_can_show_that_frame() -> None:
    shown = list(retime(clip=ramp(1), plan=planned([0.0]), interpolator=CrossFade()))
    assert len(shown) == 1


def test_an_accent_enlarges_the_middle() -> None:
    picture = clips.texture(144, 256, seed=0)
    clip = Footage(frames=np.stack([picture] * 4), fps=Fraction(8))
    times = [n / 100 for n in range(13)]
    plan = planned(times, Accent(time=0.25, strength=1.0))
    shown = list(retime(clip=clip, plan=plan, interpolator=CrossFade()))
    change = [np.abs(f.astype(int) - picture).mean() for f in shown]
    assert change[0] == change[3] == 0
    assert np.argmax(change) == 6
    assert np.array_equal(shown[0], picture)
    middle = np.abs(shown[6].astype(int) - picture)[68:76, 124:132].mean()
    assert middle < 0.3 * change[6]


def test_a_drawable_is_drawn_at_the_source_times_with_its_pushes() -> None:
    clip = clips.Stopping([0.5])
    plan = planned([0.0, 0.1, 0.3], Accent(time=2 / 24, strength=1.0))
    shown = list(draw(drawable=clip, plan=plan))
    assert np.array_equal(shown[0], clips.zoomed(clip.frame(0.0), 1 + 0.025 * (1 / 3)))
    assert np.array_equal(shown[2], clips.zoomed(clip.frame(0.3), 1.025))


def test_without_accents_nothing_is_pushed() -> None:
    clip = clips.Stopping([0.5])
    shown = list(draw(drawable=clip, plan=planned([0.0, 0.25])))
    assert np.array_equal(shown[1], clip.frame(0.25))


def test_the_frames_around_a_pair_come_with_it() -> None:
    witness = Witness()
    list(retime(clip=ramp(4), plan=planned([0.0, 0.2, 0.3, 0.375]), interpolator=witness))
    assert witness.seen == [(None, 0, 10, 20), (0, 10, 20, 30), (10, 20, 30, None)]

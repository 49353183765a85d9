from fractions import Fraction
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.artifacts.clips import Cue, Motion, Move
from common.artifacts.keyframes import Keyframe, Living, Sprite
from tests.support.pictures import SIZE, brief, flat, framed, layered
from workers.engines.camera import Camera, Shot
from workers.engines.motion import MotionMeter

MOVES = get_args(Move)
LIVES = get_args(Living)
DURATION = 4.0
BEATS = tuple(Cue(time=k * 0.5, weight=1.0 if k % 4 == 0 else 0.5) for k in range(8))
WALKER = Sprite(kind="human", x=0.5, y=0.85, height=0.4, depth=1.0, travel=0.02)


def _motion(
    move: str, *, cues: tuple[Cue, ...] = BEATS, amount: float = 1.0, seed: int = 3
) -> Motion:
    direction = 1.5707963 if move in ("tilt", "crane") else 0.0
    return Motion.model_validate(
        {
            "duration": DURATION,
            "move": move,
            "amount": amount,
            "direction": direction,
            "landings": cues,
            "seed": seed,
        }
    )


def _shot(move: str, *, size: tuple[int, int] = SIZE, **options: object) -> Shot:
    return Shot(layered(), _motion(move, **options), size=size)  # type: ignore[arg-type]


@pytest.mark.parametrize("move", MOVES)
@given(
    time=st.floats(min_value=0, max_value=1.5 * DURATION),
    away=st.booleans(),
    push=st.sampled_from([0.0, 1.0]),
)
@settings(max_examples=12, deadline=None)
def test_no_edge_is_ever_seen(move: str, time: float, *, away: bool, push: float) -> None:
    motion = _motion(move)
    if away:
        motion = motion.model_copy(update={"direction": motion.direction + np.pi})
    frame = Shot(framed(), motion, size=SIZE).frame(time, push=push).astype(int)
    assert (frame[..., 0] < 40).all()
    assert (frame[..., 2] < 40).all()


@pytest.mark.parametrize("living", LIVES)
def test_a_small_step_in_time_changes_little(living: Living) -> None:
    shot = Shot(layered(living=living, sprites=(WALKER,)), _motion("pan"), size=SIZE)
    first, second = shot.frames_at(np.array([1.30, 1.3005]))
    assert np.abs(first.astype(int) - second).mean() < 1.5


def test_any_order_gives_the_same_bytes() -> None:
    times = np.array([0.1, 2.7, 1.3, 5.9])
    keyframe = layered(sprites=(WALKER,), living="sway")
    forward = list(Shot(keyframe, _motion("orbit"), size=SIZE).frames_at(times))
    backward = list(Shot(keyframe, _motion("orbit"), size=SIZE).frames_at(times[::-1]))
    for one, other in zip(forward, backward[::-1], strict=True):
        assert one.tobytes() == other.tobytes()


def test_an_instant_drawn_twice_is_the_same() -> None:
    shot = _shot("handheld")
    assert shot.frame(1.234).tobytes() == shot.frame(1.234).tobytes()


@pytest.mark.parametrize("size", [(160, 90), (96, 54), (320, 180)])
def test_any_size_shows_the_same_view(size: tuple[int, int]) -> None:
    frame = _shot("push", size=size).frame(2.0)
    assert frame.shape == (size[1], size[0], 3)
    assert frame.dtype == np.uint8
    reference = _shot("push").frame(2.0)
    small = [
        f.reshape(9, f.shape[0] // 9, 16, f.shape[1] // 16, 3).mean((1, 3))
        for f in (frame, reference)
    ]
    assert np.abs(small[0] - small[1]).mean() < 4


@pytest.mark.parametrize("move", MOVES)
def test_every_move_moves(move: str) -> None:
    early, late = _shot(move).frames_at(np.array([0.3, 3.6]))
    assert np.abs(early.astype(int) - late).mean() > 3


def test_near_things_move_more_than_far_ones() -> None:
    """Under a pan the post (depth 1.3) crosses more pixels than the backdrop (depth 0)."""
    shot = _shot("pan", cues=())
    matrices = [
        shot._matrix(v, d, 0.0) for d in (0.0, 1.3) for v in (shot._view(0.5), shot._view(3.5))
    ]
    far, near = (b[0, 2] - a[0, 2] for a, b in (matrices[:2], matrices[2:]))
    assert near > 2 * far > 0


def test_a_push_in_enlarges_and_a_pull_back_shrinks() -> None:
    push, pull = _shot("push", cues=()), _shot("pull", cues=())
    zooms = [[s._view(t).zoom for t in (0.5, 2.0, 3.5)] for s in (push, pull)]
    assert zooms[0] == sorted(zooms[0])
    assert zooms[1] == sorted(zooms[1], reverse=True)


def test_an_accent_pushes_the_picture_in() -> None:
    shot = Shot(flat(), _motion("static", cues=()), size=SIZE)
    plain, pushed = shot.frames_at(np.array([1.0, 1.0]), pushes=np.array([0.0, 1.0]))
    assert np.abs(plain.astype(int) - pushed).mean() > 2
    middle = np.s_[44:46, 79:81]
    assert np.abs(plain[middle].astype(int) - pushed[middle]).mean() < 6


def test_a_flat_picture_is_moved_over_inside_its_margin() -> None:
    picture = Keyframe(image=np.maximum(flat().image, 40))
    shot = Camera().open(picture, _motion("pan"), size=SIZE)
    frames = list(shot.frames_at(np.array([0.0, 6.0])))
    assert np.abs(frames[0].astype(int) - frames[1]).mean() > 10
    assert min(frame.min() for frame in frames) > 20


def test_without_cues_speed_is_even() -> None:
    shot = _shot("pan", cues=())
    x = np.array([shot._view(t).x for t in np.arange(0, 6, 0.1)])
    assert np.diff(x).std() < 1e-9


@pytest.mark.parametrize("move", ["static", "push", "pan", "orbit"])
def test_motion_comes_to_rest_on_the_beats(move: str) -> None:
    """The project's own meter finds its visual beats at the cues, on the drawn pictures."""
    shot = Shot(layered(size=(256, 144)), _motion(move), size=(256, 144))
    track = MotionMeter().measure(shot.frames_at(np.arange(96) / 24), fps=Fraction(24))
    beats = np.array([cue.time for cue in BEATS])
    near = np.abs(track.beats[:, None] - beats).min(axis=1)
    assert np.mean(near <= 0.07) >= 0.8
    downbeat = np.array([2.0])
    assert np.abs(track.beats[:, None] - downbeat).min() <= 0.07


def test_the_camera_plans_what_the_scene_asks_for() -> None:
    light = Cue(time=1.75, weight=0.2)
    motion = Camera().animate(
        layered(), brief=brief("wide shot, slow pan left"), cues=(*BEATS[:3], light), duration=3.0
    )
    assert motion.move == "pan"
    assert motion.direction == pytest.approx(np.pi)
    assert motion.landings == BEATS[:3]
    assert motion.duration == 3.0


@pytest.mark.parametrize("living", ["fall", "rise"])
def test_what_falls_or_rises_lands_with_the_camera(living: Living) -> None:
    shot = Shot(layered(living=living), _motion("static"), size=(256, 144))
    fps = Fraction(24)
    track = MotionMeter().measure(shot.frames_at(np.arange(96) / 24), fps=fps)
    beats = np.array([cue.time for cue in BEATS[1:]])
    missed = np.abs(track.beats[None, :] - beats[:, None]).min(axis=1)
    assert np.median(missed) < 0.05

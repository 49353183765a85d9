"""Material for `benchmarks.sync`: shots to be filled, of three kinds.

stopping   drawn squares that stop at random moments, delivered at 8 frames a second
drifting   a camera that only pans, at 8 frames a second
real       the clips of `tests.support.footage`, their cuts included; shots end on beats
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import FOOTAGE, Cue, Footage, MotionTrack
from common.timebase import FrameSpan, frame_at, tile
from tests.support.clips import Stopping, slide, texture
from tests.support.footage import CLIPS, real_footage
from workers.engines.motion import MotionMeter
from workers.stages.warping import ZOOM, frames_needed

Frame = NDArray[np.uint8]
Song = dict[str, list[float]]

FPS, CLIP_FPS = Fraction(24), Fraction(8)
SECONDS = 20.0
KINDS = ("stopping", "drifting", "real")
_ROWS, _COLUMNS = 144, 256


class Panning:
    """A camera that pans evenly over a wide picture; any instant can be drawn."""

    def __init__(self, *, seed: int, speed: float = 0.15) -> None:
        self._wide, self._speed = texture(_ROWS, 480, seed=seed), speed

    def frame(self, t: float) -> Frame:
        return slide(self._wide, -self._speed * _ROWS * t, 0)[:, :_COLUMNS].copy()

    def frames_at(
        self, times: NDArray[np.float64], *, pushes: NDArray[np.float64] | None = None
    ) -> Iterator[Frame]:
        for n, t in enumerate(times):
            yield pushed_in(self.frame(float(t)), 0.0 if pushes is None else float(pushes[n]))


def pushed_in(frame: Frame, push: float) -> Frame:
    if push <= 0:
        return frame
    height, width = frame.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), 0, 1 + ZOOM * push)
    return np.asarray(cv2.warpAffine(frame, matrix, (width, height), flags=cv2.INTER_CUBIC))


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A shot to be filled: its footage, what was measured of it, and what can draw it, if any."""

    world: Stopping | Panning | None
    footage: Footage
    track: MotionTrack
    cues: list[Cue]
    frames: int


def shots(song: Song, kind: str, *, seconds: float = SECONDS) -> list[Shot]:
    """Shots that follow each other, for about so many seconds."""
    return _real(song, seconds) if kind == "real" else _drawn(song, kind, seconds)


def _drawn(song: Song, kind: str, seconds: float) -> list[Shot]:
    """Shots of two bars each."""
    bars = np.array([0.0, *(t for t in song["downbeats"] if 0.5 < t < seconds - 2)])
    random = np.random.default_rng(7)
    made: list[Shot] = []
    for span in tile([*bars[::2].tolist(), seconds], FPS):
        seed = int(random.integers(10**6))
        stops = np.cumsum(random.uniform(0.4, 1.1, 20))
        world = Stopping(stops.tolist(), seed=seed) if kind == "stopping" else Panning(seed=seed)
        count = frames_needed(frames=span.frames, fps=FPS, clip_fps=CLIP_FPS)
        frames = np.stack([world.frame(float(n / CLIP_FPS)) for n in range(count)])
        footage = Footage(frames=frames, fps=CLIP_FPS)
        made.append(_shot(song, footage, _measured(footage), span, world=world))
    return made


def _real(song: Song, seconds: float) -> list[Shot]:
    """The clips over and over, each up to the last beat that two thirds of its length reach."""
    made: list[Shot] = []
    start = 0
    while start < seconds * FPS:
        for footage, track in _clips():
            most = start + int((footage.duration - 1 / footage.fps) / FOOTAGE * FPS)
            end = max(frame for beat in song["beats"] if (frame := frame_at(beat, FPS)) <= most)
            made.append(_shot(song, footage, track, FrameSpan(start, end)))
            start = end
    return made


@cache
def _clips() -> tuple[tuple[Footage, MotionTrack], ...]:
    found: list[tuple[Footage, MotionTrack]] = []
    for name in CLIPS:
        clip = real_footage(name, rows=_ROWS)
        framed = Footage(frames=np.stack([_framed(f) for f in clip.frames]), fps=clip.fps)
        found.append((framed, _measured(framed)))
    return tuple(found)


def _framed(frame: Frame) -> Frame:
    """The middle of a picture, 144 rows of 256 pixels, filled."""
    height, width = frame.shape[:2]
    scale = max(_ROWS / height, _COLUMNS / width)
    size = (max(_COLUMNS, round(width * scale)), max(_ROWS, round(height * scale)))
    grown = cv2.resize(frame, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    left, top = (size[0] - _COLUMNS) // 2, (size[1] - _ROWS) // 2
    return np.asarray(grown[top : top + _ROWS, left : left + _COLUMNS], dtype=np.uint8)


def _measured(footage: Footage) -> MotionTrack:
    return MotionMeter().measure(footage.frames, fps=footage.fps)


def _shot(
    song: Song,
    footage: Footage,
    track: MotionTrack,
    span: FrameSpan,
    *,
    world: Stopping | Panning | None = None,
) -> Shot:
    start, end = float(span.start / FPS), float(span.end / FPS)
    cues = [
        Cue(time=b - start, weight=1.0 if b in song["downbeats"] else 0.5)
        for b in song["beats"]
        if start <= b < end
    ]
    return Shot(world=world, footage=footage, track=track, cues=cues, frames=span.frames)

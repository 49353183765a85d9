"""What matching and warping are worth: `python -m benchmarks.sync [MUSIC_FOLDER]`.

Films are cut from synthetic clips at 8 frames a second against songs whose beats are known exactly
(the `d*.json` of the folder: `beats`, `downbeats`). A shot lasts two bars; its clip stops at random
moments (stopping) or only pans (drifting). Every film is rendered to 24 frames a second, measured
with the motion meter and scored. The rows of the table:

    linear    natural speed
    greedy    the nearest free beat for each visual beat, a smooth warp through them
    matched   the optimal matching, the same smooth warp
    ramps     with speed ramps that land on beats
    accents   with subtle accents
    corrected with one correction by the rendered segment
    drawn     as corrected, but drawn at the warped times instead of interpolated
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from common.artifacts.clips import Cue, Footage, MotionTrack
from common.artifacts.video import Scores
from common.artifacts.warp_plan import WarpPlan
from common.timebase import FrameSpan, frame_times, tile
from tests.support.clips import Stopping, slide, texture
from workers.engines.interpolator import FlowInterpolator
from workers.engines.motion import MotionMeter
from workers.stages.evaluation import evaluate
from workers.stages.interpolation import draw, retime
from workers.stages.warping import ZOOM, correct, frames_needed, plan_warp
from workers.stages.warping.baseline import match_greedily
from workers.stages.warping.matching import best_matching
from workers.stages.warping.planning import pose, warp

FPS, CLIP_FPS = Fraction(24), Fraction(8)
SECONDS = 20.0
ROWS = ("linear", "greedy", "matched", "ramps", "accents", "corrected", "drawn")
Frame = NDArray[np.uint8]


class Panning:
    """A camera that pans evenly over a wide picture; any instant can be drawn."""

    def __init__(self, *, seed: int, speed: float = 0.15) -> None:
        self._wide, self._speed = texture(144, 480, seed=seed), speed

    def frame(self, t: float) -> Frame:
        return slide(self._wide, -self._speed * 144 * t, 0)[:, :256].copy()

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
    """A shot to be filled: its drawable world, its footage, what was measured of it."""

    world: Stopping | Panning
    footage: Footage
    track: MotionTrack
    cues: list[Cue]
    frames: int


def shots(song: dict[str, list[float]], kind: str) -> list[Shot]:
    bars = np.array([0.0, *(t for t in song["downbeats"] if 0.5 < t < SECONDS - 2)])
    edges = [*bars[::2].tolist(), SECONDS]
    random = np.random.default_rng(7)
    meter = MotionMeter()
    made: list[Shot] = []
    for span in tile(edges, FPS):
        start, end = float(span.start / FPS), float(span.end / FPS)
        seed = int(random.integers(10**6))
        stops = np.cumsum(random.uniform(0.4, 1.1, 20))
        world = Stopping(stops.tolist(), seed=seed) if kind == "stopping" else Panning(seed=seed)
        count = frames_needed(frames=span.end - span.start, fps=FPS, clip_fps=CLIP_FPS)
        frames = np.stack([world.frame(float(n / CLIP_FPS)) for n in range(count)])
        footage = Footage(frames=frames, fps=CLIP_FPS)
        cues = [
            Cue(time=b - start, weight=1.0 if b in song["downbeats"] else 0.5)
            for b in song["beats"]
            if start <= b < end
        ]
        track = meter.measure(footage.frames, fps=CLIP_FPS)
        made.append(
            Shot(world=world, footage=footage, track=track, cues=cues, frames=span.end - span.start)
        )
    return made


def plan(shot: Shot, row: str) -> WarpPlan:
    accents = "none" if row in ROWS[:4] else "subtle"
    made = plan_warp(
        track=shot.track,
        cues=shot.cues,
        frames=shot.frames,
        fps=FPS,
        grid=row != "linear",
        accents=accents,
    )
    if row in ("greedy", "matched"):
        duration = float(shot.frames / FPS)
        problem = pose(shot.track, shot.cues[1:], duration=duration)
        pairs = match_greedily(problem) if row == "greedy" else best_matching(problem)[0]
        times = frame_times(FrameSpan(0, shot.frames), FPS)
        moved = warp(problem, pairs, times=times, fps=FPS, ramps=False)
        made = made.model_copy(update={"source_times": tuple(moved.tolist())})
    return made


def render(shot: Shot, row: str, meter: MotionMeter) -> Iterator[Frame]:
    def shown(made: WarpPlan) -> Iterator[Frame]:
        if row == "drawn":
            return draw(drawable=shot.world, plan=made)
        return retime(clip=shot.footage, plan=made, interpolator=FlowInterpolator())

    made = plan(shot, row)
    if row in ("corrected", "drawn"):
        made = correct(made, meter.measure(shown(made), fps=FPS), shot.cues)
    return shown(made)


def score(song: dict[str, list[float]], film: Iterator[Frame]) -> Scores:
    track = MotionMeter().measure(film, fps=FPS)
    beats = [b for b in song["beats"] if b < SECONDS]
    bars = [b for b in song["downbeats"] if b < SECONDS]
    return evaluate(track=track, duration=SECONDS, beats=beats, downbeats=bars)


def main(folder: Path, report: Callable[[str], None] = print) -> None:
    cv2.setNumThreads(1)
    songs = [json.loads(path.read_text()) for path in sorted(folder.glob("d*.json"))]
    report("clips      row        visual  corrected  music  corrected  prec70  rec70  downbeat70")
    for kind in ("stopping", "drifting"):
        material = [(song, shots(song, kind)) for song in songs]
        for row in ROWS:
            meter = MotionMeter()
            every = [
                score(song, (frame for shot in made for frame in render(shot, row, meter)))
                for song, made in material
            ]
            report(f"{kind:<10} {row:<10} {_line(every)}")
    report(f"measuring and planning 25 frames of 1024x576: {milliseconds():.0f} ms of CPU")


def milliseconds() -> float:
    """CPU time of sync for what SVD delivers."""
    world = Stopping([0.5, 1.2, 2.1], height=576, width=1024)
    frames = np.stack([world.frame(n / 8) for n in range(25)])
    cues = [Cue(time=t / 2, weight=0.5) for t in range(9)]
    took = []
    for _ in range(3):
        began = time.process_time()
        track = MotionMeter().measure(frames, fps=CLIP_FPS)
        plan_warp(track=track, cues=cues, frames=96, fps=FPS, grid=True, accents="none")
        took.append(1e3 * (time.process_time() - began))
    return min(took)


def _line(every: list[Scores]) -> str:
    names = ("bas_visual", "bas_visual_corrected", "bas_music", "bas_music_corrected")
    shares = ("precision70", "recall70", "downbeat_recall70")
    means = [float(np.mean([getattr(s, name) for s in every])) for name in (*names, *shares)]
    return "{:6.2f} {:9.2f} {:7.2f} {:9.2f} {:8.2f} {:6.2f} {:9.2f}".format(*means)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/music"))

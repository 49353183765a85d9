"""What matching and warping are worth: `python -m benchmarks.sync [MUSIC_FOLDER [KIND...]]`.

Films are cut from clips (`benchmarks.sync_clips`) against songs whose beats are known exactly (the
`d*.json` of the folder: `beats`, `downbeats`), rendered to 24 frames a second, measured with the
motion meter and scored. First the three that must keep their order on every song:

    linear    natural speed
    greedy    the nearest free beat for each visual beat, a smooth warp through them
    optimal   the optimal matching, ramps that land on beats, one correction; no accents

then what each part adds, as means over the songs:

    matched   the optimal matching, the smooth warp of greedy
    ramps     with speed ramps that land on beats
    optimal   with one correction by the rendered segment
    accents   with subtle accents
    drawn     as accents, but drawn at the warped times instead of interpolated
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from benchmarks.sync_clips import CLIP_FPS, FPS, KINDS, Frame, Shot, Song, shots
from common.artifacts.clips import Cue
from common.artifacts.video import Scores
from common.artifacts.warp_plan import WarpPlan
from common.timebase import FrameSpan, frame_times
from tests.support.clips import Stopping
from workers.engines.interpolator import FlowInterpolator
from workers.engines.motion import MotionMeter
from workers.stages.evaluation import evaluate
from workers.stages.interpolation import draw, retime
from workers.stages.warping import correct, plan_warp
from workers.stages.warping.baseline import match_greedily
from workers.stages.warping.matching import best_matching
from workers.stages.warping.planning import pose, usable, warp

METHODS = ("linear", "greedy", "optimal")
PARTS = ("matched", "ramps", "optimal", "accents", "drawn")
_UNDRAWN = ("real", "drawn")


class Film(NamedTuple):
    """Scores of a film, and the speeds in it: clip seconds a second, least and most."""

    scores: Scores
    slowest: float
    fastest: float


def make(song: Song, material: Sequence[Shot], method: str) -> Film:
    """Warp, render, measure and score a film."""
    plans = [_corrected(shot, method) for shot in material]
    pictures = (f for shot, plan in zip(material, plans, strict=True) for f in _show(shot, plan))
    track = MotionMeter().measure(_drawn(material, plans, method) or pictures, fps=FPS)
    duration = float(sum(shot.frames for shot in material) / FPS)
    scores = evaluate(
        track=track, duration=duration, beats=song["beats"], downbeats=song["downbeats"]
    )
    speeds = np.concatenate([np.diff(plan.source_times) * float(FPS) for plan in plans])
    return Film(scores, float(speeds.min()), float(speeds.max()))


def _drawn(
    material: Sequence[Shot], plans: Sequence[WarpPlan], method: str
) -> Iterator[Frame] | None:
    if method != "drawn":
        return None
    worlds = [(shot.world, plan) for shot, plan in zip(material, plans, strict=True)]
    return (frame for world, plan in worlds if world for frame in draw(drawable=world, plan=plan))


def _show(shot: Shot, plan: WarpPlan) -> Iterator[Frame]:
    return retime(clip=shot.footage, plan=plan, interpolator=FlowInterpolator())


def _corrected(shot: Shot, method: str) -> WarpPlan:
    made = _planned(shot, method)
    if method in ("linear", "greedy", "matched", "ramps"):
        return made
    return correct(made, MotionMeter().measure(_show(shot, made), fps=FPS), shot.cues)


def _planned(shot: Shot, method: str) -> WarpPlan:
    made = plan_warp(
        track=shot.track,
        cues=shot.cues,
        frames=shot.frames,
        fps=FPS,
        grid=method != "linear",
        accents="subtle" if method in ("accents", "drawn") else "none",
    )
    if method not in ("greedy", "matched"):
        return made
    duration = float(shot.frames / FPS)
    heard = usable(shot.cues, duration=duration, frame=float(1 / FPS))
    problem = pose(shot.track, heard, duration=duration)
    pairs = match_greedily(problem) if method == "greedy" else best_matching(problem)[0]
    times = frame_times(FrameSpan(0, shot.frames), FPS)
    moved = warp(problem, pairs, times=times, fps=FPS, ramps=False)
    return made.model_copy(update={"source_times": tuple(moved.tolist())})


def main(folder: Path, kinds: Sequence[str] = KINDS) -> None:
    cv2.setNumThreads(1)
    songs = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("d*.json"))}
    print(f"{'clips':<9} {'song':<18}" + "".join(f" {name:>18}" for name in METHODS))
    print("bas_visual_corrected and precision70; and speeds of the optimal warp")
    for kind in kinds:
        parts: dict[str, list[Film]] = {part: [] for part in PARTS if (kind, part) != _UNDRAWN}
        for name, song in songs.items():
            material = shots(song, kind)
            films = {m: make(song, material, m) for m in dict.fromkeys((*METHODS, *parts))}
            for part, every in parts.items():
                every.append(films[part])
            speeds = f"  {films['optimal'].slowest:.2f} to {films['optimal'].fastest:.2f}"
            cells = " ".join(_cell(films[m]) for m in METHODS)
            print(f"{kind:<9} {name:<18} {cells}{speeds}", flush=True)
        for part, every in parts.items():
            print(f"{kind:<9} {part:<18} {_means(every)}", flush=True)
    print(f"measuring and planning 25 frames of 1024x576: {planning_milliseconds():.0f} ms of CPU")


def _cell(film: Film) -> str:
    return f"{film.scores.bas_visual_corrected:9.2f} {film.scores.precision70:8.2f}"


def _means(films: Sequence[Film]) -> str:
    names = ("bas_visual_corrected", "bas_music_corrected", "precision70", "downbeat_recall70")
    every = [film.scores for film in films]
    return "  ".join(f"{name} {np.mean([getattr(s, name) for s in every]):.2f}" for name in names)


def planning_milliseconds() -> float:
    """CPU time of sync for what a video model delivers, the best of three."""
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


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/music")
    main(folder, sys.argv[2:] or KINDS)

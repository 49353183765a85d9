"""The chain of sync on songs and films whose beats are exact: hear, match, warp, draw, score."""

import json
from dataclasses import replace
from fractions import Fraction

import mir_eval
import numpy as np
import pytest
import soundfile

from benchmarks.songbook import STYLES, arrange, synthesis
from common.artifacts.clips import Cue, Footage
from common.artifacts.video import Scores
from tests.support import clips
from tests.support.shared import shared_music
from workers.engines.interpolator import FlowInterpolator
from workers.engines.motion import MotionMeter
from workers.engines.trackers.madmom import MadmomTracker
from workers.stages.evaluation import evaluate
from workers.stages.interpolation import draw, retime
from workers.stages.warping import correct, frames_needed, plan_drawn, plan_warp

FPS, CLIP_FPS = Fraction(24), Fraction(8)
SECONDS = 6.0
BEATS = np.arange(0.5, SECONDS, 0.5)
CUES = [Cue(time=float(t), weight=1.0 if n % 4 == 3 else 0.5) for n, t in enumerate(BEATS)]
STOPS = np.cumsum(np.random.default_rng(3).uniform(0.4, 1.1, 16))

BEATS_FOUND, DOWNBEATS_FOUND = 0.94, 0.78
"""F-measures at 70 ms after the first 5 s, as mir_eval defines them: what a mean has to reach."""


def agreement(true: np.ndarray, found: np.ndarray) -> float:
    true, found = mir_eval.beat.trim_beats(true), mir_eval.beat.trim_beats(found)
    return float(mir_eval.beat.f_measure(true, found))


def test_the_beats_and_bars_of_the_developers_songs_are_found() -> None:
    beats, downbeats = [], []
    for note in sorted(shared_music().glob("d*.json")):
        truth = json.loads(note.read_text())
        samples, rate = soundfile.read(note.with_suffix(".ogg"), dtype="float32")
        heard = samples.mean(axis=1)
        grid = MadmomTracker().track(heard / np.abs(heard).max(), rate).grid
        beats.append(agreement(np.array(truth["beats"]), grid.beats))
        downbeats.append(agreement(np.array(truth["downbeats"]), grid.downbeats))
    assert np.mean(beats) >= BEATS_FOUND
    assert np.mean(downbeats) >= DOWNBEATS_FOUND


@pytest.mark.parametrize("name", ["six eight ballad", "slow five"])
def test_bars_of_uncommon_metres_are_found(name: str) -> None:
    number, style = next((n, s) for n, s in enumerate(STYLES) if s.name == name)
    piece = arrange(replace(style, seconds=27.0), seed=number)
    grid = MadmomTracker().track(synthesis.play(piece, band="soft"), synthesis.RATE).grid
    assert agreement(piece.beats, grid.beats) > 0.9
    assert agreement(piece.downbeats, grid.downbeats) > DOWNBEATS_FOUND


def scored(frames: object) -> Scores:
    track = MotionMeter().measure(frames, fps=FPS)  # type: ignore[arg-type]
    return evaluate(track=track, duration=SECONDS, beats=BEATS, downbeats=BEATS[3::4])


def warped(world: clips.Stopping, *, grid: bool) -> Scores:
    count = frames_needed(frames=int(SECONDS * FPS), fps=FPS, clip_fps=CLIP_FPS)
    frames = np.stack([world.frame(float(n / CLIP_FPS)) for n in range(count)])
    clip = Footage(frames=frames, fps=CLIP_FPS)
    plan = plan_warp(
        track=MotionMeter().measure(clip.frames, fps=CLIP_FPS),
        cues=CUES,
        frames=int(SECONDS * FPS),
        fps=FPS,
        grid=grid,
        accents="none",
    )
    return scored(retime(clip=clip, plan=plan, interpolator=FlowInterpolator()))


def test_a_film_that_hits_every_beat_scores_above_nine_tenths() -> None:
    clip = clips.Stopping(BEATS.tolist())
    scores = scored(clips.sampled(clip.frame, fps=FPS, seconds=SECONDS))
    assert scores.bas_visual_corrected > 0.9
    assert scores.bas_music_corrected > 0.9
    assert scores.recall70 == scores.precision70 == 1


def test_a_film_that_stops_at_random_scores_about_chance() -> None:
    random = np.random.default_rng(5)
    values = []
    for seed in range(3):
        stops = np.cumsum(random.uniform(0.4, 1.1, 16))
        clip = clips.Stopping(stops[stops < SECONDS].tolist(), seed=seed)
        scores = scored(clips.sampled(clip.frame, fps=FPS, seconds=SECONDS))
        values.append(scores.bas_visual_corrected)
    assert abs(np.mean(values)) < 0.25


def test_footage_at_eight_frames_a_second_is_moved_onto_the_beats() -> None:
    world = clips.Stopping(STOPS.tolist())
    natural, moved = warped(world, grid=False), warped(world, grid=True)
    assert moved.bas_visual_corrected > 0.6
    assert moved.bas_visual_corrected > natural.bas_visual_corrected + 0.3
    assert moved.precision70 > natural.precision70


def test_one_correction_mends_a_drawable_that_lands_late() -> None:
    late = 0.04
    world = clips.Stopping((BEATS + late).tolist())
    plan = plan_drawn(
        landings=CUES,
        cues=CUES,
        frames=int(SECONDS * FPS),
        fps=FPS,
        grid=True,
        accents="none",
    )
    before = MotionMeter().measure(draw(drawable=world, plan=plan), fps=FPS)
    mended = correct(plan, before, CUES)
    after = MotionMeter().measure(draw(drawable=world, plan=mended), fps=FPS)

    def lateness(beats: np.ndarray) -> float:
        return float(np.median(np.abs(beats[:, None] - BEATS[None, :]).min(axis=1)))

    assert lateness(before.beats) == pytest.approx(late, abs=0.01)
    assert lateness(after.beats) < 0.012

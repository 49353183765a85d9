"""Measure how the finished film follows its music."""

import os
from pathlib import Path

from common.artifacts.analysis import Analysis
from common.pipeline import Order
from workers.engines.motion import MotionMeter
from workers.engines.video.reader import read_frames
from workers.stages.evaluation import evaluate
from workers.steps.desk import Desk

_MOST_THREADS = 4
"""More would wait for the decoder. A film is measured when nothing else of it is left to do."""


def run(order: Order, desk: Desk, out: Path) -> None:
    analysis = desk.document(order, "analysis", Analysis)
    threads = min(len(os.sched_getaffinity(0)), _MOST_THREADS)
    fps, frames = read_frames(desk.file(order, "film"), rows=288)
    scores = evaluate(
        track=MotionMeter(threads=threads).measure(frames, fps=fps),
        duration=analysis.duration,
        beats=analysis.beats,
        downbeats=analysis.downbeats,
    )
    out.write_bytes(scores.to_json())

"""Hear the song."""

from pathlib import Path

import numpy as np

from common.artifacts.song import Audio
from common.film_request import Excerpt, GivenBeats
from common.pipeline import Order
from workers.engines.decoder import decode
from workers.engines.registry import engine
from workers.stages.analysis import BeatGrid, analyse
from workers.steps.desk import Desk


def run(order: Order, desk: Desk, out: Path) -> None:
    tracker = engine(order.engines[0])
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    given = order.options["beats"]
    grid = None if given is None else _grid(GivenBeats.model_validate(given), excerpt)
    analysis = analyse(audio=_heard(order, desk, excerpt), tracker=tracker, given=grid)
    out.write_bytes(analysis.to_json())


def _heard(order: Order, desk: Desk, excerpt: Excerpt) -> Audio:
    audio = decode(
        desk.file(order, "song"), settings=desk.settings, excerpt=(excerpt.start, excerpt.end)
    )
    desk.progress(0.1)
    return audio


def _grid(given: GivenBeats, excerpt: Excerpt) -> BeatGrid:
    """Beats in the excerpt's own time; a person gives them in the song's."""
    beats, downbeats = (np.array(times) - excerpt.start for times in (given.beats, given.downbeats))
    return BeatGrid(beats=beats[beats >= 0], downbeats=downbeats[downbeats >= 0])

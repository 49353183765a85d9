"""Hear the song."""

from pathlib import Path

import numpy as np

from common.pipeline import Excerpt, GivenBeats, Order
from workers.engines.decoder import decode
from workers.engines.registry import engine
from workers.stages.analysis import BeatGrid, analyse
from workers.steps.desk import Desk


def run(order: Order, desk: Desk, out: Path) -> None:
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    audio = decode(
        desk.file(order, "song"), settings=desk.settings, excerpt=(excerpt.start, excerpt.end)
    )
    desk.progress(0.1)
    given = order.options["beats"]
    grid = None if given is None else _grid(GivenBeats.model_validate(given), excerpt)
    analysis = analyse(audio=audio, tracker=engine(order.engines[0]), given=grid)
    out.write_bytes(analysis.to_json())


def _grid(given: GivenBeats, excerpt: Excerpt) -> BeatGrid:
    """Beats in the excerpt's own time; a person gives them in the song's."""
    beats, downbeats = (np.array(times) - excerpt.start for times in (given.beats, given.downbeats))
    return BeatGrid(beats=beats[beats >= 0], downbeats=downbeats[downbeats >= 0])

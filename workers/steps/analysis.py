"""Hear the song."""

from pathlib import Path

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
    if given is None:
        analysis = analyse(audio=audio, tracker=engine(order.engines[0]))
    else:
        grid = _grid(GivenBeats.model_validate(given), excerpt, float(audio.duration))
        analysis = analyse(audio=audio, given=grid)
    out.write_bytes(analysis.to_json())


def _grid(given: GivenBeats, excerpt: Excerpt, duration: float) -> BeatGrid:
    """Beats in the excerpt's own time; a person gives them in the song's."""

    def inside(times: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(t - excerpt.start for t in times if 0 <= t - excerpt.start <= duration)

    return BeatGrid(beats=inside(given.beats), downbeats=inside(given.downbeats))

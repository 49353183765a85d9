"""Choose the picture that stands for the film."""

from pathlib import Path

from pydantic import TypeAdapter

from common.pipeline import Order
from workers.engines.video.poster import poster
from workers.engines.video.reader import read_frames
from workers.stages.assembly import poster_scene
from workers.steps.desk import Desk

_ENERGIES = TypeAdapter(tuple[float, ...])
_ROWS = 90


def run(order: Order, desk: Desk, out: Path) -> None:
    segments = [desk.file(order, name) for name in sorted(order.inputs)]
    small = (next(read_frames(path, rows=_ROWS)[1]) for path in segments)
    energies = _ENERGIES.validate_python(order.options["energies"])
    chosen = segments[poster_scene(small, energies=energies)]
    out.write_bytes(poster(next(read_frames(chosen)[1])))

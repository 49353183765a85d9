"""Join the scenes under the song."""

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from common.artifacts.analysis import Analysis
from common.film_request import Excerpt
from common.pipeline import Order
from workers.engines.video.muxer import mux
from workers.engines.video.picture_track import inspect_segment
from workers.stages.assembly import Provenance, Reel, Soundtrack, assemble, provenance_tags
from workers.steps.desk import Desk

_EXCERPT = TypeAdapter(Excerpt | None)
_FACTS: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def run(order: Order, desk: Desk, out: Path) -> None:
    excerpt = _EXCERPT.validate_python(order.options["excerpt"])
    paths = [desk.file(order, name) for name in sorted(order.inputs) if name.startswith("segment ")]
    made = Provenance(**_FACTS.validate_python(order.options["provenance"]))
    assemble(
        reels=[Reel(path, inspect_segment(path)) for path in paths],
        analysis=desk.document(order, "analysis", Analysis),
        fps=Fraction(str(order.options["fps"])),
        soundtrack=Soundtrack(
            desk.file(order, "song"), (excerpt.start, excerpt.end) if excerpt else None
        ),
        out=out,
        muxer=partial(mux, settings=desk.settings),
        tags={"title": str(order.options["title"]), **provenance_tags(made)},
    )

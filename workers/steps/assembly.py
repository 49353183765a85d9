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
from workers.engines.video.signing import Identity, sign
from workers.stages.assembly import (
    Provenance,
    Reel,
    Soundtrack,
    assemble,
    provenance_tags,
    source_of,
)
from workers.steps.desk import Desk

_EXCERPT = TypeAdapter(Excerpt | None)
_FACTS: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def run(order: Order, desk: Desk, out: Path) -> None:
    excerpt = _EXCERPT.validate_python(order.options["excerpt"])
    paths = [desk.file(order, name) for name in sorted(order.inputs) if name.startswith("segment ")]
    made = Provenance(**_FACTS.validate_python(order.options["provenance"]))
    film = out if "signed" not in order.options else out.with_name(f"unsigned-{out.name}")
    assemble(
        reels=[Reel(path, inspect_segment(path)) for path in paths],
        analysis=desk.document(order, "analysis", Analysis),
        fps=Fraction(str(order.options["fps"])),
        soundtrack=Soundtrack(
            desk.file(order, "song"), (excerpt.start, excerpt.end) if excerpt else None
        ),
        out=film,
        muxer=partial(mux, settings=desk.settings),
        tags={"title": str(order.options["title"]), **provenance_tags(made)},
    )
    if film != out:
        _sign(film, order, desk, made, out)


def _sign(film: Path, order: Order, desk: Desk, made: Provenance, out: Path) -> None:
    sign(
        film,
        out=out,
        title=str(order.options["title"]),
        source=source_of(made),
        facts={
            "engines": list(made.engines),
            "models": list(made.models),
            "seeds": [str(seed) for seed in made.seeds],
            "request": made.request,
        },
        identity=Identity(desk.settings.signing_certificate, desk.settings.signing_key),
        expected=str(order.options["signed"]),
    )

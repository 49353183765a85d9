"""Decide what the film shows."""

from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.analysis import Analysis
from common.artifacts.script import CastSheet, Palette
from common.pipeline import Order
from workers.engines.registry import engine
from workers.stages.scripting import ScriptRequest, write_script
from workers.stages.segmentation import segment
from workers.steps.desk import Desk

_CAST = TypeAdapter(tuple[CastSheet, ...] | None)
_PALETTE = TypeAdapter(Palette | None)
_STRINGS = TypeAdapter(tuple[float, float])


def run(order: Order, desk: Desk, out: Path) -> None:
    options = order.options
    analysis = desk.document(order, "analysis", Analysis)
    shortest, longest = _STRINGS.validate_python(options["shot_seconds"])
    spans = segment(
        analysis=analysis,
        mode=options["segmentation"],
        shortest=shortest,
        longest=longest,
        seed=order.seed,
    )
    request = ScriptRequest(
        theme=options["theme"],
        style=options["style"],
        mv_type=options["mv_type"],
        cast=_CAST.validate_python(options["cast"]),
        palette=_PALETTE.validate_python(options["palette"]),
        seed=order.seed,
    )
    script = write_script(
        analysis=analysis, spans=spans, request=request, writer=engine(order.engines[0])
    )
    out.write_bytes(script.to_json())

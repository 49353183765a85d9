"""Decide what the film shows."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from common.aesthetics import Aesthetic
from common.artifacts.analysis import Analysis
from common.artifacts.lyrics import LyricLine
from common.artifacts.script import CastSheet, Palette, Script
from common.artifacts.singing import Singing
from common.artifacts.understanding import Understanding
from common.engine_options import LanguageModel, ScriptMode
from common.film_request import Excerpt, SegmentationMode
from common.pipeline import Order
from workers.engines.registry import engine
from workers.engines.writer.phrases import grammar
from workers.stages.scripting import ScriptRequest, Writer, write_script
from workers.stages.segmentation import segment
from workers.steps.desk import Desk

_CAST: TypeAdapter[tuple[CastSheet, ...] | None] = TypeAdapter(tuple[CastSheet, ...] | None)
_PALETTE: TypeAdapter[Palette | None] = TypeAdapter(Palette | None)
_LYRICS = TypeAdapter(tuple[LyricLine, ...])
_AESTHETIC: TypeAdapter[Aesthetic | None] = TypeAdapter(Aesthetic | None)
_SHOT_SECONDS = TypeAdapter(tuple[float, float])
_SCRIPT_MODE: TypeAdapter[ScriptMode] = TypeAdapter(ScriptMode)
_MODE: TypeAdapter[SegmentationMode] = TypeAdapter(SegmentationMode)


def run(order: Order, desk: Desk, out: Path) -> None:
    options = order.options
    if "given" in options:
        out.write_bytes(Script.model_validate(options["given"]).to_json())
        return
    analysis = desk.document(order, "analysis", Analysis)
    mode = _MODE.validate_python(options["segmentation"])
    lyrics = _sung(order, desk)
    shortest, longest = _SHOT_SECONDS.validate_python(options["shot_seconds"])
    if mode == "beat":  # the other two are the papers', whatever the type
        shortest, longest = grammar(str(options["mv_type"])).limits(shortest, longest)
    spans = segment(
        analysis=analysis,
        mode=mode,
        shortest=shortest,
        longest=longest,
        seed=order.seed,
        phrases=[(line.start, line.end) for line in lyrics],
    )
    request = ScriptRequest(
        theme=str(options["theme"]),
        style=str(options["style"]),
        mv_type=str(options["mv_type"]),
        cast=_CAST.validate_python(options["cast"]),
        palette=_PALETTE.validate_python(options["palette"]),
        lyrics=tuple(line.text for line in lyrics),
        aesthetic=_AESTHETIC.validate_python(options.get("aesthetic")),
        seed=order.seed,
    )
    script = write_script(
        analysis=analysis, spans=spans, request=request, writer=_writer(order, desk)
    )
    out.write_bytes(script.to_json())


def _sung(order: Order, desk: Desk) -> tuple[LyricLine, ...]:
    """The lines of the excerpt: as they were given, or as they were heard."""
    if "singing" not in order.inputs:
        return _LYRICS.validate_python(order.options.get("lyrics", ()))
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    return excerpt.of(desk.document(order, "singing", Singing).sung)


def _writer(order: Order, desk: Desk) -> Writer:
    chosen: Any = engine(order.engines[0])
    if "language" not in order.options:
        return chosen  # type: ignore[no-any-return]
    writer: Writer = chosen.at_work(
        LanguageModel.model_validate(order.options["language"]),
        mode=_SCRIPT_MODE.validate_python(order.options["mode"]),
        understanding=desk.document(order, "understanding", Understanding),
        settings=desk.settings,
        heard=partial(_tell, desk, count()),
    )
    return writer


def _tell(desk: Desk, questions: Iterator[int]) -> None:
    """Each question is progress, of which only some more says that nothing hangs."""
    asked = next(questions)
    desk.progress(asked / (asked + 4))

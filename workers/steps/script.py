"""Decide what the film shows."""

from functools import partial
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
from common.phrases import grammar
from common.pipeline import Order
from common.script_options import ScriptOptions
from workers.engines.language import Author
from workers.engines.registry import engine
from workers.stages.scripting import ScriptRequest, Writer, write_script
from workers.stages.segmentation import segment
from workers.steps.desk import Desk

_CAST: TypeAdapter[tuple[CastSheet, ...] | None] = TypeAdapter(tuple[CastSheet, ...] | None)
_PALETTE: TypeAdapter[Palette | None] = TypeAdapter(Palette | None)
_LYRICS = TypeAdapter(tuple[LyricLine, ...])
_AESTHETIC: TypeAdapter[Aesthetic | None] = TypeAdapter(Aesthetic | None)
_SHOT_SECONDS = TypeAdapter(tuple[float, float])
_LANGUAGE: TypeAdapter[LanguageModel | None] = TypeAdapter(LanguageModel | None)
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
        writing=ScriptOptions.model_validate(options.get("writing", {})),
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
    if "mode" not in order.options:
        return chosen  # type: ignore[no-any-return]
    remote = _LANGUAGE.validate_python(order.options["language"])
    return Author(
        chosen.at_work(remote, settings=desk.settings),
        mode=_SCRIPT_MODE.validate_python(order.options["mode"]),
        understanding=desk.document(order, "understanding", Understanding),
        heard=partial(_tell, desk),
    )


def _tell(desk: Desk, answered: float) -> None:
    """Each question is progress, and each word of an answer that is written here."""
    desk.progress(answered / (answered + 4))

"""Describe the song and find words for it."""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from common.artifacts.analysis import Analysis
from common.artifacts.harmony import Harmony
from common.film_request import Excerpt
from common.pipeline import Order
from workers.engines.decoder import decode
from workers.engines.registry import engine
from workers.stages.understanding import Captioner, Labeller, understand
from workers.steps.desk import Desk
from workers.steps.hearings import SongMemory

_TEMPERATURE = TypeAdapter(float)


def run(order: Order, desk: Desk, out: Path) -> None:
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    audio = decode(
        desk.file(order, "song"), settings=desk.settings, excerpt=(excerpt.start, excerpt.end)
    )
    desk.progress(0.2)
    understanding = understand(
        audio=audio,
        analysis=desk.document(order, "analysis", Analysis),
        harmony=desk.document(order, "harmony", Harmony),
        labeller=_labeller(order, desk),
        captioner=_captioner(order, desk),
    )
    out.write_bytes(understanding.to_json())


def _labeller(order: Order, desk: Desk) -> Labeller:
    chosen: Any = engine(order.engines[0])
    if "temperature" not in order.options:
        return chosen  # type: ignore[no-any-return]
    labeller: Labeller = chosen.at_work(
        temperature=_TEMPERATURE.validate_python(order.options["temperature"]),
        memory=SongMemory(order, desk, engine=order.engines[0]),
        folder=desk.settings.models_folder,
        progress=lambda share: desk.progress(0.2 + 0.3 * share),
    )
    return labeller


def _captioner(order: Order, desk: Desk) -> Captioner | None:
    if len(order.engines) < 2:
        return None
    captioner: Captioner = engine(order.engines[1]).at_work(
        memory=SongMemory(order, desk, engine=order.engines[1]),
        folder=desk.settings.models_folder,
        progress=lambda share: desk.progress(0.5 + 0.5 * share),
    )
    return captioner

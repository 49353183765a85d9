"""Describe the song and find words for it."""

from pathlib import Path

from common.artifacts.analysis import Analysis
from common.artifacts.harmony import Harmony
from common.film_request import Excerpt
from common.pipeline import Order
from workers.engines.decoder import decode
from workers.engines.registry import engine
from workers.stages.understanding import understand
from workers.steps.desk import Desk


def run(order: Order, desk: Desk, out: Path) -> None:
    labeller = engine(order.engines[0])
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    audio = decode(
        desk.file(order, "song"), settings=desk.settings, excerpt=(excerpt.start, excerpt.end)
    )
    desk.progress(0.2)
    understanding = understand(
        audio=audio,
        analysis=desk.document(order, "analysis", Analysis),
        harmony=desk.document(order, "harmony", Harmony),
        labeller=labeller,
    )
    out.write_bytes(understanding.to_json())

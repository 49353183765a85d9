"""Hear keys and chords."""

from pathlib import Path

from common.film_request import Excerpt
from common.pipeline import Order
from workers.engines.decoder import decode
from workers.engines.registry import engine
from workers.stages.analysis.listening import mono
from workers.stages.harmony import hear_harmony
from workers.steps.desk import Desk


def run(order: Order, desk: Desk, out: Path) -> None:
    listener = engine(order.engines[0])
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    audio = decode(
        desk.file(order, "song"), settings=desk.settings, excerpt=(excerpt.start, excerpt.end)
    )
    samples, rate = mono(audio), audio.sample_rate
    del audio  # a song of 20 minutes is 460 MB
    desk.progress(0.1)
    out.write_bytes(hear_harmony(samples=samples, sample_rate=rate, listener=listener).to_json())

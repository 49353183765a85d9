"""Hear what is sung."""

from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.lyrics import Line, LyricLine
from common.pipeline import Order
from workers.engines.decoder import decode
from workers.engines.registry import engine
from workers.engines.singing.reading import read_english
from workers.stages.singing import Transcriber, Voice, hear_singing
from workers.stages.understanding.curves import measures
from workers.stages.understanding.describing import voice_evidence
from workers.stages.understanding.spectrum import FRAME_RATE, bands
from workers.steps.desk import Desk

_LYRICS: TypeAdapter[tuple[LyricLine, ...] | tuple[Line, ...]] = TypeAdapter(
    tuple[LyricLine, ...] | tuple[Line, ...]
)
_PINS = TypeAdapter(tuple[LyricLine, ...])


def run(order: Order, desk: Desk, out: Path) -> None:
    transcriber = _transcriber(order, desk)
    audio = decode(desk.file(order, "song"), settings=desk.settings, excerpt=(0.0, None))
    desk.progress(0.05)
    measured = measures(bands(audio))
    desk.progress(0.1)
    singing = hear_singing(
        voice=Voice(
            power=measured.voice,
            rate=FRAME_RATE,
            evidence=voice_evidence(measured),
            duration=float(audio.duration),
        ),
        given=_LYRICS.validate_python(order.options["lyrics"]),
        pins=_PINS.validate_python(order.options.get("pins", ())),
        transcript=None if transcriber is None else transcriber.transcribe(audio),
        reader=read_english,
    )
    out.write_bytes(singing.to_json())


def _transcriber(order: Order, desk: Desk) -> Transcriber | None:
    if not order.engines:
        return None
    chosen: Transcriber = engine(order.engines[0]).at_work(
        folder=desk.settings.models_folder,
        progress=lambda share: desk.progress(0.1 + 0.9 * share),
    )
    return chosen

"""Values as an order's options carry them: no more than may change a result."""

from pydantic import JsonValue

from common.artifacts.analysis import Analysis
from common.artifacts.document import Value


def plain(value: Value | None) -> JsonValue:
    """A value as JSON; None is null."""
    return None if value is None else value.model_dump(mode="json")


def without_times(brief: JsonValue) -> JsonValue:
    """A scene's picture does not hang on its place in the film: reordering redraws nothing."""
    assert isinstance(brief, dict)
    scene = brief["scene"]
    assert isinstance(scene, dict)
    return {**brief, "scene": {**scene, "index": 0, "start": 0.0, "end": 1.0}}


def beats_within(analysis: Analysis, start: float, end: float) -> JsonValue:
    """Beats from one frame before a scene to its end: [seconds from its start, weight]."""
    pairs = zip(analysis.beats, analysis.beat_weights(), strict=True)
    return [
        [round(beat - start, 6), float(weight)] for beat, weight in pairs if start <= beat <= end
    ]

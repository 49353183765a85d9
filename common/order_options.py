"""Values as an order's options carry them: no more than may change a result."""

import hashlib
from collections.abc import Sequence

from pydantic import JsonValue

from common.artifacts.analysis import Analysis
from common.artifacts.document import Value
from common.catalogue import ENGINES, weights_of
from common.models import MODELS


def plain(value: Value | None) -> JsonValue:
    """A value as JSON; None is null."""
    return None if value is None else value.model_dump(mode="json")


def without_times(brief: JsonValue) -> JsonValue:
    """A scene's picture does not hang on its place in the film: reordering redraws nothing."""
    assert isinstance(brief, dict)
    scene = brief["scene"]
    assert isinstance(scene, dict)
    return {**brief, "scene": {**scene, "index": 0, "start": 0.0, "end": 1.0}}


def people_shown(people: Sequence[Value], *, shared: bool) -> dict[str, JsonValue]:
    """Whom a picture shows again, by the names of their references: `likeness 0` and so on."""
    if not people:
        return {}
    shown = [one.model_dump(mode="json", exclude={"first"}) for one in people]
    return {"people": list[JsonValue](shown), **({"shared": True} if shared else {})}


def beats_within(analysis: Analysis, start: float, end: float) -> JsonValue:
    """Beats from one frame before a scene to its end: [seconds from its start, weight]."""
    pairs = zip(analysis.beats, analysis.beat_weights(), strict=True)
    return [
        [round(beat - start, 6), float(weight)] for beat, weight in pairs if start <= beat <= end
    ]


def provenance(
    *, engines: Sequence[str], shown_by: Sequence[str], seeds: Sequence[int], request: Value
) -> JsonValue:
    """What a film's file says of how it was made; a job's number would part equal films."""
    return {
        "engines": [ENGINES[name].fingerprint for name in engines],
        "models": [MODELS[name].fingerprint for name in weights_of(*shown_by)],
        "seeds": list(seeds),
        "request": hashlib.sha256(request.model_dump_json().encode()).hexdigest(),
    }

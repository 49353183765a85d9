"""Paint the still that starts a scene."""

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.pipeline import Order
from common.storage.codec import decode_keyframe, encode_keyframe
from workers.engines.safety import screened
from workers.stages.keyframes import make_keyframe, toned
from workers.steps.desk import Desk
from workers.steps.models import painter_of, safety_of, size_of
from workers.steps.perform import perform

_REFERENCES = TypeAdapter(dict[str, Order])
_FIRST = 0.5
"""Share of the progress that goes to references that nobody has painted yet."""


def run(order: Order, desk: Desk, out: Path) -> None:
    """References come first: stored, or painted now. Whoever paints one, it is the same."""
    given = _REFERENCES.validate_python(order.options.get("references", {}))
    missing = [one for one in given.values() if not desk.storage.has(one.key)]
    for number, one in enumerate(missing):
        share = _FIRST / len(missing)
        perform(one, _part(desk, number * share, (number + 1) * share), steps={"keyframes": run})
    known = {name: decode_keyframe(desk.storage.get(one.key)) for name, one in given.items()}
    rest = _part(desk, _FIRST, 1.0) if missing else desk
    likeness, palette = known.get("likeness"), known.get("palette")
    keyframe = make_keyframe(
        brief=Brief.model_validate(order.options["brief"]),
        size=size_of(order),
        engine=painter_of(order, rest, reference=None if likeness is None else likeness.image),
    )
    if palette is not None:
        keyframe = Keyframe(image=toned(keyframe.image, palette.image))
    action = safety_of(order)
    if action != "none":
        keyframe = Keyframe(image=screened(keyframe.image, action))
    rest.progress(0.8)
    out.write_bytes(encode_keyframe(keyframe))


def _part(desk: Desk, start: float, end: float) -> Desk:
    return replace(desk, progress=lambda share: desk.progress(start + (end - start) * share))

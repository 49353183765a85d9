"""Paint the still that starts a scene, or those of several scenes at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.pipeline import Order
from common.storage.codec import decode_keyframe, encode_keyframe
from workers.engines.safety import screened
from workers.stages.keyframes import ImageEngine, Known, Wish, make_keyframe, toned
from workers.steps.desk import Desk
from workers.steps.models import (
    is_drawn,
    painter_of,
    painter_of_many,
    people_of,
    safety_of,
    size_of,
    story_of,
)
from workers.steps.perform import Step, perform

_REFERENCES = TypeAdapter(dict[str, Order])
_PALETTE = "palette"
_FIRST = 0.5
"""Share of the progress that goes to references that nobody has painted yet."""


def run(order: Order, desk: Desk, out: Path) -> None:
    """References come first: stored, or painted now. Whoever paints one, it is the same."""
    rest = _painted(tuple(_references(order).values()), desk)
    if is_drawn(order):
        _finish(order, rest, out, engine=painter_of(order))
        return
    [step] = begin((order,), rest)
    step(order, rest, out)


def begin(orders: Sequence[Order], desk: Desk) -> tuple[Step, ...]:
    """Paint what several orders of one shape ask for; for each, the step that finishes it.

    A likeness is followed while painting, so it comes first. A palette is needed at the finish, and
    often is a picture of these.
    """
    likenesses = {
        one.key: one
        for order in orders
        for name, one in _references(order).items()
        if name != _PALETTE
    }
    rest = _painted(tuple(likenesses.values()), desk)
    wishes = [_wish(order, desk) for order in orders]
    pictures = painter_of_many(orders[0], rest).paint_all(wishes, size_of(orders[0]))
    return tuple(partial(_finish, engine=_Ready(picture)) for picture in pictures)


class _Ready(NamedTuple):
    """An engine whose picture is painted already."""

    picture: Keyframe

    def paint(self, brief: Brief, size: tuple[int, int]) -> Keyframe:
        del brief, size
        return self.picture


def _finish(order: Order, desk: Desk, out: Path, *, engine: ImageEngine) -> None:
    keyframe = make_keyframe(brief=_brief(order), size=size_of(order), engine=engine)
    palette = _references(order).get(_PALETTE)
    if palette is not None:
        _painted((palette,), desk)
        like = decode_keyframe(desk.storage.get(palette.key))
        keyframe = Keyframe(image=toned(keyframe.image, like.image))
    action = safety_of(order)
    if action != "none":
        keyframe = Keyframe(image=screened(keyframe.image, action))
    desk.progress(0.8)
    out.write_bytes(encode_keyframe(keyframe))


def _references(order: Order) -> Mapping[str, Order]:
    return _REFERENCES.validate_python(order.options.get("references", {}))


def _brief(order: Order) -> Brief:
    return Brief.model_validate(order.options["brief"])


def _wish(order: Order, desk: Desk) -> Wish:
    """What is asked for, its likenesses being stored."""
    references = _references(order)
    people: list[Known] = []
    for number, person in enumerate(people_of(order)):
        shown = decode_keyframe(desk.storage.get(references[f"likeness {number}"].key)).image
        people.append(Known(_part_of(shown, person.seen), person.place))
    return Wish(_brief(order), people=people, story=story_of(order))


def _part_of(picture: NDArray[np.uint8], span: tuple[float, float] | None) -> NDArray[np.uint8]:
    if span is None:
        return picture
    left, right = (round(share * picture.shape[1]) for share in span)
    return np.ascontiguousarray(picture[:, left:right])


def _painted(references: Sequence[Order], desk: Desk) -> Desk:
    """See to it that these are stored; the desk for what is left to do."""
    missing = [one for one in references if not desk.storage.has(one.key)]
    for number, one in enumerate(missing):
        share = _FIRST / len(missing)
        perform(one, _part(desk, number * share, (number + 1) * share), steps={"keyframes": run})
    return _part(desk, _FIRST, 1.0) if missing else desk


def _part(desk: Desk, start: float, end: float) -> Desk:
    return replace(desk, progress=lambda share: desk.progress(start + (end - start) * share))

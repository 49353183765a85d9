"""Engines for one order. Those that load weights are told where these are and how to run."""

from typing import Any, NamedTuple

from pydantic import TypeAdapter

from common.cards import ClipSettings, ImageSettings
from common.catalogue import ENGINES
from common.config import Safety, Settings
from common.pipeline import Order
from workers.engines.registry import engine
from workers.stages.animation import Animator, Retaking
from workers.stages.interpolation import Interpolator
from workers.stages.keyframes import ImageEngine, ManyPainter
from workers.steps.desk import Desk

_SIZE = TypeAdapter(tuple[int, int])
_STORY = TypeAdapter(tuple[str, ...])
_SAFETY: TypeAdapter[Safety] = TypeAdapter(Safety)


class Standing(NamedTuple):
    """Where somebody stands in the picture that they are known from, and in this one."""

    seen: tuple[float, float] | None
    place: tuple[float, float] | None


_PEOPLE = TypeAdapter(tuple[Standing, ...])


def size_of(order: Order) -> tuple[int, int]:
    """Width and height in pixels, as an order carries them."""
    return _SIZE.validate_python(order.options["size"])


def is_drawn(order: Order) -> bool:
    """Whether a picture is made without an image model."""
    return "image" not in order.options


def painter_of(order: Order) -> ImageEngine:
    """The painter of an order that no model does."""
    painter: ImageEngine = engine(order.engines[0])
    return painter


def painter_of_many(order: Order, desk: Desk) -> ManyPainter:
    """The image model of orders that have the shape of this one."""
    chosen: Any = engine(order.engines[0])
    painter: ManyPainter = chosen.at_work(
        ImageSettings.model_validate(order.options["image"]),
        folder=desk.settings.models_folder,
        progress=desk.progress,
        shared=bool(order.options.get("shared")),
    )
    return painter


def at_once_of(order: Order, settings: Settings) -> int:
    """How many pictures are painted at once: as set, or as the warm-up found to be fastest.

    An engine that was not warmed up is not asked: to import it takes longer than a lease's renewal.
    """
    name = order.engines[0]
    if settings.at_once or name not in settings.warm_up.split():
        return settings.at_once or 1
    chosen: Any = engine(name)
    found: int = chosen.at_once
    return found


def people_of(order: Order) -> tuple[Standing, ...]:
    """Whom a picture shows again."""
    return _PEOPLE.validate_python(order.options.get("people", ()))


def story_of(order: Order) -> tuple[str, ...]:
    """Sentences of other scenes that show the same people."""
    return _STORY.validate_python(order.options.get("story", ()))


def animator_of(order: Order, desk: Desk) -> Animator:
    chosen: Any = engine(order.engines[0])
    if "clip" not in order.options:
        return chosen  # type: ignore[no-any-return]
    settings = ClipSettings.model_validate(order.options["clip"])
    animator: Animator = chosen.at_work(
        settings,
        size=size_of(order),
        folder=desk.settings.models_folder,
        progress=desk.progress,
    )
    return animator


def safety_of(order: Order) -> Safety:
    """What happens to naked parts in the pictures of an order."""
    return _SAFETY.validate_python(order.options.get("safety", "none"))


def takes_of(order: Order) -> int:
    """Of a clip; a plan of motion is made once."""
    if "clip" not in order.options:
        return 1
    return ClipSettings.model_validate(order.options["clip"]).takes


def retaking_of(order: Order, desk: Desk) -> Retaking:
    """The animator of an order of several takes: only video models have any."""
    return animator_of(order, desk)  # type: ignore[return-value]


def interpolator_of(order: Order, desk: Desk) -> Interpolator:
    """The last of an order's engines."""
    name = order.engines[-1]
    chosen: Any = engine(name)
    if not ENGINES[name].models:
        return chosen  # type: ignore[no-any-return]
    interpolator: Interpolator = chosen.at_work(folder=desk.settings.models_folder)
    return interpolator


def warm_up(settings: Settings) -> None:
    """Load the engines that this worker is to have ready, before its first task.

    Raises:
        MissingModelError: the weights of one are not here.
    """
    for name in settings.warm_up.split():
        engine(name).warm_up(settings.models_folder)

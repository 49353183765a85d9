"""What a step finds on its desk: storage, settings, and somebody to tell how far it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from common.artifacts.document import Document
from common.config import Settings
from common.pipeline import Order
from common.storage.base import Storage

D = TypeVar("D", bound=Document)


def _silent(_share: float) -> None:
    """Progress that nobody wants to hear of."""


def _willing() -> None:
    """Nobody else may be at the same work."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Attributes:
    progress: takes the share of the step that is done, 0 to 1; it may raise to cancel.
    before_storing: called when the result is about to be stored; it may raise to prevent that.
    """

    storage: Storage
    settings: Settings
    progress: Callable[[float], None] = field(default=_silent)
    before_storing: Callable[[], None] = field(default=_willing)

    def document(self, order: Order, name: str, kind: type[D]) -> D:
        return kind.from_json(self.storage.get(order.inputs[name]))

    def file(self, order: Order, name: str) -> Path:
        return self.storage.fetch(order.inputs[name])

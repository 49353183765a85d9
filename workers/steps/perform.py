"""Do one order: skip it when its result exists, else run its step and store what it wrote.

A step binds a pure stage to its engines and to storage. The same function serves the local loop
and the queue: keys in, key out, and doing it twice is harmless.
"""

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from common.cards import StageName
from common.config import Settings
from common.pipeline import Order
from workers.steps.desk import Desk

Step = Callable[[Order, Desk, Path], None]
"""Does an order and writes its result into a file of the given name."""
Steps = Mapping[StageName, Step]


class Batch(NamedTuple):
    """How orders of one shape are done at once.

    Attributes:
        most: how many, at most, with one of them; 1 where that is not faster.
        begin: does what they have in common; for each, in order, the step that ends it.
    """

    most: Callable[[Order, Settings], int]
    begin: Callable[[Sequence[Order], Desk], Sequence[Step]]


Batches = Mapping[StageName, Batch]


class Stored(NamedTuple):
    """The key of a result and, where it was made just now, the sha256 of what is stored there."""

    key: str
    sha256: str | None


def perform(order: Order, desk: Desk, *, steps: Steps) -> Stored:
    """Make sure that the order's result is stored."""
    key, sha256 = order.key, None
    if not desk.storage.has(key):
        with tempfile.TemporaryDirectory(prefix="scopitone-") as folder:
            result = Path(folder) / f"result{Path(key).suffix}"
            steps[order.stage](order, desk, result)
            desk.before_storing()
            was_first = desk.storage.put_file(key, result)
            sha256 = _digest(result if was_first else desk.storage.fetch(key))
    desk.progress(1.0)
    return Stored(key, sha256)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Do one order: skip it when its result exists, else run its step and store what it wrote.

A step binds a pure stage to its engines and to storage. The same function serves the local loop
and the queue: keys in, key out, and doing it twice is harmless.
"""

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from common.cards import StageName
from common.pipeline import Order
from workers.steps.desk import Desk

Steps = Mapping[StageName, Callable[[Order, Desk, Path], None]]
"""By stage: does an order and writes its result into a file of the given name."""


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

"""Do one order: skip it when its result exists, else run its step and store what it wrote.

A step binds a pure stage to its engines and to storage. The same function serves the local loop
and, later, the queue: keys in, key out, and doing it twice is harmless.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from common.catalogue import StageName
from common.pipeline import Order
from workers.steps import (
    analysis,
    animation,
    assembly,
    evaluation,
    frames,
    keyframes,
    poster,
    script,
    warping,
)
from workers.steps.desk import Desk

STEPS: Mapping[StageName, Callable[[Order, Desk, Path], None]] = MappingProxyType(
    {
        "analysis": analysis.run,
        "script": script.run,
        "keyframes": keyframes.run,
        "animation": animation.run,
        "warping": warping.run,
        "frames": frames.run,
        "assembly": assembly.run,
        "poster": poster.run,
        "evaluation": evaluation.run,
    }
)


def perform(order: Order, desk: Desk) -> str:
    """Make sure that the order's result is stored; its key is returned."""
    key = order.key
    if not desk.storage.has(key):
        with tempfile.TemporaryDirectory(prefix="scopitone-") as folder:
            result = Path(folder) / f"result{Path(key).suffix}"
            STEPS[order.stage](order, desk, result)
            desk.storage.put_file(key, result)
    desk.progress(1.0)
    return key

"""Stages that cost next to nothing and hang on every byte they read: `SCOPITONE_STEPS`.

Analysis and script are real documents. Every other result is a digest of its order and of its
inputs' bytes, drawn out to some kilobytes: a film that was made of a wrong, half or foreign part is
another film. Importing this module puts the worker's fault points in.
"""

import hashlib
import os
import resource
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import MappingProxyType

from common import pipeline
from common.artifacts.analysis import Analysis
from common.artifacts.script import Script
from common.db.facts import Report
from common.db.repository.leases import Lease, Leases
from common.pipeline import STAGES, Order
from tests.chaos.points import FOLDER, die, taken
from tests.chaos.versions import maker_of, take_on
from tests.support.documents import make_analysis, make_scene, make_script
from workers import reporting
from workers.steps.desk import Desk
from workers.steps.perform import Batches, Steps

SCENES, SECONDS, POISON, AHEAD, REPORTS = (
    f"SCOPITONE_CHAOS_{name}" for name in ("SCENES", "SECONDS", "POISON", "AHEAD", "REPORTS")
)
"""Scenes of each film; seconds that a step takes; a number of a scene that kills whoever works at
its frames; seconds that a worker's clock is ahead; the file in which workers write down what became
of their reports."""
_BUDGET = 15.0
"""Seconds without progress; minutes in service."""
_MEMORY = 2 * 10**9
SCENE_SECONDS = 4.0
_SLICE = 0.05
_REPEATED = 300


def analysis(scenes: int) -> Analysis:
    return make_analysis(duration=SCENE_SECONDS * scenes)


def script(theme: str, scenes: int) -> Script:
    made = tuple(
        make_scene(n, SCENE_SECONDS * n, SCENE_SECONDS * (n + 1), prompt=f"{theme}, picture {n}")
        for n in range(scenes)
    )
    return make_script().model_copy(update={"title": theme, "theme": theme, "scenes": made})


def content(order: Order, read: Callable[[str], bytes], *, key: str, scenes: int) -> bytes:
    """What an order makes, by a function that reads what is stored under a key.

    Args:
        key: of what is made.
    """
    return _content(order, read, key=key, made_by=maker_of(order, key), scenes=scenes)


def _content(
    order: Order, read: Callable[[str], bytes], *, key: str, made_by: int, scenes: int
) -> bytes:
    if order.stage == "analysis":
        return analysis(scenes).to_json()
    if order.stage == "script":
        return script(str(order.options["theme"]), scenes).to_json()
    digest = hashlib.sha256(f"{key} by {made_by}".encode())
    for _, given in sorted(order.inputs.items()):
        digest.update(read(given))
    return digest.hexdigest().encode() * _REPEATED


def _step(order: Order, desk: Desk, out: Path) -> None:
    if taken("step-raises"):
        raise ValueError("as the plan of faults says")
    if taken("step-exits"):
        os._exit(1)
    if taken("step-leaks"):
        _leak()
    if taken("step-hangs"):
        time.sleep(3600)
    if order.stage == "frames" and str(order.scene) == os.environ.get(POISON):
        die()
    _take_time(desk)
    made = _content(
        order,
        desk.storage.get,
        key=order.key,
        made_by=pipeline.STAGES[order.stage].version,
        scenes=int(os.environ[SCENES]),
    )
    out.write_bytes(made)


def _take_time(desk: Desk) -> None:
    seconds = float(os.environ[SECONDS])
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _SLICE))
        desk.progress(max(0.0, 1 - left / seconds))


def _leak() -> None:
    """Until the process's limit on memory."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    kept = []
    while True:
        kept.append(bytearray(64 << 20))


def _journaled(report: Callable[[Leases, Lease, Report], bool]) -> Callable[..., bool]:
    """Write down each token that was shown and whether it opened."""

    @wraps(report)
    def told(self: Leases, lease: Lease, fact: Report) -> bool:
        if type(fact).__name__ in {"Succeeded", "Expanded"} and taken("before-completing"):
            die()
        held = report(self, lease, fact)
        line = f"{lease.task_id} {lease.token} {int(held)}\n".encode()
        number = os.open(os.environ[REPORTS], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(number, line)
        os.close(number)
        return held

    return told


def _ahead(seconds: float) -> None:
    """This process's clock is wrong from now on."""
    real = time.time
    time.time = lambda: real() + seconds


if FOLDER in os.environ:
    take_on()
    reporting.BUDGET_SECONDS = dict.fromkeys(STAGES, _BUDGET)
    _ahead(float(os.environ.get(AHEAD, "0")))
    Leases._report = _journaled(Leases._report)  # type: ignore[method-assign]

STEPS: Steps = MappingProxyType(dict.fromkeys(STAGES, _step))
BATCHES: Batches = MappingProxyType({})

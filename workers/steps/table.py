"""Each stage's step, in the module of its name.

It is imported with the engines behind it when the stage is first done: a worker of one pool needs
no other's libraries, and who only hands out orders needs none.
"""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from common.cards import StageName
from common.pipeline import Order
from workers.steps.desk import Desk
from workers.steps.models import at_once_of
from workers.steps.perform import Batch, Batches, Step, Steps


def _run(order: Order, desk: Desk, out: Path, *, stage: StageName) -> None:
    step: Step = import_module(f"workers.steps.{stage}").run
    step(order, desk, out)


def _begin(orders: Sequence[Order], desk: Desk) -> Sequence[Step]:
    from workers.steps.keyframes import begin  # noqa: PLC0415 - see above

    return begin(orders, desk)


STEPS: Steps = MappingProxyType(
    {stage: partial(_run, stage=stage) for stage in get_args(StageName)}
)
BATCHES: Batches = MappingProxyType({"keyframes": Batch(most=at_once_of, begin=_begin)})
"""No footage: one clip is 14 to 121 pictures at once and leaves a GPU nothing idle."""

"""The work of a crew, done in this process one order after the other."""

from collections.abc import Sequence
from pathlib import Path

from common.config import Settings
from common.pipeline import Order
from common.storage.local import LocalStorage
from workers.steps.desk import Desk
from workers.steps.perform import perform
from workers.steps.table import STEPS


class OneWorker:
    """Stands for `workers.crew.Crew` where another process would only load libraries again."""

    def __init__(self, store: Path, settings: Settings) -> None:
        self._desk = Desk(storage=LocalStorage(store), settings=settings)
        self.done: list[Order] = []

    def run(self, chains: Sequence[Sequence[Order]]) -> None:
        for chain in chains:
            for order in chain:
                perform(order, self._desk, steps=STEPS)
                self.done.append(order)

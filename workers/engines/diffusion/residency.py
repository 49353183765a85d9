"""Which models stay in a device's memory.

A process works at one thing at a time, so what is resident takes the weights of all and the working
memory of the hungriest. What was used longest ago leaves first. Nothing is moved to the host and
back meanwhile: over PCIe, an SDXL costs as much time as painting a picture.
"""

import gc
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import torch

from common.errors import GpuMemoryError
from workers.engines.diffusion.device import device

M = TypeVar("M")

_SPARE = 0.92
"""Share of what is free that is planned with; the rest is the allocator's."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """Bytes: of the weights while resident, and of what a run takes besides."""

    weights: int
    working: int


@dataclass(frozen=True)
class _Resident:
    source: Path
    need: Need
    model: object


class Residency:
    """Models in a memory of `budget` bytes; None is as much as there is."""

    def __init__(self, budget: int | None) -> None:
        self._budget = budget
        self._kept: OrderedDict[str, _Resident] = OrderedDict()

    @property
    def names(self) -> tuple[str, ...]:
        """Those resident, the one used longest ago first."""
        return tuple(self._kept)

    def borrow(self, name: str, source: Path, *, need: Need, load: Callable[[], M]) -> M:
        """A model, loaded unless it is resident from the same source; others leave until it fits.

        One that fits with too little to work in is loaded all the same: alone it may still do, in
        smaller pieces.

        Raises:
            GpuMemoryError: its weights alone are larger than the memory.
        """
        if name in self._kept and self._kept[name].source != source:
            del self._kept[name]
        if name not in self._kept:
            self._make_room(name, need)
            self._kept[name] = _Resident(source, need, self._loaded(name, load))
        self._kept.move_to_end(name)
        return self._kept[name].model  # type: ignore[return-value]

    def evict_others(self, name: str) -> None:
        """Let all leave but one."""
        for other in [kept for kept in self._kept if kept != name]:
            del self._kept[other]
        free_caches()

    def _loaded(self, name: str, load: Callable[[], M]) -> M:
        """Load; when memory runs out on the way, once more with all others gone."""
        for _ in range(2):
            try:
                return load()
            except torch.OutOfMemoryError:
                pass  # what was half loaded hangs on the traceback until here
            self.evict_others(name)
        raise GpuMemoryError(f"{name} does not fit into this GPU's memory; use a larger one")

    def _make_room(self, name: str, need: Need) -> None:
        budget = self._budget
        if budget is None:
            return
        if need.weights > budget:
            raise GpuMemoryError(
                f"{name} takes {_gb(need.weights)} and {_gb(need.working)} to work in, "
                f"{_gb(budget)} are free; choose a smaller model or a larger GPU"
            )
        before = len(self._kept)
        while self._kept and self._taken(need) > budget:
            self._kept.popitem(last=False)
        if len(self._kept) < before:
            free_caches()

    def _taken(self, another: Need) -> int:
        needs = [another, *(resident.need for resident in self._kept.values())]
        return sum(need.weights for need in needs) + max(need.working for need in needs)


@cache
def residency() -> Residency:
    """Of this process's device."""
    if not device().is_gpu:
        return Residency(None)
    free, _ = torch.cuda.mem_get_info()
    return Residency(int(_SPARE * free))


def free_caches() -> None:
    """Give back what nobody holds any more."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _gb(count: int) -> str:
    return f"{count / 1e9:.1f} GB"

"""Progress of a pipeline, told after every denoising step; whoever hears it may raise to stop."""

from collections.abc import Callable
from typing import Any

Progress = Callable[[float], None]
OnStep = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]


def silent(_share: float) -> None:
    """For work that nobody follows."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """The same listener for work that is but a part, from share `start` to share `end`."""
    return lambda share: progress(start + (end - start) * share)


def each_step(progress: Progress, steps: int) -> OnStep:
    """A callback for `callback_on_step_end` of a pipeline that takes so many steps."""

    def on_step(
        _pipeline: object, step: int, _timestep: object, tensors: dict[str, Any]
    ) -> dict[str, Any]:
        progress((step + 1) / steps)
        return tensors

    return on_step

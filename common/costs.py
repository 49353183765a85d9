"""What GPU time costs, by the prices that the installation names.

A task is charged when its worker reports it, at the price of that hour: what a film cost stays what
it cost when prices change.
"""

from typing import NamedTuple

from common.config import Settings


class Charge(NamedTuple):
    """For one attempt at a task: GPU time, and money where its GPU has a price."""

    gpu_seconds: float = 0.0
    cost: float = 0.0


FREE = Charge()


def charge_for(settings: Settings, seconds: float) -> Charge:
    """For so many seconds of a task on a worker of these settings."""
    held = seconds * settings.gpus
    return Charge(held, held / 3600.0 * settings.gpu_prices.get(settings.gpu_type, 0.0))

"""GPU time at its price."""

import pytest

from common.config import Settings
from common.costs import FREE, Charge, charge_for


def test_the_share_of_a_gpu_that_a_task_holds_is_charged_by_the_hour() -> None:
    half = Settings(gpus=0.5, gpu_type="h100", gpu_prices={"h100": 3.6, "l4": 1.0})
    assert charge_for(half, 20) == Charge(10, pytest.approx(0.01))


def test_time_without_a_price_costs_nothing_and_is_time_all_the_same() -> None:
    assert charge_for(Settings(gpus=2), 3) == Charge(6, 0)
    assert charge_for(Settings(), 3) == FREE

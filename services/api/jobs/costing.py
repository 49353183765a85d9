"""What a job has cost so far, as its client sees it."""

from collections.abc import Sequence
from math import isclose

from common.db.repository.costs import StageCost
from services.api.jobs.progress import WEIGHTS
from services.api.jobs.schemas import CostView, StageCostView

_ORDER = list(WEIGHTS)


def cost_view(costs: Sequence[StageCost], *, currency: str) -> CostView:
    """Of one job."""
    used = sum(one.gpu_seconds for one in costs)
    unpriced = sum(one.unpriced for one in costs)
    return CostView(
        gpu_seconds=round(used, 3),
        cost=_money(sum(one.cost for one in costs), used=used, unpriced=unpriced),
        unpriced_gpu_seconds=round(unpriced, 3),
        currency=currency,
        stages=[
            StageCostView(
                stage=one.stage,
                gpu_seconds=round(one.gpu_seconds, 3),
                cost=_money(one.cost, used=one.gpu_seconds, unpriced=one.unpriced),
            )
            for one in sorted(costs, key=lambda one: _ORDER.index(one.stage))
        ],
    )


def _money(amount: float, *, used: float, unpriced: float) -> float | None:
    """To a hundredth of a cent, as pictures cost less than one; None where nothing had a price."""
    return None if used and isclose(unpriced, used) else round(amount, 4)

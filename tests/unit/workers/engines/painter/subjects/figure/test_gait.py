"""A walker's feet meet the ground when they should, and do not slide."""

import numpy as np
import pytest

from common.artifacts.script import CastSheet
from workers.engines.painter.subjects.curves import outline, placed
from workers.engines.painter.subjects.figure import gait
from workers.engines.painter.subjects.figure.limbs import SHOE
from workers.engines.painter.subjects.figure.skeleton import Limb, proportions

TOUCH = 0.004
"""Heights of the figure: 1 px at 250 px."""


def _sheet(manner: str, height: float = 1.0) -> CastSheet:
    return CastSheet.model_validate(
        {"name": "a", "description": "a", "gait": manner, "height": height}
    )


def _lowest(limb: Limb) -> float:
    return float(placed(outline(SHOE), limb.end, turn=limb.turn)[:, 1].min())


@pytest.mark.parametrize("manner", ["stroll", "stride", "dance"])
@pytest.mark.parametrize("height", [0.6, 1.0])
def test_feet_land_at_0_and_a_half(manner: str, height: float) -> None:
    step, body = gait.STEPS[manner], proportions(_sheet(manner, height))
    assert _lowest(gait.walk(step, body, 0.0).near_leg) == pytest.approx(0, abs=TOUCH)
    assert _lowest(gait.walk(step, body, 0.5).far_leg) == pytest.approx(0, abs=TOUCH)
    assert _lowest(gait.walk(step, body, 0.93).near_leg) > 2 * TOUCH
    assert _lowest(gait.walk(step, body, 0.43).far_leg) > 2 * TOUCH


@pytest.mark.parametrize("manner", ["stroll", "stride"])
def test_a_foot_on_the_ground_moves_back_with_the_ground(manner: str) -> None:
    step, body = gait.STEPS[manner], proportions(_sheet(manner))
    ankles = [gait.walk(step, body, t).near_leg.end[0] for t in (0.15, 0.20, 0.25, 0.30, 0.35)]
    assert np.diff(ankles) == pytest.approx(-0.05 * step.stride, abs=TOUCH)


@pytest.mark.parametrize("manner", ["stroll", "stride"])
def test_the_body_is_lowest_just_after_contact(manner: str) -> None:
    step, body = gait.STEPS[manner], proportions(_sheet(manner))
    phases = np.arange(0, 0.5, 0.01)
    hips = [gait.walk(step, body, t).pelvis[1] for t in phases]
    assert 0.02 < phases[int(np.argmin(hips))] < 0.15
    assert 0.25 < phases[int(np.argmax(hips))] < 0.45


def test_legs_are_never_longer_than_their_bones() -> None:
    step, body = gait.STEPS["stride"], proportions(_sheet("stride"))
    for t in np.arange(0, 1, 0.05):
        hip, knee, ankle = (np.array(p) for p in gait.walk(step, body, t).near_leg.joints)
        assert np.linalg.norm(knee - hip) == pytest.approx(body.thigh)
        assert np.linalg.norm(ankle - knee) == pytest.approx(body.shin, rel=0.01)


def test_children_have_larger_heads_and_shorter_legs() -> None:
    child, adult = proportions(_sheet("stroll", 0.6)), proportions(_sheet("stroll", 1.0))
    assert child.head > 1.25 * adult.head
    assert child.leg < 0.9 * adult.leg

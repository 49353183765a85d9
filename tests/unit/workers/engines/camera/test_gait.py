import numpy as np
import pytest

from common.artifacts.clips import Cue
from common.artifacts.keyframes import Sprite
from workers.engines.camera.acting import Actor
from workers.engines.camera.gait import WIDEST_WALK, fit_gait
from workers.engines.camera.pulse import Pulse
from workers.engines.painter.subjects import cycle_seconds, stride

DURATION = 5.0
ASPECT = 16 / 9


def _sprite(kind: str = "human", *, travel: float = 0.02, height: float = 0.2) -> Sprite:
    return Sprite(kind=kind, x=0.5, y=0.8, height=height, depth=1.0, travel=travel)


def _pulse(bpm: float) -> Pulse:
    period = 60 / bpm
    beats = [
        Cue(time=k * period, weight=1.0 if k % 4 == 0 else 0.5) for k in range(int(5 / period))
    ]
    return Pulse(landings=beats, duration=DURATION)


@pytest.mark.parametrize("bpm", [70, 92, 110, 140])
def test_feet_meet_the_ground_on_cues(bpm: float) -> None:
    pulse = _pulse(bpm)
    gait = fit_gait(_sprite(), pulse, aspect=ASPECT)
    cycles = np.array([gait.at(float(pulse.moving(cue.time))) for cue in pulse.cues])
    steps = np.diff(2 * cycles)
    assert np.allclose(steps, steps[0])
    assert steps[0] in (0.5, 1.0, 2.0)
    assert np.allclose(2 * cycles[:: round(max(1, 1 / steps[0]))] % 1, 0)


@pytest.mark.parametrize("bpm", [70, 92, 110, 140])
def test_the_gait_stays_near_its_natural_pace(bpm: float) -> None:
    gait = fit_gait(_sprite(), _pulse(bpm), aspect=ASPECT)
    period = DURATION / (gait.at(DURATION) - gait.at(0.0))
    assert 0.65 < period / cycle_seconds(_sprite()) < 1.5


def test_nobody_walks_out_of_the_picture() -> None:
    car = _sprite("car", height=0.3)
    gait = fit_gait(car, _pulse(110), aspect=ASPECT)
    cycles = gait.at(DURATION) - gait.at(0.0)
    assert cycles * stride(car) * car.height / ASPECT <= WIDEST_WALK * 1.05


def test_without_cues_the_gait_is_natural() -> None:
    gait = fit_gait(_sprite(), Pulse(landings=(), duration=DURATION), aspect=ASPECT)
    assert gait.at(4.0) - gait.at(1.0) == pytest.approx(3.0 / cycle_seconds(_sprite()))


def test_a_body_moves_by_its_stride() -> None:
    """One cycle on, the figure stands one stride further, so that its feet do not slide."""
    pulse, sheet = Pulse(landings=(), duration=DURATION), (320, 180)
    actor = Actor(_sprite(), pulse, sheet=sheet)
    period = cycle_seconds(_sprite())
    still = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    before, after = (actor.placed(still, t)[-1].matrix[0, 2] for t in (1.0, 1.0 + period))
    assert before - after == pytest.approx(stride(_sprite()) * round(0.2 * 180), rel=0.02)


def test_who_travels_on_the_ground_has_a_shadow() -> None:
    pulse = Pulse(landings=(), duration=DURATION)
    still = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    counts = [
        len(Actor(sprite, pulse, sheet=(320, 180)).placed(still, 1.0))
        for sprite in (_sprite(), _sprite(travel=0.0), _sprite("bird"))
    ]
    assert counts == [2, 1, 1]

import numpy as np
import pytest

from workers.engines.painter import noise
from workers.engines.painter.frame import Frame


def _rng() -> np.random.Generator:
    return np.random.default_rng(4)


def test_a_ridge_does_not_depend_on_how_finely_it_is_read() -> None:
    fine = noise.ridge(_rng(), np.linspace(0, 2, 401), scale=0.5)
    coarse = noise.ridge(_rng(), np.linspace(0, 2, 101), scale=0.5)
    assert fine[::4] == pytest.approx(coarse)
    assert 0.2 < np.ptp(fine) < 3


def test_peaks_stay_about_between_nothing_and_one() -> None:
    line = noise.peaks(_rng(), np.linspace(-0.5, 2, 500), scale=0.5)
    assert line.min() > -0.3
    assert 0.5 < line.max() < 1.4


def test_a_texture_is_the_same_place_at_another_size() -> None:
    small, large = (Frame(width=w, height=w // 2) for w in (200, 400))
    a, b = (
        noise.field(_rng(), f.to_shares, f.size, cells=(3, 3), octaves=2) for f in (small, large)
    )
    assert a.shape == (100, 200)
    assert a.std() > 0.1
    assert np.abs(b[::2, ::2] - a).mean() < 0.1 * a.std()

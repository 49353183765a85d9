import numpy as np
import pytest

from workers.engines.captions.windows import around, evenly


def test_windows_lie_around_the_middle_and_within_the_song() -> None:
    samples = np.arange(100, dtype=np.float32)
    assert around(samples, (4.0, 6.0), rate=10, seconds=2.0).tolist() == list(range(40, 60))
    assert around(samples, (0.0, 1.0), rate=10, seconds=4.0)[0] == 0
    assert around(samples, (9.0, 10.0), rate=10, seconds=4.0)[-1] == 99
    assert len(around(samples, (0.0, 1.0), rate=10, seconds=40.0)) == 100


@pytest.mark.parametrize(("duration", "count"), [(5.0, 1), (30.0, 1), (50.0, 2), (600.0, 4)])
def test_moments_reach_from_the_beginning_to_the_end(duration: float, count: int) -> None:
    spans = evenly(duration, seconds=30.0, most=4)
    assert len(spans) == count
    assert spans[0][0] == 0
    assert count == 1 or spans[-1][1] == pytest.approx(duration)
    assert all(0 < end - start <= 30.0 for start, end in spans)

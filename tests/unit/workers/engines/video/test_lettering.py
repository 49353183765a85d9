"""Lines over frames: there when they are sung, on the beat, and nowhere else."""

import numpy as np
import pytest

from common.artifacts.lyrics import LyricLine
from workers.engines.video.lettering import lettered

HEIGHT, WIDTH, RATE = 180, 320, 24.0
LINE = LyricLine(start=0.6, end=1.5, text="Down by the sea")


def film(*lines: LyricLine, beats: tuple[float, ...] = (0.0, 0.5, 1.0, 1.5)) -> np.ndarray:
    frames = [np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8) for _ in range(48)]
    return np.stack(list(lettered(frames, lines, rate=RATE, beats=beats)))


def light(frames: np.ndarray) -> np.ndarray:
    """Share of each frame that is nearly white."""
    return (frames.min(axis=3) > 230).mean(axis=(1, 2))


def test_a_line_is_whole_on_the_beat_before_it_is_sung_and_gone_after() -> None:
    shown = light(film(LINE))
    first, last = np.flatnonzero(shown > 0.9 * shown.max())[[0, -1]] / RATE
    assert first == pytest.approx(0.5, abs=1 / RATE)
    assert 1.3 < last < 1.5
    assert shown[: int(0.35 * RATE)].max() == 0
    assert shown[int(1.55 * RATE) :].max() == 0


def test_without_a_beat_near_it_comes_when_it_is_sung() -> None:
    shown = light(film(LINE, beats=()))
    assert np.flatnonzero(shown > 0.9 * shown.max())[0] / RATE == pytest.approx(0.6, abs=1 / RATE)


def test_letters_stand_in_the_lower_third_and_inside() -> None:
    frame = film(LINE)[24]
    rows, columns = np.nonzero(frame.min(axis=2) > 230)
    assert rows.min() > HEIGHT * 0.6
    assert rows.max() < HEIGHT * 0.97
    assert columns.min() > WIDTH * 0.05
    assert columns.max() < WIDTH * 0.95
    assert columns.min() + columns.max() == pytest.approx(WIDTH, abs=6)


def test_a_long_line_is_wrapped_and_stays_inside() -> None:
    long = LyricLine(start=0.0, end=2.0, text="and nothing that we ever said was heard again " * 3)
    rows, columns = np.nonzero(film(long)[24].min(axis=2) > 230)
    assert 0 <= columns.min() < columns.max() < WIDTH
    assert rows.max() - rows.min() > 30


def test_frames_without_a_line_are_left_as_they_are() -> None:
    assert (film() == 90).all()

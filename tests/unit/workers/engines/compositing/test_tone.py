import numpy as np

from workers.engines.compositing.tone import CODES, FULL, noise, tables


def test_codes_survive_the_way_to_light_and_back() -> None:
    light = tables().to_linear / FULL
    back = tables().to_code[np.rint(light * (CODES - 1)).astype(int)]
    assert np.abs(back - np.arange(256) * 256.0).max() < 128


def test_thresholds_are_equally_frequent() -> None:
    counts = np.bincount(noise(0.0, (0, 0)).ravel(), minlength=256)
    assert (counts == counts[0]).all()


def test_grain_moves_with_its_shift() -> None:
    plain = noise(0.0, (0, 0))
    here, there = noise(0.6, (0, 0)) - plain, noise(0.6, (3, 250)) - plain
    assert (np.roll(here, (-3, -250), axis=(0, 1)) == there).all()
    assert abs(here.std() / 256 - 0.6) < 0.01

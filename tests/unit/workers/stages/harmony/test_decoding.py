"""The chain is read as it is written: exactly, on chains small enough to try every way."""

from itertools import product

import numpy as np

from workers.stages.harmony.decoding import certainty, likeliest
from workers.stages.harmony.evidence import Impression


def small_chain(seed: int, *, frames: int = 5, chords: int = 3) -> Impression:
    rng = np.random.default_rng(seed)
    return Impression(
        keys=np.full(24, 1 / 24),
        chords=rng.normal(0, 2, (frames, chords)),
        transitions=rng.normal(0, 1, (chords, chords)),
        opening=rng.normal(0, 1, chords),
        rate=10,
    )


def potentials(heard: Impression) -> dict[tuple[int, ...], float]:
    """Of every sequence. The chain opens with a chord before the first frame, as madmom's does."""
    frames, chords = heard.chords.shape
    first = heard.opening[:, None] + heard.transitions
    table = {}
    for way in product(range(chords), repeat=frames + 1):
        total = first[way[0], way[1]] + heard.chords[0, way[1]]
        for frame in range(1, frames):
            before, after = way[frame], way[frame + 1]
            total += heard.transitions[before, after] + heard.chords[frame, after]
        table[way] = float(total)
    return table


def test_the_best_sequence_is_found() -> None:
    for seed in range(5):
        heard = small_chain(seed)
        table = potentials(heard)
        assert tuple(likeliest(heard)) == max(table, key=lambda way: table[way])[1:]


def test_certainty_is_the_probability_over_all_sequences() -> None:
    heard = small_chain(7)
    table = potentials(heard)
    weights = np.exp(list(table.values()))
    expected = np.zeros(heard.chords.shape)
    for way, weight in zip(table, weights / weights.sum(), strict=True):
        for frame, chord in enumerate(way[1:]):
            expected[frame, chord] += weight
    np.testing.assert_allclose(certainty(heard), expected, atol=1e-9)

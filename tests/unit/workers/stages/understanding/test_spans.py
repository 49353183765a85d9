from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.support.songs import imagined_song
from workers.stages.understanding.spans import segment_spans


@given(st.integers(1, 40), st.floats(1.0, 9.0))
def test_segments_tile_the_song_within_its_sections(shots: int, seconds: float) -> None:
    analysis, _ = imagined_song(shots=shots, seconds=seconds)
    spans = segment_spans(analysis)
    assert spans[0][0] == 0
    assert spans[-1][1] == analysis.duration
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    for start, end, number in spans:
        section = analysis.sections[number]
        assert section.start <= start < end <= section.end
        assert end - start <= 12.0 + 1e-6


def test_segments_begin_with_bars() -> None:
    analysis, _ = imagined_song(shots=4, seconds=8.0, form="AB")
    beats = tuple(float(i) for i in range(32))
    analysis = analysis.model_copy(update={"beats": beats, "downbeats": beats[1::3]})
    inner = {start for start, _, _ in segment_spans(analysis)} - {0.0, 16.0}
    assert inner
    assert inner <= set(beats[1::3])

"""What people correct holds whatever was heard."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.artifacts.analysis import Analysis
from common.artifacts.edits import Edits
from common.editing import edited
from tests.support.documents import make_analysis

HEARD = make_analysis(duration=12.0, bpm=120.0, confidence=0.4)
MOMENT = st.floats(0, 14)


def after(**edits: object) -> Analysis:
    return edited(HEARD, Edits.model_validate(edits))


def test_half_the_tempo_keeps_the_bars_first_beats() -> None:
    slow = after(tempo="half")
    assert slow.tempo == pytest.approx(60)
    assert slow.beats == HEARD.beats[::2]
    assert slow.downbeats == HEARD.downbeats[::2]
    assert slow.metre == HEARD.metre


def test_half_the_tempo_keeps_its_first_bar_where_the_song_has_an_upbeat() -> None:
    late = HEARD.model_copy(update={"downbeats": HEARD.beats[3::4]})
    slow = edited(late, Edits(tempo="half"))
    assert set(slow.downbeats) == set(late.downbeats[::2])
    assert np.ptp(np.diff(slow.beats)) < 1e-6


def test_double_the_tempo_has_a_bar_in_each_half() -> None:
    fast = after(tempo="double")
    assert fast.tempo == pytest.approx(240)
    assert set(HEARD.beats) < set(fast.beats)
    assert set(HEARD.downbeats) < set(fast.downbeats)
    between = [fast.beats.index(b) - fast.beats.index(a) for a, b in pairwise(fast.downbeats)]
    assert set(between) <= {4, 8}


def test_bars_begin_a_beat_later() -> None:
    assert after(shift=1).downbeats == HEARD.beats[1::4]
    assert after(shift=-1).downbeats == HEARD.beats[3::4]
    assert after(shift=1).beats == HEARD.beats


def test_beats_are_removed_moved_and_added() -> None:
    second, third, fourth = HEARD.beats[1:4]
    changed = after(
        remove=[second + 0.05], move=[{"at": third, "to": third + 0.1}], add=[fourth + 0.2]
    )
    assert second not in changed.beats
    assert third not in changed.beats
    assert round(third + 0.1, 6) in changed.beats
    assert round(fourth + 0.2, 6) in changed.beats
    assert changed.downbeats == HEARD.downbeats


def test_a_moved_downbeat_stays_one() -> None:
    first = HEARD.downbeats[0]
    assert after(move=[{"at": first, "to": first + 0.1}]).downbeats[0] == round(first + 0.1, 6)


def test_what_is_so_already_stays_so() -> None:
    once = after(remove=[1.75], add=[2.0], move=[{"at": 3.25, "to": 3.35}])
    again = edited(once, Edits.model_validate(
        {"remove": [1.75], "add": [2.0], "move": [{"at": 3.25, "to": 3.35}]}
    ))  # fmt: skip
    assert again.beats == once.beats


def test_an_excerpt_is_corrected_in_the_songs_own_time() -> None:
    changed = edited(HEARD, Edits(add=(102.0, 5.0)), start=100.0)
    assert 2.0 in changed.beats
    assert len(changed.beats) == len(HEARD.beats) + 1


def test_a_section_is_named_by_a_moment_in_it() -> None:
    named = after(sections=[{"at": 7.0, "name": "bridge"}])
    assert [section.label for section in named.sections] == ["A", "bridge"]


def test_whoever_vouches_for_the_beats_is_believed() -> None:
    assert not after(shift=1).has_grid
    assert after(trust=True).has_grid
    assert "edited" in after(trust=True).tracker


ANY = st.builds(
    Edits,
    tempo=st.sampled_from(["heard", "half", "double"]),
    shift=st.integers(-11, 11),
    remove=st.lists(MOMENT, max_size=5).map(tuple),
    move=st.lists(
        st.fixed_dictionaries({"at": MOMENT, "to": MOMENT}), max_size=5
    ).map(tuple),
    add=st.lists(MOMENT, max_size=5).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ANY, st.booleans())
def test_any_corrections_leave_a_sound_analysis(edits: Edits, without: bool) -> None:
    empty = HEARD.model_copy(update={"beats": (), "downbeats": ()})
    changed = edited(empty if without else HEARD, edits)
    assert Analysis.model_validate_json(changed.to_json()) == changed


def test_as_many_corrections_as_may_be_take_no_longer_than_they_are_many() -> None:
    """Each looked through all beats for each beat: half an hour for these."""
    every = tuple(float(n) / 4 for n in range(4800))
    analysis = make_analysis(duration=1200.0).model_copy(
        update={"beats": every, "downbeats": every[::4]}
    )
    moments = tuple(0.05 + n / 5 for n in range(5000))
    edits = Edits(remove=moments, add=moments, move=[{"at": m, "to": m + 0.1} for m in moments])
    beats = edited(analysis, edits).beats
    assert list(beats) == sorted(beats)
    assert len(beats) > 4000

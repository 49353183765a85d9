"""Shots tile the song exactly and stay within the limits, whatever was found in it."""

from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.artifacts.analysis import Analysis, Curve, Section
from common.errors import InvalidInputError
from workers.stages.segmentation import Mode, segment

ROUNDING = 1e-6


def song(
    duration: float = 60.0,
    *,
    beats: tuple[float, ...] = (),
    metre: int = 4,
    boundaries: tuple[float, ...] = (),
    energy: tuple[float, ...] = (0.5,),
    brightness: tuple[float, ...] = (0.5,),
    confidence: float = 1.0,
) -> Analysis:
    edges = [0.0, *boundaries, duration]
    return Analysis(
        duration=duration,
        tempo=120,
        metre=metre,
        beat_confidence=confidence,
        beats=beats,
        downbeats=beats[::metre],
        sections=tuple(Section(start=a, end=b, label="A", energy=0.5) for a, b in pairwise(edges)),
        onset_strength=Curve(rate=50, values=(0.5,)),
        energy=Curve(rate=len(energy) / duration, values=energy),
        brightness=Curve(rate=len(brightness) / duration, values=brightness),
        tracker="test",
    )


def cuts(analysis: Analysis, **options: Any) -> list[float]:
    asked = {"mode": "beat", "shortest": 2.0, "longest": 6.0, "seed": 0} | options
    return [span.start for span in segment(analysis=analysis, **asked)][1:]


@st.composite
def songs(draw: st.DrawFn) -> Analysis:
    duration = draw(st.floats(0.5, 90))
    gaps = draw(st.lists(st.floats(0.05, 4), max_size=100))
    beats = np.cumsum(gaps) if gaps else np.empty(0)
    marks = sorted(set(draw(st.lists(st.floats(0.1, 0.9), max_size=4))))
    unit = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(tuple)
    return song(
        duration,
        beats=tuple(beats[beats < duration].tolist()),
        metre=draw(st.integers(1, 7)),
        boundaries=tuple(mark * duration for mark in marks),
        energy=draw(unit),
        brightness=draw(unit),
        confidence=draw(st.sampled_from([0.0, 0.6, 1.0])),
    )


@pytest.mark.parametrize("mode", get_args(Mode))
@settings(max_examples=60, deadline=None)
@given(analysis=songs(), shortest=st.floats(0.4, 6), factor=st.floats(1, 5), seed=st.integers(0, 9))
def test_shots_tile_the_song_within_the_limits(
    mode: Mode, analysis: Analysis, shortest: float, factor: float, seed: int
) -> None:
    longest = shortest * factor
    spans = segment(analysis=analysis, mode=mode, shortest=shortest, longest=longest, seed=seed)
    lengths = np.array([span.end - span.start for span in spans])
    assert spans[0].start == 0
    assert spans[-1].end == analysis.duration
    assert all(a.end == b.start for a, b in pairwise(spans))
    assert np.all(lengths > 0)
    if analysis.duration < shortest:
        assert len(spans) == 1
        return
    assert np.all(lengths <= longest + ROUNDING)
    if factor >= 2:
        assert np.all(lengths >= shortest - ROUNDING)
    assert all(0 <= span.section < len(analysis.sections) for span in spans)


@pytest.mark.parametrize(("mode", "duration"), [("rules", 8.0), ("random", 9.0)])
def test_the_limits_go_before_the_papers_lengths(mode: Mode, duration: float) -> None:
    assert cuts(song(duration), mode=mode, shortest=5.0, longest=10.0) == []


def test_cuts_fall_on_downbeats() -> None:
    beats = tuple(0.3 + 0.5 * n for n in range(119))
    assert set(cuts(song(beats=beats))) <= set(beats[::4])


def test_section_boundaries_are_cut_at() -> None:
    beats = tuple(0.5 * n for n in range(120))
    found = cuts(song(beats=beats, boundaries=(14.0, 38.0)))
    assert {14.0, 38.0} <= set(found)


def test_a_boundary_beside_the_grid_moves_to_its_downbeat() -> None:
    beats = tuple(0.5 * n for n in range(120))
    found = cuts(song(beats=beats, boundaries=(14.3,)))
    assert 14.0 in found


def test_bars_longer_than_the_longest_shot_are_cut_at_beats() -> None:
    beats = tuple(float(n) for n in range(60))
    found = cuts(song(beats=beats, metre=8), shortest=1.5, longest=3.5)
    assert set(found) <= set(beats)


def test_loud_music_is_cut_faster_than_quiet_music() -> None:
    beats = tuple(0.5 * n for n in range(120))
    found = np.array(cuts(song(beats=beats, energy=(0.1,) * 30 + (0.95,) * 30)))
    assert np.sum(found > 30) >= 1.5 * np.sum(found < 30)


def test_an_introduction_without_beats_is_still_cut() -> None:
    beats = tuple(20 + 0.5 * n for n in range(80))
    found = cuts(song(beats=beats))
    assert sum(cut < 20 for cut in found) >= 3
    assert {cut for cut in found if cut > 20} <= set(beats[::4])


def test_without_a_grid_beats_are_ignored_and_change_is_followed() -> None:
    beats = tuple(0.37 * n for n in range(150))
    bright = tuple(0.1 if (n // 5) % 2 else 0.9 for n in range(60))
    found = cuts(song(beats=beats, brightness=bright, confidence=0.1), shortest=3.0, longest=7.0)
    near = [min(abs(cut - 5 * n) for n in range(13)) for cut in found]
    assert np.mean(near) < 0.5


def test_random_shots_last_four_to_eight_seconds_and_follow_the_seed() -> None:
    one, again, other = (
        cuts(song(), mode="random", shortest=1.0, longest=10.0, seed=seed) for seed in (1, 1, 2)
    )
    lengths = np.diff([0, *one, 60])
    assert one == again != other
    assert lengths.min() >= 4 - ROUNDING
    assert lengths.max() <= 8 + ROUNDING


def test_rules_cut_at_a_significant_change() -> None:
    bright = (0.2,) * 33 + (0.9,) * 27
    found = cuts(song(brightness=bright, confidence=0.0), mode="rules", shortest=1.0, longest=9.0)
    assert min(abs(cut - 33) for cut in found) < 0.6


def test_rules_cut_after_eight_beats_and_after_seven_seconds_without() -> None:
    fast = song(beats=tuple(0.25 * n for n in range(240)))
    found = cuts(fast, mode="rules", shortest=1.0, longest=9.0)
    assert np.allclose(np.diff(found)[:-1], 2.0)
    still = cuts(song(confidence=0.0), mode="rules", shortest=1.0, longest=9.0)
    assert np.diff([0, *still]).max() == pytest.approx(7.0)


def test_limits_that_no_division_meets_give_shorter_shots_never_longer() -> None:
    spans = segment(analysis=song(9.0), mode="beat", shortest=5.0, longest=8.0, seed=0)
    assert [span.end for span in spans] == [4.5, 9.0]


@pytest.mark.parametrize(("shortest", "longest"), [(0, 5), (5, 4), (1, float("inf"))])
def test_senseless_limits_are_refused(shortest: float, longest: float) -> None:
    with pytest.raises(InvalidInputError, match="shortest <= longest"):
        segment(analysis=song(), mode="beat", shortest=shortest, longest=longest, seed=0)


@given(offset=st.floats(0, 2), gap=st.floats(0.3, 3), length=st.floats(0.5, 4.5))
def test_no_phrase_that_fits_a_shot_is_cut(offset: float, gap: float, length: float) -> None:
    # As much as the longest shot is free at both ends; with less there may be no other division.
    starts = np.arange(6 + offset, 54 - length, gap + length)
    phrases = [(float(start), float(start + length)) for start in starts]
    beats = tuple(np.arange(0.25, 60, 0.5).tolist())
    for cut in cuts(song(beats=beats), phrases=phrases):
        assert not any(start + 0.12 < cut < end - 0.12 for start, end in phrases)

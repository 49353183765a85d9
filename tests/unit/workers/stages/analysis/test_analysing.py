"""The whole stage, with a tracker that is told its answer."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from common.artifacts.analysis import Analysis
from tests.support import sounds
from workers.stages.analysis import BeatGrid, Tracking, analyse

SECONDS = 12.0


@dataclass
class Told:
    """Answers with given beats, and remembers what it was asked."""

    beats: NDArray[np.float64]
    name: str = "told"
    heard: list[float] = field(default_factory=list)

    def track(self, samples: NDArray[np.float32], sample_rate: int) -> Tracking:
        self.heard.append(len(samples) / sample_rate)
        return Tracking(grid=BeatGrid(beats=self.beats, downbeats=self.beats[::4]))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    sound, beats = sounds.band(100, SECONDS)
    return analyse(audio=sounds.audio(sound, sound), tracker=Told(beats))


def test_the_trackers_beats_are_kept_and_named(analysis: Analysis) -> None:
    assert analysis.beats == tuple(sounds.beat_times(100, SECONDS).tolist())
    assert analysis.downbeats == analysis.beats[::4]
    assert analysis.tempo == pytest.approx(100)
    assert (analysis.metre, analysis.tracker) == (4, "told")
    assert analysis.has_grid


def test_curves_and_sections_span_the_song(analysis: Analysis) -> None:
    assert analysis.duration == SECONDS
    for curve, rate in (
        (analysis.onset_strength, 50),
        (analysis.energy, 10),
        (analysis.brightness, 10),
    ):
        assert curve.rate == rate
        assert len(curve.values) == pytest.approx(SECONDS * rate, abs=1)
    assert analysis.sections[-1].end == SECONDS


def test_the_same_song_gives_the_same_bytes(analysis: Analysis) -> None:
    sound, beats = sounds.band(100, SECONDS)
    again = analyse(audio=sounds.audio(sound, sound), tracker=Told(beats))
    assert again.to_json() == analysis.to_json()
    assert Analysis.from_json(again.to_json()) == analysis


def test_given_beats_are_believed_and_the_tracker_is_not_asked() -> None:
    tracker = Told(np.empty(0))
    given = BeatGrid(beats=np.array([1.0, 2.0, 3.0, 20.0]), downbeats=np.array([1.0, 20.0]))
    result = analyse(audio=sounds.audio(sounds.noise(4.0)), tracker=tracker, given=given)
    assert result.beats == (1.0, 2.0, 3.0)
    assert result.downbeats == (1.0,)
    assert (result.tracker, result.beat_confidence, tracker.heard) == ("given", 1.0, [])


@pytest.mark.parametrize(
    "sound",
    [sounds.silence(4.0), sounds.noise(4.0), sounds.drone(4.0), sounds.noise(0.05)],
    ids=["silence", "noise", "drone", "an instant"],
)
def test_sound_without_a_beat_is_analysed_all_the_same(sound: sounds.Mono) -> None:
    result = analyse(audio=sounds.audio(sound), tracker=Told(np.empty(0)))
    assert not result.has_grid
    assert (result.beats, result.tempo, result.metre) == ((), 0.0, 1)
    assert result.sections[0].label == "A"


def test_stereo_in_opposite_phase_is_heard() -> None:
    sound, beats = sounds.band(100, SECONDS)
    result = analyse(audio=sounds.audio(sound, -sound), tracker=Told(beats))
    assert result.has_grid
    assert result.energy.mean(0, SECONDS) > 0.3


def test_beats_imagined_before_and_after_the_sound_are_dropped() -> None:
    sound, beats = sounds.band(100, SECONDS)
    quiet = sounds.silence(3.0)
    around = np.concatenate([quiet, sound, quiet])
    imagined = Told(np.arange(0.3, SECONDS + 6, 0.6))
    result = analyse(audio=sounds.audio(around), tracker=imagined)
    assert 3.0 + beats[0] - 0.6 < result.beats[0] <= 3.0 + beats[0]
    assert result.beats[-1] < 3.0 + SECONDS + 0.1
    assert set(result.downbeats) <= set(result.beats)

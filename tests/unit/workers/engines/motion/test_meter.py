from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from common.errors import InvalidInputError
from tests.support import clips
from workers.engines.motion import MotionMeter

STOPS = [0.6, 1.3, 1.9, 2.7]
RATES = [Fraction(8), Fraction(12), Fraction(24000, 1001), Fraction(24), Fraction(30)]


def shots(pictures: list[clips.Frame], frames: int, drift: float) -> Iterator[clips.Frame]:
    for picture in pictures:
        for n in range(frames):
            yield clips.slide(picture, -drift * n, 0)[:, :256].copy()


@pytest.mark.parametrize("fps", RATES, ids=str)
def test_finds_every_stop_within_one_frame(fps: Fraction) -> None:
    clip = clips.Stopping(STOPS)
    track = MotionMeter().measure(clips.sampled(clip.frame, fps=fps, seconds=3.2), fps=fps)
    assert len(track.beats) == len(STOPS)
    assert np.abs(track.beats - STOPS).max() < 1 / fps
    assert len(track.cuts) == 0


def test_times_are_exact_when_stops_fall_on_frames() -> None:
    fps = Fraction(30)
    clip = clips.Stopping(STOPS)
    track = MotionMeter().measure(clips.sampled(clip.frame, fps=fps, seconds=3.2), fps=fps)
    assert np.abs(track.beats - STOPS).max() < 0.1 / fps


@pytest.mark.parametrize("fps", RATES, ids=str)
def test_envelope_samples_reach_from_the_first_to_the_last_frame(fps: Fraction) -> None:
    frames = list(clips.sampled(clips.Stopping(STOPS).frame, fps=fps, seconds=1.5))
    track = MotionMeter().measure(frames, fps=fps)
    assert (len(track.envelope) - 1) / track.rate == pytest.approx((len(frames) - 1) / fps)
    assert track.rate >= 20
    assert len(track.speed) == len(track.envelope)


def test_a_single_stop_in_25_frames_is_the_strongest_beat() -> None:
    fps = Fraction(8)
    clip = clips.Stopping([1.5])
    track = MotionMeter().measure(clips.sampled(clip.frame, fps=fps, seconds=25 / 8), fps=fps)
    assert track.beats == pytest.approx([1.5], abs=0.03)
    assert track.weights == pytest.approx([1.0])
    assert track.envelope.max() == pytest.approx(1.0)


def test_speed_is_in_picture_heights_a_second() -> None:
    frames = clips.drifting(fps=Fraction(24), seconds=2, speed=0.15)
    track = MotionMeter().measure(frames, fps=Fraction(24))
    assert np.median(track.speed) == pytest.approx(0.15, rel=0.05)


def test_an_even_pan_has_no_beats() -> None:
    frames = clips.drifting(fps=Fraction(24), seconds=3, speed=0.15)
    assert len(MotionMeter().measure(frames, fps=Fraction(24)).beats) == 0


@pytest.mark.parametrize("grain", [0.0, 2.0, 8.0])
def test_a_still_has_no_beats_however_grainy(grain: float) -> None:
    track = MotionMeter().measure(clips.still(25, grain=grain), fps=Fraction(8))
    assert len(track.beats) == 0
    assert track.envelope.max() < 1


def test_noise_has_neither_beats_nor_cuts() -> None:
    track = MotionMeter().measure(clips.noise(30), fps=Fraction(24))
    assert len(track.beats) == 0
    assert len(track.cuts) == 0


def test_eight_frames_are_enough() -> None:
    fps = Fraction(8)
    clip = clips.Stopping([0.5])
    track = MotionMeter().measure(clips.sampled(clip.frame, fps=fps, seconds=1), fps=fps)
    assert track.beats == pytest.approx([0.5], abs=1 / 8)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_fewer_than_eight_frames_give_a_quiet_track(count: int) -> None:
    track = MotionMeter().measure(clips.still(count), fps=Fraction(8))
    assert len(track.envelope) == (count - 1) * 3 + 1
    assert len(track.beats) == len(track.cuts) == 0


def test_threads_change_nothing() -> None:
    fps = Fraction(24)
    pictures = [clips.texture(144, 300, seed=seed) for seed in range(3)]
    one, several = (
        MotionMeter(threads=n).measure(shots(pictures, 20, 0.5), fps=fps) for n in (1, 3)
    )
    assert one.envelope.tobytes() == several.envelope.tobytes()
    assert one.cuts.tolist() == several.cuts.tolist()


def test_no_frame_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="no frame"):
        MotionMeter().measure(iter(()), fps=Fraction(24))


@pytest.mark.parametrize("fps", [Fraction(8), Fraction(24)], ids=str)
def test_a_cut_is_the_first_frame_of_the_new_shot(fps: Fraction) -> None:
    pictures = [clips.texture(144, 300, seed=seed) for seed in range(4)]
    track = MotionMeter().measure(shots(pictures, int(fps) * 2, 0.5), fps=fps)
    assert track.cuts.tolist() == [2.0, 4.0, 6.0]
    assert len(track.beats) == 0


def test_cuts_in_one_palette_are_found() -> None:
    pictures = [clips.dusk(144, 300, seed=seed) for seed in range(5)]
    track = MotionMeter().measure(shots(pictures, 36, 0.3), fps=Fraction(24))
    assert track.cuts.tolist() == [1.5, 3.0, 4.5, 6.0]


def test_a_flash_is_no_cut() -> None:
    frames = list(clips.drifting(fps=Fraction(24), seconds=2))
    frames[20] = np.full_like(frames[20], 255)
    assert len(MotionMeter().measure(frames, fps=Fraction(24)).cuts) == 0


def test_fast_motion_is_no_cut() -> None:
    clip = clips.Stopping([0.5, 1.0], speed=3.0, travel=0.15)
    frames = clips.sampled(clip.frame, fps=Fraction(24), seconds=1.5)
    assert len(MotionMeter().measure(frames, fps=Fraction(24)).cuts) == 0


def test_one_meter_measures_clips_of_any_size_alike() -> None:
    meter, fps = MotionMeter(), Fraction(24)
    tall = clips.Stopping(STOPS[:1], height=288, width=160)
    alone = MotionMeter().measure(clips.sampled(tall.frame, fps=fps, seconds=1), fps=fps)
    meter.measure((np.zeros((12, 20, 3), dtype=np.uint8) for _ in range(9)), fps=fps)
    after = meter.measure(clips.sampled(tall.frame, fps=fps, seconds=1), fps=fps)
    assert np.array_equal(alone.envelope, after.envelope)


@pytest.mark.parametrize("height", [144, 288])
def test_a_pan_over_flat_areas_has_no_beats(height: int) -> None:
    wide = clips.dusk(height, height * 4, seed=3)
    frames = (clips.slide(wide, -0.1 * height * n / 24, 0)[:, : 2 * height] for n in range(60))
    track = MotionMeter().measure((f.copy() for f in frames), fps=Fraction(24))
    assert len(track.beats) == 0

import numpy as np

from common.artifacts.harmony import Key
from common.artifacts.understanding import Descriptors
from tests.support import sounds
from workers.stages.understanding.curves import measures
from workers.stages.understanding.describing import Setting, described
from workers.stages.understanding.spectrum import bands

SECONDS = 8.0


def setting(*, mode: str = "major", pulse: float = 1.0, tempo: float = 110.0) -> Setting:
    key = Key.model_validate({"tonic": "C", "mode": mode, "confidence": 0.8})
    return Setting(tempo=tempo, pulse=pulse, tonality=0.8, key=key, duration=40.0)


def of(*channels: sounds.Mono, given: Setting | None = None) -> Descriptors:
    measured = measures(bands(sounds.audio(*channels)))
    return described(measured, (0.0, SECONDS), given or setting())


def beats(times: float, *, pitch: float = 0.0) -> sounds.Mono:
    return sounds.struck(sounds.beat_times(times, SECONDS), SECONDS, pitch=pitch)


def test_more_strokes_are_denser_and_more_percussive_than_a_drone() -> None:
    few, many, drone = of(beats(60)), of(beats(240)), of(sounds.drone(SECONDS))
    assert drone.density < 0.05 < few.density < many.density
    assert drone.percussiveness < 0.1
    assert few.percussiveness > 0.5
    assert drone.sustain > 0.9


def test_onsets_are_counted_a_second() -> None:
    assert abs(of(beats(120)).density * 8 - 2) < 0.3


def test_high_tones_are_bright_and_low_ones_are_bass() -> None:
    low, high = of(sounds.tone(70, SECONDS)), of(sounds.tone(3000, SECONDS))
    assert low.bass > high.bass + 0.8
    assert high.brightness > low.brightness + 0.6


def test_a_song_that_swells_has_dynamics() -> None:
    swell = np.linspace(0.02, 1, round(SECONDS * sounds.RATE)).astype(np.float32)
    assert of(sounds.drone(SECONDS) * swell).dynamics > of(sounds.drone(SECONDS)).dynamics + 0.3


def test_valence_follows_the_mode_and_arousal_the_tempo() -> None:
    drone = sounds.drone(SECONDS)
    major, minor = of(drone), of(drone, given=setting(mode="minor"))
    assert major.valence > minor.valence + 0.3
    slow, fast = (of(drone, given=setting(tempo=tempo)) for tempo in (60.0, 170.0))
    assert slow.arousal < fast.arousal


def test_without_a_beat_nothing_is_danced_to() -> None:
    assert of(beats(120), given=setting(pulse=0.0)).danceability == 0


def voice() -> sounds.Mono:
    """Syllables on moving notes with vibrato, twelve partials under a formant."""
    time = np.arange(round(SECONDS * sounds.RATE)) / sounds.RATE
    notes = 220 * 2 ** (np.array([0, 2, 4, 7, 5, 4, 2, -1])[(2.5 * time).astype(int) % 8] / 12)
    glide = np.convolve(notes, np.ones(4000) / 4000, "same")
    pitch = glide * 2 ** (0.8 / 12 * np.sin(2 * np.pi * 5.5 * time))
    phase = 2 * np.pi * np.cumsum(pitch) / sounds.RATE
    sung = sum(np.sin(n * phase) * np.exp(-(((n * 220 - 700) / 900) ** 2)) for n in range(1, 13))
    return (0.3 * sung * (0.4 + 0.6 * np.abs(np.sin(np.pi * 2.5 * time)))).astype(np.float32)


def test_a_voice_in_the_centre_is_evidence_and_a_pad_is_none() -> None:
    left, right = sounds.drone(SECONDS), np.roll(sounds.drone(SECONDS), 150)
    without = of(left, right)
    sung = of(left + voice(), right + voice())
    aside = of(left + voice(), right - voice())
    assert without.vocals < 0.1
    assert sung.vocals > 0.4
    assert aside.vocals < sung.vocals / 2


def test_silence_has_no_energy_and_nothing_to_judge_by() -> None:
    nothing = of(sounds.silence(SECONDS))
    assert (nothing.energy, nothing.confidence, nothing.density) == (0, 0, 0)

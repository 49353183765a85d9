"""Compose and record `demo.ogg`: an original song in D major, 96 beats a minute, 47 seconds.

    .venv/bin/python examples/make_demo_song.py

Nobody plays: every note is computed with numpy, from the score below, always with the same result.
A guitar-like pluck breaks the chords, a bass walks between their roots, a whistle has the tune, a
warm pad joins for the chorus. Beside the song lies `demo.beats` with the exact beats: a line for
each, its time in seconds and its place in the bar.

    bars 1-2    introduction: plucks alone
    bars 3-6    verse: the motif, each time a step lower; a drum fill lifts into
    bars 7-10   chorus: the tune climbs to its highest note in the third bar
    bars 11-12  breath: the motif again, drums fall silent
    bars 13-16  chorus, with a second voice below the tune
    bars 17-18  cadence: ii, V suspended, V, home
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float64]

RATE = 48_000
TEMPO, METRE, BARS = 96, 4, 18
BEAT = 60 / TEMPO
LEAD_IN = 0.25
SECONDS = LEAD_IN + BARS * METRE * BEAT + 1.75
BIT_RATE = 112_000
HERE = Path(__file__).resolve().parent

# The score. A chord is (beats, bass note, voicing); inner voices move by step where they can.
CHORDS = {
    "D": (4, "D2", "A3 D4 E4 F#4"),
    "G/D": (4, "D2", "B3 D4 F#4 G4"),
    "A/C#": (4, "C#2", "A3 C#4 E4 A4"),
    "Bm7": (4, "B1", "A3 D4 F#4 A4"),
    "Gmaj9": (4, "G1", "B3 D4 F#4 A4"),
    "G": (4, "G1", "B3 D4 G4 A4"),
    "A": (4, "A1", "C#4 E4 A4 B4"),
    "F#m7": (4, "F#1", "C#4 E4 F#4 A4"),
    "Em7": (2, "E2", "B3 D4 E4 G4"),
    "A7": (2, "A1", "A3 C#4 E4 G4"),
    "A7sus": (1, "A1", "A3 D4 E4 G4"),
    "A7 home": (1, "A1", "A3 C#4 E4 G4"),
    "D home": (4, "D2", "A3 D4 F#4 E5"),
}
HARMONY = (
    *("D", "G/D"),
    *("D", "A/C#", "Bm7", "Gmaj9"),
    *("G", "A", "F#m7", "Bm7"),
    *("Bm7", "Em7", "A7"),
    *("G", "A", "F#m7", "Bm7"),
    *("Em7", "A7sus", "A7 home", "D home"),
)
# A bar of melody is "note:beats ..."; a dash rests.
VERSE = (
    "-:.5 A4:.5 D5:1 E5:.5 F#5:1.5",
    "-:.5 E5:.5 C#5:1 D5:.5 E5:1.5",
    "-:.5 D5:.5 B4:1 C#5:.5 D5:1.5",
    "B4:1 A4:.5 B4:.5 D5:1 E5:.5 F#5:.5",
)
CHORUS = (
    "G5:1.5 F#5:.5 D5:1 B4:.5 D5:.5",
    "E5:1.5 F#5:.5 E5:1 C#5:.5 E5:.5",
    "A5:1.5 F#5:.5 E5:1 F#5:.5 E5:.5",
    "F#5:2 E5:.5 D5:1.5",
)
SECOND_VOICE = (
    "D5:1.5 D5:.5 B4:1 G4:.5 B4:.5",
    "C#5:1.5 C#5:.5 C#5:1 A4:.5 C#5:.5",
    "E5:1.5 C#5:.5 C#5:1 C#5:.5 C#5:.5",
    "D5:1 B4:.5 B4:.5 F#4:1 B4:1",
)
BREATH = ("-:.5 B4:.5 D5:1 E5:.5 F#5:1.5", "G5:1 F#5:.5 E5:.5 E5:1 C#5:.5 D5:.5")
ENDING = ("F#5:1 E5:.5 D5:.5 B4:1 D5:1", "G5:1 F#5:.5 E5:.5 D5:1 C#5:1", "D5:3.5")
MELODY = ("-:4", "-:2.5 F#5:.5 E5:.5 D5:.5", *VERSE, *CHORUS, *BREATH, *CHORUS[:3], *ENDING)
FIRST_CHORUS, SECOND_CHORUS = range(6, 10), range(12, 16)
FILLS = (5, 11)
LAST_BAR = BARS - 1


class Note(NamedTuple):
    """Times in beats from the first downbeat; velocity 0 to 1."""

    start: float
    beats: float
    pitch: str
    velocity: float


def main() -> None:
    """Write the song and its beats beside this file."""
    encode(record(), HERE / "demo.ogg")
    lines = (f"{moment(beat):.6f} {beat % METRE + 1}\n" for beat in range(BARS * METRE))
    (HERE / "demo.beats").write_text("".join(lines))


def record() -> Wave:
    """The mastered song, shape (2, n)."""
    rng = np.random.default_rng(1996)
    desk = Desk()
    play_plucks(desk, rng)
    play_bass(desk)
    play_pad(desk)
    play_tune(desk, rng)
    play_drums(desk, rng)
    return mastered(desk.mixed(rng))


def moment(beat: float) -> float:
    """Seconds at which a beat, counted from 0, sounds."""
    return LEAD_IN + beat * BEAT


def hertz(pitch: str) -> float:
    """Equal temperament from A4 = 440 Hz: "F#3" and the like."""
    steps = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}
    semitones = steps[pitch[0]] + pitch.count("#") + 12 * (int(pitch[-1]) - 4)
    return float(440 * 2 ** (semitones / 12))


def lift(beat: float) -> float:
    """How far forward the players are at a beat: the choruses and the end carry the song."""
    bar = int(beat // METRE)
    return 1.0 if bar in FIRST_CHORUS or bar >= SECOND_CHORUS.start else 0.72


class Desk:
    """A mixing desk: everything lands on one stereo bus and, as much as it likes, in one room."""

    def __init__(self) -> None:
        length = round(SECONDS * RATE)
        self._dry, self._room = np.zeros((2, length)), np.zeros((2, length))

    def add(self, sound: Wave, at: float, *, gain: float, pan: float = 0.0, room: float) -> None:
        """Lay a mono sound at `at` seconds; pan -1 is left; equal power."""
        start = round(at * RATE)
        sound = sound[: self._dry.shape[1] - start]
        angle = (pan + 1) * np.pi / 4
        sides = gain * np.outer([np.cos(angle), np.sin(angle)], sound)
        self._dry[:, start : start + len(sound)] += sides
        self._room[:, start : start + len(sound)] += room * sides

    def mixed(self, rng: np.random.Generator) -> Wave:
        """Dry sound and a soft hall of 1.8 seconds."""
        time = np.arange(round(1.8 * RATE)) / RATE
        hall = (
            rng.standard_normal((2, len(time))) * np.exp(-time * 3.8) * np.clip(time / 0.02, 0, 1)
        )
        hall = np.stack([band(side, 180, 4500) for side in hall])
        hall /= np.sqrt((hall**2).sum(axis=1, keepdims=True))
        size = 1 << (self._dry.shape[1] + len(time)).bit_length()
        wet = np.fft.irfft(np.fft.rfft(self._room, size) * np.fft.rfft(hall, size), size)
        return self._dry + wet[:, : self._dry.shape[1]]


def play_plucks(desk: Desk, rng: np.random.Generator) -> None:
    """Broken chords in eighths; velocities breathe, fingers are up to 4 ms early or late."""
    order, start = (0, 2, 1, 3, 2, 3, 1, 2), 0.0
    for name in HARMONY[:-1]:
        beats, _, voicing = CHORDS[name]
        pitches = voicing.split()
        for eighth in range(2 * beats):
            velocity = (0.95, 0.62, 0.74, 0.66)[eighth % 4] * rng.uniform(0.9, 1.05)
            tone = pluck(hertz(pitches[order[eighth]]), 2.2, velocity, rng)
            at = moment(start + eighth / 2) + rng.uniform(-0.004, 0.004) * (eighth > 0)
            desk.add(tone, at, gain=0.26, pan=(-0.35, 0.3)[eighth % 2], room=0.24)
        start += beats
    for number, pitch in enumerate(["D3", *CHORDS["D home"][2].split()]):
        tone = pluck(hertz(pitch), 5.0, 0.9, rng)
        desk.add(tone, moment(start) + 0.03 * number, gain=0.26, pan=0.2 * number - 0.4, room=0.3)


def play_bass(desk: Desk) -> None:
    """Root on one, again before three, the fifth or a step towards the next root at the end."""
    start, names = 0.0, list(HARMONY)
    for name, after in zip(names, [*names[1:], names[-1]], strict=True):
        beats, root, _ = CHORDS[name]
        low, target = hertz(root), hertz(CHORDS[after][1])
        line = [(0.0, beats - 0.1, low, 0.9)]
        if start >= 2 * METRE and beats == METRE and name != "D home":
            step = target * 2 ** ((-2 if target >= low else 2) / 12)
            line = [
                (0, 1.4, low, 1),
                (1.5, 0.45, low, 0.7),
                (2, 1.4, low, 0.9),
                (3.5, 0.45, step, 0.7),
            ]
        if name == "D home":
            line = [(0, 5.5, low, 1)]
        for offset, length, frequency, velocity in line:
            tone = bass(frequency, length * BEAT, velocity)
            desk.add(tone, moment(start + offset), gain=0.34 * lift(start), room=0.03)
        start += beats


def play_pad(desk: Desk) -> None:
    """Held chords, from the chorus on; a little left and right of true pitch for width."""
    start = 0.0
    for name in HARMONY:
        beats, _, voicing = CHORDS[name]
        bar = int(start // METRE)
        gain = 0.032 if bar in FIRST_CHORUS or bar >= SECOND_CHORUS.start else 0.0
        gain = 0.018 if bar in (10, 11) else gain
        for pitch in voicing.split() if gain else ():
            for side in (-1, 1):
                tone = pad(hertz(pitch) * (1 + side * 0.0015), (beats + 0.6) * BEAT)
                desk.add(tone, moment(start) - 0.04, gain=gain, pan=0.7 * side, room=0.35)
        start += beats


def play_tune(desk: Desk, rng: np.random.Generator) -> None:
    """The whistle, its echo three eighths later from both sides, and the second voice."""
    for note in melody(MELODY, 0):
        tone = whistle(hertz(note.pitch), note.beats * BEAT, note.velocity, rng)
        desk.add(tone, moment(note.start), gain=0.26 * lift(note.start), room=0.2)
        for number, share in enumerate((0.16, 0.07), start=1):
            side = 0.6 * (-1) ** number
            desk.add(
                tone, moment(note.start + 0.75 * number), gain=0.26 * share, pan=side, room=0.5
            )
    for note in melody(SECOND_VOICE, SECOND_CHORUS.start):
        tone = whistle(hertz(note.pitch), note.beats * BEAT, note.velocity, rng)
        desk.add(tone, moment(note.start), gain=0.12, pan=-0.25, room=0.25)


def play_drums(desk: Desk, rng: np.random.Generator) -> None:
    """Kick on one and three, snare on two and four, hats between them; silence in the breath."""
    for bar in range(2, LAST_BAR):
        loud = bar in FIRST_CHORUS or bar in SECOND_CHORUS
        if bar == 10:
            continue
        for offset, velocity in drum_line("kick", bar, loud=loud):
            desk.add(kick() * velocity, moment(METRE * bar + offset), gain=0.62, room=0.02)
        for offset, velocity in drum_line("snare", bar, loud=loud):
            hit = snare(rng) * velocity
            desk.add(hit, moment(METRE * bar + offset), gain=0.36, pan=0.05, room=0.22)
        for offset, velocity in drum_line("hat", bar, loud=loud):
            hit = hat(rng) * velocity * rng.uniform(0.85, 1.1)
            desk.add(hit, moment(METRE * bar + offset), gain=0.11, pan=0.35, room=0.08)
    for bar in (FIRST_CHORUS.start, SECOND_CHORUS.start, LAST_BAR):
        desk.add(cymbal(rng), moment(METRE * bar), gain=0.13, pan=-0.3, room=0.3)
        desk.add(kick(), moment(METRE * bar), gain=0.4, room=0.02)


def drum_line(drum: str, bar: int, *, loud: bool) -> list[tuple[float, float]]:
    """Hits of a drum in a bar: offset in beats, velocity."""
    fill = bar in FILLS
    if bar == 11:
        rolled = [(2 + n / 4, 0.35 + 0.08 * n) for n in range(8)]
        return {"kick": [(2.0, 0.7), (3.0, 0.8)], "snare": rolled, "hat": []}[drum]
    if drum == "kick":
        return [(0, 1.0), (2, 0.85), *([(2.5, 0.6)] if loud else [])]
    if drum == "snare":
        back = [(1, 0.9 if loud else 0.6), (3, 1.0 if loud else 0.65)]
        return [back[0], *((2.5 + n / 4, 0.4 + 0.1 * n) for n in range(6))] if fill else back
    steps = 16 if loud else 8
    levels = (1.0, 0.35, 0.7, 0.4) if loud else (0.9, 0.55)
    last = 2.5 if fill else METRE
    return [(4 * n / steps, levels[n % len(levels)]) for n in range(steps) if 4 * n / steps < last]


def melody(bars: Sequence[str], first: int) -> Iterator[Note]:
    """Read bars of melody; strong beats are a little louder, high notes too."""
    for bar, text in enumerate(bars, start=first):
        start = float(METRE * bar)
        for word in text.split():
            pitch, length = word.split(":")
            beats = float(length)
            if pitch != "-":
                lift = 0.12 * (start % 2 == 0) + 0.1 * (hertz(pitch) > hertz("F5"))
                yield Note(start, beats, pitch, 0.72 + lift)
            start += beats


def pluck(frequency: float, seconds: float, velocity: float, rng: np.random.Generator) -> Wave:
    """A nylon string: partials die the sooner the higher they are; a touch of finger noise."""
    time = clock(seconds)
    tone = np.zeros_like(time)
    for k in range(1, 13):
        stretched = k * frequency * np.sqrt(1 + 0.00012 * k * k)
        strength = abs(np.sin(np.pi * k * 0.21)) * k ** -(1.75 - 0.45 * velocity)
        tone += strength * np.exp(-time * (1.3 + 0.55 * k)) * np.sin(2 * np.pi * stretched * time)
    finger = band(rng.standard_normal(len(time)), 900, 3500) * np.exp(-time * 180)
    return velocity * faded(tone + 0.25 * finger, attack=0.002, release=0.2)


def bass(frequency: float, seconds: float, velocity: float) -> Wave:
    """A round electric bass; the upper partials let small loudspeakers tell its pitch."""
    time = clock(seconds)
    partials = ((1, 1.0, 0.9), (2, 0.45, 1.8), (3, 0.2, 3.0), (4, 0.1, 4.5))
    phase = 2 * np.pi * frequency * time
    tone = sum(s * np.exp(-time * d) * np.sin(k * phase) for k, s, d in partials)
    return velocity * faded(np.tanh(1.2 * np.asarray(tone)), attack=0.006, release=0.06)


def pad(frequency: float, seconds: float) -> Wave:
    """A soft string machine."""
    phase = 2 * np.pi * frequency * clock(seconds)
    tone = sum(np.sin(k * phase + k * k) / k**1.8 for k in range(1, 7))
    return faded(np.asarray(tone), attack=0.3, release=0.45)


def whistle(frequency: float, seconds: float, velocity: float, rng: np.random.Generator) -> Wave:
    """Half flute, half whistle; vibrato sets in on long notes, breath is under every one."""
    time = clock(seconds + 0.1)
    vibrato = 0.0045 * np.clip((time - 0.28) / 0.3, 0, 1) * np.sin(2 * np.pi * 5.2 * time)
    scoop = -0.012 * np.exp(-time * 40)
    phase = 2 * np.pi * np.cumsum(frequency * (1 + vibrato + scoop)) / RATE
    tone = np.sin(phase) + 0.22 * np.sin(2 * phase) + 0.09 * np.sin(3 * phase)
    breath = band(rng.standard_normal(len(time)), 0.8 * frequency, 3 * frequency)
    swell = 0.8 + 0.2 * np.exp(-time * 3)
    return velocity * faded((tone + 0.05 * breath) * swell, attack=0.03, release=0.13)


def kick() -> Wave:
    time = clock(0.34)
    phase = 2 * np.pi * (50 * time + 95 / 34 * (1 - np.exp(-34 * time)))
    click = np.exp(-time * 900) * np.sin(2 * np.pi * 2200 * time)
    return faded(np.sin(phase) * np.exp(-time * 9) + 0.2 * click, attack=0.001, release=0.05)


def snare(rng: np.random.Generator) -> Wave:
    time = clock(0.28)
    wires = band(rng.standard_normal(len(time)), 1200, 9000) * np.exp(-time * 19)
    skin = (np.sin(2 * np.pi * 187 * time) + 0.6 * np.sin(2 * np.pi * 331 * time)) * np.exp(
        -time * 26
    )
    return faded(0.55 * wires + 0.6 * skin, attack=0.001, release=0.05)


def hat(rng: np.random.Generator) -> Wave:
    time = clock(0.09)
    return faded(
        band(rng.standard_normal(len(time)), 6500, 15_000) * np.exp(-time * 55),
        attack=0.001,
        release=0.02,
    )


def cymbal(rng: np.random.Generator) -> Wave:
    time = clock(2.6)
    wash = band(rng.standard_normal(len(time)), 3500, 14_000)
    return faded(wash * np.exp(-time * 2.2), attack=0.002, release=0.6)


def clock(seconds: float) -> Wave:
    return np.arange(round(seconds * RATE)) / RATE


def faded(sound: Wave, *, attack: float, release: float) -> Wave:
    """Begin and end in silence, so that nothing clicks."""
    time = np.arange(len(sound)) / RATE
    rise, fall = np.clip(time / attack, 0, 1), np.clip((time[-1] - time) / release, 0, 1)
    return sound * np.sin(rise * np.pi / 2) ** 2 * np.sin(fall * np.pi / 2) ** 2


def band(noise: Wave, low: float, high: float) -> Wave:
    """Noise of unit power between two frequencies, with slopes of 12 dB an octave."""
    frequency = np.fft.rfftfreq(len(noise), 1 / RATE) + 1e-9
    shape = 1 / ((1 + (low / frequency) ** 4) * (1 + (frequency / high) ** 4)) ** 0.5
    shaped = np.fft.irfft(np.fft.rfft(noise) * shape, len(noise))
    return np.asarray(shaped / shaped.std())


def mastered(mix: Wave) -> Wave:
    """Rumble cut, peaks rounded, -1.5 dB at most; the last two seconds fade away."""
    frequency = np.fft.rfftfreq(mix.shape[1], 1 / RATE)
    mix = np.fft.irfft(np.fft.rfft(mix) * (1 - np.exp(-((frequency / 28) ** 2))), mix.shape[1])
    mix = np.tanh(0.8 * mix / np.quantile(np.abs(mix), 0.9995))
    mix *= 10 ** (-1.5 / 20) / np.abs(mix).max()
    left = np.arange(mix.shape[1])[::-1] / RATE
    return np.asarray(mix * np.sin(np.clip(left / 2, 0, 1) * np.pi / 2) ** 2)


def encode(song: Wave, path: Path) -> None:
    """Opus in Ogg; the same samples give the same bytes."""
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=RATE, options={"b": str(BIT_RATE)})
        stream.layout = "stereo"
        container.metadata.update({"title": "Walking Home", "artist": "Scopitone"})
        frame = av.AudioFrame.from_ndarray(
            song.astype(np.float32).T.reshape(1, -1), "flt", "stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


if __name__ == "__main__":
    main()

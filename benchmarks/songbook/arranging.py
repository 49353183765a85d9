"""From a style to the notes of a piece.

A style says what each instrument plays in a bar, as a string divided evenly over the bar:

    drums   `X` accented, `x` plain, `o` soft, `.` nothing
    chords  `x` the chord, `1 2 3 4` one of its notes, `-` held on, `.` silence
    bass    `1` root, `3` third, `5` fifth, `8` octave, `-` held on, `.` silence

Several strings of one part follow each other bar by bar. Chords come from a progression, one or
more a bar; a pushed part plays the next bar's chord on its last step. Melodies are random walks on
the scale whose rhythm and contour return every second bar. Everything random comes from the seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SCALE = (0, 2, 4, 5, 7, 9, 11)
_JITTER = 0.004
"""Standard deviation in seconds of a player's timing."""


class Note(NamedTuple):
    """One note: seconds, seconds, MIDI pitch (0 for drums), loudness 0 to 1, instrument."""

    time: float
    length: float
    pitch: int
    loudness: float
    instrument: str


@dataclass(frozen=True, kw_only=True)
class Style:
    """What is played.

    Attributes:
        tempo: beats a minute; several are gone through evenly over the piece.
        metres: beats of each bar, over and over; `counted` of them are listed as true beats.
        drums, chords, bass: the part's strings for each instrument.
        progression: degrees of the scale, one chord each bar; `2/5` is two in a bar.
        pushed: instruments that anticipate the next bar.
        swing: share of a beat that the first half takes, where a part has two steps a beat.
        rubato: standard deviation of log tempo over slow random waves.
        pickup: beats before the first bar; `silence`: seconds before all.
        breaks: shares of the piece, start and end, without drums and bass.
        fade: seconds at the end over which all grows silent.
    """

    name: str
    tempo: tuple[float, ...]
    metres: tuple[int, ...] = (4,)
    drums: Mapping[str, Sequence[str]] = field(default_factory=dict)
    chords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    bass: Mapping[str, Sequence[str]] = field(default_factory=dict)
    melody: str = ""
    rhythm: tuple[str, ...] = ("x.xx", "x-xx")
    progression: str = "1 5 6 4"
    key: int = 57
    pushed: tuple[str, ...] = ()
    swing: float = 0.5
    rubato: float = 0.0
    pickup: int = 0
    silence: float = 0.3
    breaks: tuple[tuple[float, float], ...] = ()
    fade: float = 0.0
    seconds: float = 50.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """Notes with the beats and downbeats they were written on, in seconds."""

    name: str
    notes: tuple[Note, ...]
    beats: NDArray[np.float64]
    downbeats: NDArray[np.float64]
    seconds: float


def arrange(style: Style, *, seed: int) -> Piece:
    """The notes of a style; the same seed gives the same notes."""
    return _Arrangement(style, np.random.default_rng(seed)).piece()


class _Arrangement:
    def __init__(self, style: Style, rng: np.random.Generator) -> None:
        self.style, self.rng = style, rng
        self.notes: list[Note] = []

    @cached_property
    def times(self) -> NDArray[np.float64]:
        """Seconds of every beat, from the first (of the pick-up) to one bar past the end."""
        style = self.style
        longest = round(style.seconds * max(style.tempo) / 60) + 16
        tempo = np.interp(
            np.linspace(0, 1, longest), np.linspace(0, 1, len(style.tempo)), style.tempo
        )
        waves = np.cumsum(self.rng.normal(0, 1, longest + 8))
        waves = np.convolve(waves, np.ones(4) / 4, "same")[:longest]
        waves -= np.convolve(waves, np.ones(16) / 16, "same")
        tempo = tempo * np.exp(style.rubato * waves / max(float(waves.std()), 1e-9))
        return style.silence + np.concatenate([[0.0], np.cumsum(60 / tempo)])

    @cached_property
    def bars(self) -> list[tuple[int, int]]:
        """First beat and length of every bar."""
        bars, beat = [], self.style.pickup
        while self.times[beat + self.style.metres[len(bars) % len(self.style.metres)]] < (
            self.style.seconds - 0.5
        ):
            length = self.style.metres[len(bars) % len(self.style.metres)]
            bars.append((beat, length))
            beat += length
        return bars

    def piece(self) -> Piece:
        for number in range(len(self.bars)):
            self._bar(number)
        if self.style.pickup:
            self._melody(0, start=0, beats=self.style.pickup)
        last = sum(self.bars[-1])
        first = [beat for beat, _ in self.bars]
        return Piece(
            name=self.style.name,
            notes=tuple(sorted(self.notes)),
            beats=self.times[:last],
            downbeats=self.times[first],
            seconds=self.style.seconds,
        )

    def _bar(self, number: int) -> None:
        style, share = self.style, number / len(self.bars)
        quiet = any(a <= share < b for a, b in style.breaks)
        for instrument, strings in {} if quiet else style.drums.items():
            self._drums(number, instrument, strings[number % len(strings)])
        for instrument, strings in {} if quiet else style.bass.items():
            self._tones(number, instrument, strings[number % len(strings)], low=True)
        for instrument, strings in style.chords.items():
            self._tones(number, instrument, strings[number % len(strings)], low=False)
        if style.melody and number % 8 < 7:
            start, beats = self.bars[number]
            self._melody(number, start=start, beats=beats)

    def _drums(self, number: int, instrument: str, steps: str) -> None:
        for place, step in enumerate(steps):
            if step != ".":
                loudness = {"X": 0.95, "x": 0.75, "o": 0.45}[step]
                time, _ = self._span(number, place, 1, len(steps))
                self._add(time, 0.2, 0, loudness, instrument)

    def _tones(self, number: int, instrument: str, steps: str, *, low: bool) -> None:
        for place, step in enumerate(steps):
            if step in "-.":
                continue
            held = len(steps[place + 1 :]) - len(steps[place + 1 :].lstrip("-"))
            time, length = self._span(number, place, held + 1, len(steps))
            last = instrument in self.style.pushed and place + held + 1 >= len(steps) > 1
            chord = self._chord(number + last, 0.0 if last else place / len(steps))
            for pitch in self._pitches(chord, step, low=low):
                self._add(time, length * 0.95, pitch, 0.7 if place else 0.78, instrument)

    def _pitches(self, chord: tuple[int, ...], step: str, *, low: bool) -> tuple[int, ...]:
        if low:
            root = 36 + (chord[0] - 36) % 12
            third, fifth = chord[1] - chord[0], chord[2] - chord[0]
            return (root + {"1": 0, "3": third, "5": fifth, "8": 12}[step],)
        if step == "x":
            return chord
        return ((*chord, chord[0] + 12)[int(step) - 1],)

    def _chord(self, number: int, share: float) -> tuple[int, ...]:
        bars = self.style.progression.split()
        degrees = bars[number % len(bars)].split("/")
        degree = int(degrees[int(share * len(degrees))]) - 1
        return tuple(self._degree(degree + step) for step in (0, 2, 4))

    def _degree(self, degree: int) -> int:
        return self.style.key + SCALE[degree % 7] + 12 * (degree // 7)

    def _melody(self, number: int, *, start: int, beats: int) -> None:
        contour = np.random.default_rng(number % 4 + 10 * (number // 16))
        rhythm = self.style.rhythm[number % len(self.style.rhythm)]
        degree = 7 + int(self.style.progression.split()[number % 4 % 2][0]) - 1
        for place, step in enumerate(rhythm):
            if step != "x":
                continue
            held = len(rhythm[place + 1 :]) - len(rhythm[place + 1 :].lstrip("-"))
            time, length = self._over(start, beats, place, held + 1, len(rhythm))
            self._add(time, length * 0.9, self._degree(degree) + 12, 0.7, self.style.melody)
            degree = int(np.clip(degree + contour.integers(-2, 3), 4, 14))

    def _span(self, number: int, place: int, count: int, steps: int) -> tuple[float, float]:
        start, beats = self.bars[number]
        return self._over(start, beats, place, count, steps)

    def _over(
        self, start: int, beats: int, place: int, count: int, steps: int
    ) -> tuple[float, float]:
        """Start and length in seconds of some steps of a bar."""
        edges = start + np.array([place, place + count]) * beats / steps
        whole, part = np.divmod(edges, 1.0)
        if steps == 2 * beats:
            part = np.where(part > 0, self.style.swing, 0.0)
        a, b = np.interp(whole + part, np.arange(len(self.times)), self.times)
        return float(a), float(b - a)

    def _add(
        self, time: float, length: float, pitch: int, loudness: float, instrument: str
    ) -> None:
        time = max(time + float(self.rng.normal(0, _JITTER)), 0.0)
        loudness *= float(np.exp(self.rng.normal(0, 0.12)))
        if self.style.fade:
            loudness *= min((self.style.seconds - time) / self.style.fade, 1.0)
        self.notes.append(Note(time, length, pitch, min(loudness, 1.0), instrument))

"""Styles drawn at random: songs that nobody had in mind when the trackers were made.

Every part is a rhythm whose steps are likelier the heavier they are in the bar, as in most music:
the first of the bar, then beats, then halves. What a seed decides: metre, tempo, which instruments
play what, how often the chord changes, whether chords and bass anticipate, pick-ups, breaks.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from benchmarks.songbook.arranging import Style

_KINDS = {
    "four": (0.38, (4,), (58, 196)),
    "four swung": (0.08, (4,), (90, 190)),
    "three": (0.15, (3,), (72, 186)),
    "six eight": (0.14, (2,), (42, 112)),
    "two": (0.06, (2,), (70, 130)),
    "five": (0.07, (5,), (84, 180)),
    "seven": (0.06, (7,), (100, 190)),
    "mixed": (0.06, (4, 3), (90, 160)),
}
"""How often, the beats of the bars, and the tempi between which one is drawn."""
_HARMONIES = ("piano", "guitar", "organ", "strings", "pad", "harp", "brass")
_MELODIES = ("lead", "flute", "piano", "strings", "brass")


def invent(seed: int) -> Style:
    """A style; the same seed gives the same one. Its name begins with its kind."""
    rng = np.random.default_rng([seed, 77])
    kinds = list(_KINDS)
    kind = str(rng.choice(kinds, p=[_KINDS[k][0] for k in kinds]))
    _, metres, (slowest, fastest) = _KINDS[kind]
    division = 3 if kind == "six eight" else 2
    drummed = rng.random() < 0.7
    bars = [_Bar(rng, seed, metre, division) for metre in metres]
    pushed = tuple(p for p in ("bass", "guitar", "piano") if rng.random() < 0.08)
    melody = str(rng.choice(_MELODIES)) if rng.random() < 0.6 else ""
    return Style(
        name=f"{kind} {seed}",
        tempo=(round(float(np.exp(rng.uniform(np.log(slowest), np.log(fastest)))), 1),),
        metres=metres,
        drums=_together([bar.drums(kind) for bar in bars]) if drummed else {},
        chords=_together([bar.chords() for bar in bars]),
        bass=_together([bar.bass() for bar in bars]) if drummed or rng.random() < 0.7 else {},
        melody=melody,
        rhythm=tuple(bars[n % len(bars)].melody() for n in range(4)),
        progression=_progression(rng),
        key=int(rng.integers(50, 62)),
        pushed=pushed,
        swing=float(rng.uniform(0.6, 0.68)) if kind == "four swung" else 0.5,
        rubato=float(rng.choice([0, 0, 0, 0.03])),
        pickup=int(rng.choice([0, 0, 0, 1])) if melody else 0,
        silence=float(rng.choice([0.2, 0.5, 1.1, 4.2], p=[0.4, 0.3, 0.2, 0.1])),
        breaks=((0.45, 0.6),) if drummed and rng.random() < 0.15 else (),
        seconds=36.0,
    )


def _together(bars: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(bar[name] for bar in bars) for name in bars[0]}


def _progression(rng: np.random.Generator) -> str:
    degrees = rng.choice([1, 2, 3, 4, 5, 6], 4, p=[0.3, 0.12, 0.06, 0.2, 0.2, 0.12]).tolist()
    pace = rng.choice(["bar", "two bars", "half"], p=[0.6, 0.25, 0.15])
    if pace == "two bars":
        return " ".join(str(d) for degree in degrees for d in (degree, degree))
    if pace == "half":
        return f"{degrees[0]}/{degrees[1]} {degrees[2]} {degrees[3]}/{degrees[1]} {degrees[0]}"
    return " ".join(map(str, degrees))


class _Bar:
    """Rhythms for bars of one length; which instruments play is the same in every bar."""

    def __init__(self, rng: np.random.Generator, seed: int, beats: int, division: int) -> None:
        self._rng, self._beats, self._division = rng, beats, division
        self._casting = np.random.default_rng(seed)

    def _weights(self, steps: int) -> NDArray[np.float64]:
        """How heavy each step of a bar is, 0 to 1."""
        places = [Fraction(step * self._beats, steps) for step in range(steps)]
        weights = [0.55 if p.denominator == 1 else 0.25 for p in places]
        if self._beats in (4, 6):
            weights[steps // 2] = 0.7
        return np.array([0.93, *weights[1:]])

    def _rhythm(self, density: float, mark: str = "x") -> str:
        steps = self._beats * self._division
        struck = self._rng.random(steps) < self._weights(steps) ** (1 / density)
        return "".join(mark if s else "-" if mark == "x" else "." for s in struck)

    def drums(self, kind: str) -> dict[str, str]:
        steps = self._beats * self._division
        kick = self._rhythm(0.8, "X").replace("-", ".")
        snare = ["."] * steps
        back = range(1, self._beats, 2) if self._beats != 3 else (2,)
        for beat in back:
            snare[beat * self._division] = "X"
        if self._rng.random() < 0.3:
            snare[-1] = "o"
        every = self._casting.choice([1, 1, self._division])
        hat = "".join("x" if step % every == 0 else "." for step in range(steps))
        top = "ride" if kind == "four swung" else str(self._casting.choice(["hat", "shaker"]))
        return {"kick": kick, "snare": "".join(snare), top: hat}

    def chords(self) -> dict[str, str]:
        first, second = self._casting.choice(_HARMONIES, 2, replace=False)
        steps = self._beats * self._division
        style = self._casting.choice(["held", "struck", "broken", "offbeat"])
        pattern = {
            "held": "x" + "-" * (steps - 1),
            "struck": _sounding(self._rhythm(1.0)),
            "broken": "".join(str(1 + n % self._casting.integers(3, 5)) for n in range(steps)),
            "offbeat": "".join("." if n % self._division == 0 else "x" for n in range(steps)),
        }[str(style)]
        made = {str(first): pattern}
        if self._casting.random() < 0.4 or style == "offbeat":
            made[str(second)] = "x" + "-" * (steps - 1)
        return made

    def bass(self) -> dict[str, str]:
        rhythm = _sounding(self._rhythm(0.7))
        tones = [str(self._rng.choice(["1", "1", "5", "8"])) if s == "x" else s for s in rhythm]
        return {"bass": "".join(["1" if tones[0] != "." else ".", *tones[1:]])}

    def melody(self) -> str:
        return _sounding(self._rhythm(1.1))


def _sounding(rhythm: str) -> str:
    """Held steps before the first struck one are rests."""
    silent = len(rhythm) - len(rhythm.lstrip("-"))
    return "." * silent + rhythm[silent:]

"""How well an aesthetic suits a song, by what is known of the song's sound."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from common.aesthetics import Aesthetic
from common.artifacts.understanding import Labelling, Understanding
from common.lexicon import read

_SOFTNESS = 0.12
"""How far outside a range of energy or valence a song may lie and still half belong."""
_TEMPO_SOFTNESS = math.log2(1.25)
_HALF_TIME = 0.8
"""What a tempo counts that fits at half or double: a listener may feel it so."""
_LATER = 0.7
"""What a genre or mood counts that an aesthetic lists after another."""
_WEIGHTS = {
    "energy": 0.16,
    "tempo": 0.12,
    "valence": 0.16,
    "genre": 0.24,
    "mood": 0.16,
    "place": 0.1,
    "hour": 0.06,
}
_HOURS = {
    "dawn": "dawn",
    "a bright day": "day",
    "golden hour": "dusk",
    "dusk": "dusk",
    "night": "night",
}
"""Of the labels of kind `setting`; a storm has no hour."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Attributes:
    parts: how well each side of the song fits, 0 to 1, by name.
    genre, mood: the song's own labels that the aesthetic lists, the likeliest; empty for none.
    """

    parts: dict[str, float]
    genre: str
    mood: str

    @property
    def whole(self) -> float:
        return sum(_WEIGHTS[name] * part for name, part in self.parts.items())


def fit(one: Aesthetic, song: Understanding) -> Fit:
    """Compare an aesthetic's music with a song."""
    music, heard = one.music, song.descriptors
    genre, genre_part = _shared(song, "genre", music.genres)
    mood, mood_part = _shared(song, "mood", music.moods)
    return Fit(
        parts={
            "energy": _within(heard.energy, music.energy),
            "tempo": _at_tempo(song, music.tempo),
            "valence": _within(heard.valence, music.valence),
            "genre": genre_part,
            "mood": mood_part,
            "place": _places(one, song),
            "hour": _hour(one, song),
        },
        genre=genre,
        mood=mood,
    )


def _within(value: float, bounds: tuple[float, float]) -> float:
    """1 in the middle of a range, 0.6 at its edge, and from there down as a normal curve."""
    low, high = bounds
    centre, reach = (low + high) / 2, max((high - low) / 2, 1e-6)
    inside = min(abs(value - centre) / reach, 1.0)
    outside = max(low - value, value - high, 0.0) / _SOFTNESS
    return float((1 - 0.4 * inside**2) * math.exp(-0.5 * outside**2))


def _at_tempo(song: Understanding, bounds: tuple[float, float]) -> float:
    """A song without a beat suits slow aesthetics best and excludes none."""
    tempo = sum(song.tempo_range) / 2
    if tempo <= 0:
        return 0.8 if bounds[0] <= 60 else 0.4
    edges = (math.log2(bounds[0]), math.log2(bounds[1]))
    shares = []
    for octave, worth in ((0, 1.0), (-1, _HALF_TIME), (1, _HALF_TIME)):
        at = math.log2(tempo) + octave
        outside = max(edges[0] - at, at - edges[1], 0.0) / _TEMPO_SOFTNESS
        shares.append(worth * math.exp(-0.5 * outside**2))
    return max(shares)


def _shared(song: Understanding, kind: str, listed: tuple[str, ...]) -> tuple[str, float]:
    """The song's likeliest label that is listed, and how much of what is heard the list names.

    1 where the aesthetic lists the song's best label first.
    """
    labelling = _labelling(song.content, kind)
    if labelling is None:
        return "", 0.0
    worth = {label: _LATER**number for number, label in enumerate(listed)}
    found = [label for label in labelling.labels if label.text in worth]
    share = sum(label.score * worth[label.text] for label in found)
    return (found[0].text if found else ""), min(share / labelling.best.score, 1.0)


def _places(one: Aesthetic, song: Understanding) -> float:
    """Whether what could be shown to the song is a place of the aesthetic."""
    own = {place for text in one.settings for place in read(text).places}
    return _named(song, "location", lambda text: bool(own & {*read(text).places}))


def _hour(one: Aesthetic, song: Understanding) -> float:
    return _named(song, "setting", lambda text: _HOURS.get(text) == one.hour)


def _named(song: Understanding, kind: str, meant: Callable[[str], bool]) -> float:
    """The score of the labels that are meant, against the best one's."""
    labelling = _labelling(song.visual_guide, kind)
    if labelling is None:
        return 0.0
    share = sum(label.score for label in labelling.labels if meant(label.text))
    return min(share / labelling.best.score, 1.0)


def _labelling(of: tuple[Labelling, ...], kind: str) -> Labelling | None:
    return next((one for one in of if one.kind == kind and one.best.score > 0), None)

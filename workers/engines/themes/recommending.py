"""Which aesthetics suit a song, a wish in words, or both; each with its reason."""

from collections import Counter

import numpy as np

from common.aesthetics import Aesthetic, aesthetics
from common.artifacts.document import Unit, Value
from common.artifacts.understanding import Understanding
from common.errors import InvalidInputError
from workers.engines.themes.hearing import Fit, fit
from workers.engines.themes.searching import Search, search_by
from workers.engines.themes.stems import stems

_WISH = 0.7
"""What a wish weighs beside the song: who says what they want is to get it."""
_SPREAD = 0.94
"""What the score of the next of one family is multiplied with, where no wish was spoken."""


class Recommendation(Value):
    """An aesthetic, how well it suits (1: nothing could suit better), and why."""

    name: str
    family: str
    score: Unit
    reason: str


def recommend(
    understanding: Understanding | None,
    text: str = "",
    *,
    most: int = 5,
    search: Search | None = None,
) -> tuple[Recommendation, ...]:
    """The aesthetics that suit best, the best first.

    Args:
        understanding: what is known of the song, if there is one.
        text: what somebody wishes to see, in their words.

    Raises:
        InvalidInputError: neither song nor wish, or more asked for than there are.
    """
    known = tuple(aesthetics().values())
    if understanding is None and not text.strip():
        raise InvalidInputError("name a song or say what you wish to see; nothing was given")
    if not 1 <= most <= len(known):
        raise InvalidInputError(f"{most} themes are asked for; there are {len(known)}")
    heard = None if understanding is None else [fit(one, understanding) for one in known]
    wished = (search or search_by()).scores(text) if text.strip() else None
    totals = np.zeros(len(known))
    if heard is not None:
        totals += np.array([one.whole for one in heard]) * (1.0 if wished is None else 1 - _WISH)
    if wished is not None:
        best = max(float(wished.max()), 1e-9)
        totals += (wished / best if heard is not None else wished) * (_WISH if heard else 1.0)
    order = np.argsort(-totals, kind="stable")
    if wished is None:
        order, totals = _spread([one.family for one in known], totals)
    return tuple(
        Recommendation(
            name=known[i].name,
            family=known[i].family,
            score=round(min(float(totals[i]), 1.0), 4),
            reason=_reason(known[i], None if heard is None else heard[i], text, understanding),
        )
        for i in order[:most]
    )


def _spread(
    families: list[str], totals: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The order in which no family crowds out the others, and the scores that make it."""
    seen: Counter[str] = Counter()
    scores = totals.copy()
    for i in np.argsort(-totals, kind="stable"):
        scores[i] *= _SPREAD ** seen[families[i]]
        seen[families[i]] += 1
    return np.argsort(-scores, kind="stable"), scores


def _reason(one: Aesthetic, heard: Fit | None, text: str, song: Understanding | None) -> str:
    parts = []
    if text.strip():
        parts.append(_shared_words(one, text))
    if heard is not None and song is not None:
        parts.append(_heard_words(heard, song))
    reason = "; ".join(parts)
    return f"{reason[:1].upper()}{reason[1:]}."


def _shared_words(one: Aesthetic, text: str) -> str:
    """The wish's own words that the aesthetic answers, else what it shows in their stead."""
    answered = set(stems(f"{one.name} {one.words} {one.description} {' '.join(one.settings)}"))
    told = [w for w in dict.fromkeys(text.replace(",", " ").split()) if {*stems(w)} & answered]
    if told:
        return f"it answers “{' '.join(told[:4])}”"
    return f"it comes near in meaning: {one.settings[0]}"


def _heard_words(heard: Fit, song: Understanding) -> str:
    tempo = sum(song.tempo_range) / 2
    energy = song.descriptors.energy
    loud = "quiet" if energy < 0.45 else "loud" if energy > 0.75 else "moderately loud"
    bright = song.descriptors.valence
    mood = "dark" if bright < 0.4 else "bright" if bright > 0.6 else "half-bright"
    fitting = {
        "energy": f"a {loud} song",
        "valence": f"a {mood} mood",
        "tempo": f"{tempo:.0f} beats a minute" if tempo > 0 else "no fixed beat",
        "genre": f"{heard.genre} sounds" if heard.genre else "",
        "mood": f"a {heard.mood} tone" if heard.mood else "",
    }
    order = sorted(heard.parts, key=lambda name: -heard.parts[name])
    told = [fitting[name] for name in order if fitting.get(name) and heard.parts[name] >= 0.5]
    return f"it suits {', '.join(told[:3])}" if told else "little in the song speaks against it"

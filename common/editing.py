"""Corrections by people, applied to an analysis.

Beats are sought by time: a correction that names none (a new tracker put it right, or never heard
it) leaves what is already so, and nothing is refused for it.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from common.artifacts.analysis import Analysis, Section
from common.artifacts.edits import Edits, NamedSection

_NEAR = 0.12
"""Seconds from a moment within which its beat is sought; faster than 250 a minute none is."""
_SAME = 0.03


def edited(analysis: Analysis, edits: Edits, *, start: float = 0.0) -> Analysis:
    """The analysis as people want it.

    Args:
        edits: in the song's time; `start` is where the excerpt that was analysed begins in it.
    """
    beats, bars = _at_tempo(list(analysis.beats), list(analysis.downbeats), edits.tempo)
    bars = _shifted(beats, bars, edits.shift, analysis.metre)
    beats = list(beats)
    for moment in edits.remove:
        _taken(beats, moment - start)
    for one in edits.move:
        old, new = _taken(beats, one.at - start), one.to - start
        _add(beats, new)
        bars = [new if bar == old else bar for bar in bars]
    for moment in edits.add:
        _add(beats, moment - start)
    kept = tuple(round(b, 6) for b in beats if 0 <= b <= analysis.duration)
    downbeats = {round(b, 6) for b in bars}
    changed = {
        "beats": kept,
        "downbeats": tuple(beat for beat in kept if beat in downbeats),
        "tempo": round(float(60 / np.median(np.diff(kept))), 4) if len(kept) > 1 else 0.0,
        "beat_confidence": 1.0 if edits.trust else analysis.beat_confidence,
        "sections": _named(analysis.sections, edits.sections, start),
        "tracker": f"{analysis.tracker}, edited",
    }
    return Analysis.model_validate(analysis.model_dump() | changed)


def _at_tempo(beats: list[float], bars: list[float], tempo: str) -> tuple[list[float], list[float]]:
    """Beats and downbeats at half or double the tempo, with as many beats to the bar as before."""
    if tempo == "half":
        firsts = [beats.index(bar) for bar in bars[::2]] or [0]
        places = set(range(firsts[0] % 2, firsts[0], 2))
        for first, following in pairwise([*firsts, len(beats)]):
            places |= set(range(first, following, 2))
        return [beats[n] for n in sorted(places)], bars[::2]
    if tempo == "double":
        doubled = sorted([*beats, *((a + b) / 2 for a, b in pairwise(beats))])
        middles = [doubled[(doubled.index(a) + doubled.index(b)) // 2] for a, b in pairwise(bars)]
        return doubled, sorted([*bars, *middles])
    return beats, bars


def _shifted(beats: list[float], bars: list[float], by: int, metre: int) -> list[float]:
    """Downbeats so many beats later; bars that thereby come into the song are as long as usual."""
    places = [beats.index(bar) + by for bar in bars]
    if by and places:
        before = range(places[0] - metre, -1, -metre)
        places = [*reversed(before), *places, *range(places[-1] + metre, len(beats), metre)]
    return [beats[place] for place in places if 0 <= place < len(beats)]


def _taken(beats: list[float], moment: float) -> float | None:
    """The beat near that moment, taken out; None if there is none."""
    place = _nearest(beats, moment)
    if place is None or abs(beats[place] - moment) > _NEAR:
        return None
    return beats.pop(place)


def _add(beats: list[float], moment: float) -> None:
    """One more, in its place, unless it is there."""
    place = _nearest(beats, moment)
    if place is None or abs(beats[place] - moment) >= _SAME:
        insort(beats, moment)


def _nearest(beats: Sequence[float], moment: float) -> int | None:
    """Its place; of two equally near the earlier."""
    after = bisect_left(beats, moment)
    around = [place for place in (after - 1, after) if 0 <= place < len(beats)]
    return min(around, key=lambda place: abs(beats[place] - moment), default=None)


def _named(
    sections: Sequence[Section], names: Sequence[NamedSection], start: float
) -> tuple[Section, ...]:
    wanted = {
        number: one.name
        for one in names
        for number, section in enumerate(sections)
        if section.start <= one.at - start < section.end
    }
    return tuple(
        section.model_copy(update={"label": wanted.get(number, section.label)})
        for number, section in enumerate(sections)
    )

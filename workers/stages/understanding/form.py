"""What each section does: intro, verse, chorus, bridge or outro.

From repetition and energy alone. The chorus is the material that returns and is the loudest (and
sung, where a voice is heard); other material that returns, or comes before it, is a verse; what
comes once, after the middle, between returning parts, is a bridge; a quieter opening or ending that
is not the chorus is the intro or the outro. Pieces without this form get roles too, with little
confidence: it is high only where material returns and its loudness differs. A section whose label
is the name of a role has been told to be that.
"""

import math
from collections.abc import Sequence

import numpy as np

from common.artifacts.analysis import Section
from common.artifacts.understanding import ROLES, Descriptors, Role, SectionRole

_QUIETER = 0.08
"""Less energy than the song's mean by so much makes an opening an intro and an end an outro."""
_TOLD = math.inf
"""How typical a section is of a role that a person named it by."""
_SONG = 600.0
"""Seconds that few songs are longer than."""
_SHORT = 0.15
"""Share of the song within which an intro or an outro stays."""


def section_roles(
    sections: Sequence[Section], heard: Sequence[Descriptors], *, confidence: float
) -> tuple[SectionRole, ...]:
    """A role for each section.

    Args:
        heard: descriptors of each section.
        confidence: how much music there is to judge by; no role is surer than that.
    """
    strength = _strength(sections, heard)
    chorus = _chorus(sections, strength)
    mean = float(np.average(list(strength.values())))
    roles = [
        _role(number, sections, strength, chorus=chorus, mean=mean)
        for number in range(len(sections))
    ]
    sure = confidence * _clarity(sections, strength, chorus) * _songlike(sections[-1].end)
    return tuple(
        SectionRole(
            start=s.start,
            end=s.end,
            label=s.label,
            role=role,
            confidence=1.0 if share == _TOLD else round(sure * share, 4),
        )
        for s, (role, share) in zip(sections, roles, strict=True)
    )


def _songlike(duration: float) -> float:
    """Verses and choruses are a song's: of a mix that lasts twice as long, little is claimed."""
    return min(1.0, _SONG / duration) ** 2


def _strength(sections: Sequence[Section], heard: Sequence[Descriptors]) -> dict[str, float]:
    """Of each letter: energy within the song, arousal and voice, over all its time."""
    letters = dict.fromkeys(section.label for section in sections)
    result = {}
    for letter in letters:
        own = [(s, d) for s, d in zip(sections, heard, strict=True) if s.label == letter]
        values = [0.6 * s.energy + 0.25 * d.arousal + 0.15 * d.vocals for s, d in own]
        result[letter] = float(np.average(values, weights=[s.end - s.start for s, _ in own]))
    return result


def _chorus(sections: Sequence[Section], strength: dict[str, float]) -> str | None:
    """The strongest letter that returns; else the strongest that is not the first; else none."""
    letters = [section.label for section in sections]
    returning = [letter for letter in strength if letters.count(letter) > 1]
    later = [letter for letter in strength if letter != letters[0]]
    candidates = returning if len(returning) > 1 else [*returning, *later]
    if not candidates or len(strength) < 2:
        return None
    return max(candidates, key=lambda letter: strength[letter])


def _role(
    number: int,
    sections: Sequence[Section],
    strength: dict[str, float],
    *,
    chorus: str | None,
    mean: float,
) -> tuple[Role, float]:
    """The role of one section, and how typical it is of that role, 0 to 1."""
    section, last = sections[number], len(sections) - 1
    if section.label in ROLES:
        return section.label, _TOLD
    letters = [s.label for s in sections]
    duration = sections[-1].end
    if section.label == chorus:
        return "chorus", 1.0 if letters.count(chorus) > 1 else 0.6
    quiet = strength[section.label] < mean - _QUIETER
    once = letters.count(section.label) == 1
    if number == 0 and last > 0 and (quiet or (once and section.end <= _SHORT * duration)):
        return "intro", 1.0 if quiet and once else 0.6
    if number == last and last > 0 and (quiet or (once and _share(section, duration) <= _SHORT)):
        return "outro", 1.0 if quiet and once else 0.6
    if once and chorus in letters[:number] and chorus in letters[number + 1 :]:
        return "bridge", 0.8 if section.start > duration / 2 else 0.5
    return "verse", 0.5 if once else 1.0


def _share(section: Section, duration: float) -> float:
    return (section.end - section.start) / duration


def _clarity(sections: Sequence[Section], strength: dict[str, float], chorus: str | None) -> float:
    """How much this is a song of parts that return and differ, 0 to 1."""
    if chorus is None:
        return 0.1
    letters = [section.label for section in sections]
    returning = np.mean([letters.count(letter) > 1 for letter in letters])
    rest = [value for letter, value in strength.items() if letter != chorus]
    contrast = min(1.0, max(0.0, strength[chorus] - float(np.mean(rest))) / 0.25)
    return float(0.15 + 0.85 * returning * (0.3 + 0.7 * contrast))

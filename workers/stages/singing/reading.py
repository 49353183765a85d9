"""What lyrics are about, without a language model: words that return, and words with a feeling.

It counts; it understands nothing. Texts of which it knows too few words (another language) are not
read at all, and it says so.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from common.artifacts.singing import Reading

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_KNOWN = 0.25
"""Share of plain English's small words under which a text is taken for another language."""
_MOST = 6
_FEW = 3
"""Words with a feeling, below which none is named."""
_NEAR = 2
"""Words before a feeling in which a `not` turns it."""


class Reader(Protocol):
    """Reads lyrics."""

    def __call__(self, lines: Sequence[str]) -> Reading:
        """What they are about."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Small words that say nothing, words with a good or a bad feeling, and words that turn it."""

    small: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]
    turning: frozenset[str]


def read(lines: Sequence[str], known: Vocabulary) -> Reading:
    """Keywords and sentiment of some lines."""
    words = [[w.lower().replace("’", "'") for w in _WORD.findall(line)] for line in lines]
    every = [word for line in words for word in line]
    if not every:
        return Reading()
    if sum(word in known.small for word in every) < _KNOWN * len(every):
        return Reading(text="The words are not of a language that is read here.")
    keywords = _keywords(words, known)
    good, bad = _feelings(words, known)
    felt = good + bad
    sentiment = (good - bad) / felt if felt >= _FEW else 0.0
    return Reading(
        keywords=keywords,
        sentiment=round(sentiment, 3),
        text=" ".join(filter(None, (_about(keywords), _mood(good, bad)))),
    )


def _keywords(words: Sequence[Sequence[str]], known: Vocabulary) -> tuple[str, ...]:
    """Words in most lines; of words in as many, the longer and then the earlier."""
    counts: Counter[str] = Counter()
    for line in words:
        counts.update({w for w in line if w not in known.small and len(w) > 2})
    first: dict[str, int] = {}
    for place, word in enumerate(word for line in words for word in line):
        first.setdefault(word, place)
    order = sorted(counts, key=lambda w: (-counts[w], -len(w), first[w]))
    return tuple(order[:_MOST])


def _feelings(words: Sequence[Sequence[str]], known: Vocabulary) -> tuple[int, int]:
    good = bad = 0
    for line in words:
        for place, word in enumerate(line):
            turned = any(w in known.turning for w in line[max(0, place - _NEAR) : place])
            good += (word in known.bad) if turned else (word in known.good)
            bad += (word in known.good) if turned else (word in known.bad)
    return good, bad


def _about(keywords: Sequence[str]) -> str:
    if not keywords:
        return ""
    *rest, last = keywords
    return f"The words return to {', '.join(rest)} and {last}." if rest else f"It is of {last}."


def _mood(good: int, bad: int) -> str:
    felt = good + bad
    if felt < _FEW:
        return "Few of them carry a feeling."
    share = good / felt
    kind = "light" if share > 0.66 else "dark" if share < 0.34 else "mixed"
    return f"Their feelings are {kind}: {good} light, {bad} dark."

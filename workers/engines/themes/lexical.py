"""Search by words: stems and the lexicon's concepts, weighted by how rare they are.

A query's weight is the sum of its terms' inverse document frequencies; an aesthetic's score is the
share of it that the aesthetic answers, more for a term of its name than for one of its objects
(fields after BM25F, Robertson 2004, without its length term: all aesthetics are about as long).
Synonyms are data: `words` of each aesthetic, and the concepts of `common/lexicon.toml`, by which
"kettle" finds a kitchen.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from common.aesthetics import Aesthetic
from common.lexicon import mentions
from workers.engines.themes.stems import stems

_FIELDS: Mapping[str, float] = {
    "name": 3.0,
    "words": 2.2,
    "family": 1.0,
    "settings": 1.2,
    "objects": 1.0,
    "description": 1.0,
    "lighting": 0.6,
    "hour": 0.6,
    "camera": 0.2,
}
_CONCEPTS: Mapping[str, float] = {
    "places": 0.6,
    "subjects": 0.5,
    "weathers": 0.6,
    "lights": 0.4,
    "hours": 0.3,
    "moods": 0.3,
}
"""Kinds of the lexicon, and what a concept weighs beside a word of the same rarity."""
_SATURATION = 1.2
"""From BM25: a term said twice is not twice as true."""


class LexicalSearch:
    """See `workers.engines.themes.searching.Search`."""

    name = "words"

    def __init__(self, known: Sequence[Aesthetic]) -> None:
        self._terms = [_weighed(one) for one in known]
        seen = Counter(term for terms in self._terms for term in terms)
        self._idf = {term: math.log(1 + len(known) / count) for term, count in seen.items()}
        self._unheard = math.log(1 + len(known))

    def scores(self, wish: str) -> NDArray[np.float64]:
        """The share of the wish that each aesthetic answers, 0 to 1."""
        asked = Counter(_terms(wish))
        weights = {term: self._idf.get(term, self._unheard) * _kind_weight(term) for term in asked}
        total = sum(weights.values())
        result = np.zeros(len(self._terms))
        if total:
            for number, terms in enumerate(self._terms):
                answered = (
                    weight * terms[term] / (terms[term] + _SATURATION)
                    for term, weight in weights.items()
                    if term in terms
                )
                result[number] = sum(answered) / total
        return result


def _weighed(one: Aesthetic) -> dict[str, float]:
    result: dict[str, float] = {}
    for field, weight in _FIELDS.items():
        value = getattr(one, field)
        text = value if isinstance(value, str) else ", ".join(value)
        for term in set(_terms(text)):
            result[term] = result.get(term, 0.0) + weight
    return result


def _terms(text: str) -> Iterator[str]:
    """Stems, and concepts as "places/kitchen": a stem has no slash."""
    yield from stems(text)
    for kind in _CONCEPTS:
        yield from {f"{kind}/{mention.concept}" for mention in mentions(text, kind)}


def _kind_weight(term: str) -> float:
    kind, mark, _ = term.partition("/")
    return _CONCEPTS[kind] if mark else 1.0

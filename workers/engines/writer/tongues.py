"""Short themes in other languages, word by word in English: what the lexicon reads."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from common.lexicon import words
from common.phrases import table

_LEAST_KNOWN = 0.7
"""Share of a theme's words that are of the language: names and a rare word may be among them."""


class _Tongue(NamedTuple):
    small: Mapping[str, str]
    words: Mapping[str, str]


def in_english(theme: str) -> str:
    """The theme; one in a language that is known, word by word in English."""
    spoken = words(theme.replace("'", " ").replace("’", " "))
    for tongue in _tongues():
        known = [word for word in spoken if word in tongue.words or word in tongue.small]
        told = [word for word in spoken if word in tongue.words]
        small = any(word in tongue.small for word in spoken)
        if told and small and len(known) >= _LEAST_KNOWN * len(spoken):
            english = (tongue.words.get(word) or tongue.small.get(word, word) for word in spoken)
            return _ordered(" ".join(word for word in english if word != "-"))
    return theme


def _ordered(text: str) -> str:
    """Colours stand before what they colour: "a horse white" is a white horse."""
    return re.sub(r"\b(?!the |a )(\w+) (red|blue|white|black|green)\b", r"\2 \1", text)


@cache
def _tongues() -> tuple[_Tongue, ...]:
    return tuple(
        _Tongue(_listed(entry["small"]), _listed(entry["words"]))
        for entry in table("tongues").values()
    )


def _listed(text: str) -> Mapping[str, str]:
    pairs = (item.strip().partition(" ") for item in text.split(","))
    return {word: english for word, _, english in pairs}

"""Terms of film grammar and their explanations; see `data/terms.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from common.lexicon import words

_MOST = 2
"""Explanations at once: more is a lecture."""


def explained(text: str) -> str:
    """A sentence on each of the first terms that a text uses, longer terms before shorter ones."""
    spoken = [_plain(word) for word in words(text)]
    found: dict[int, str] = {}
    taken: set[int] = set()
    for term, sentence in sorted(_terms().items(), key=lambda entry: -len(entry[0])):
        for at in range(len(spoken) - len(term) + 1):
            reach = set(range(at, at + len(term)))
            if tuple(spoken[at : at + len(term)]) == term and not reach & taken:
                taken |= reach
                found.setdefault(at, sentence)
                break
    return " ".join(found[at] for at in sorted(found)[:_MOST])


@cache
def _terms() -> Mapping[tuple[str, ...], str]:
    text = files("common.dialogue").joinpath("data", "terms.toml").read_text("utf-8")
    return MappingProxyType(
        {tuple(map(_plain, words(term))): told for term, told in tomllib.loads(text).items()}
    )


def _plain(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word

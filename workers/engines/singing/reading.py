"""Reading lyrics by the English words in `data/english.toml`."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from common.artifacts.singing import Reading
from workers.stages.singing.reading import Vocabulary, read


def read_english(lines: Sequence[str]) -> Reading:
    """Keywords and sentiment of some lines; of other languages, that they are not read."""
    return read(lines, _english())


@cache
def _english() -> Vocabulary:
    text = (files("workers.engines.singing") / "data" / "english.toml").read_text("utf-8")
    return Vocabulary(
        **{name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}
    )

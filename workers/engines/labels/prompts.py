"""Sentences about music, made of labels: what a model is asked that compares sounds with texts."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from workers.engines.labels.vocabulary import Family

_VOWELS = "aeiou"


def sentences(family: Family, kind: str, label: str) -> tuple[str, ...]:
    """One for each template of a kind.

    Raises:
        KeyError: there are none.
    """
    named = label.split(" ", 1)[0] in ("a", "an", "the")
    article = "" if named else "an " if label[0].lower() in _VOWELS else "a "
    return tuple(
        template.replace("{label}", label).replace("{a label}", article + label)
        for template in _templates()[family][kind]
    )


@cache
def _templates() -> Mapping[str, Mapping[str, Sequence[str]]]:
    text = (files("workers.engines.labels") / "data" / "prompts.toml").read_text("utf-8")
    return tomllib.loads(text)

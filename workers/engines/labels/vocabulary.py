"""Vocabularies: the words of each family and kind, and what music they fit.

A file holds kinds, a kind its labels, and a label the descriptors of the music that it names best:
`"hushed ballad" = { energy = 0.3, density = 0.2 }`. Descriptors that are left out do not matter.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from common.artifacts.understanding import Descriptors

Family = Literal["segment", "content", "visual_guide"]
Facts = Mapping[str, float]
Kind = Mapping[str, Facts]

CHANGES = ("rise", "ahead")
"""Of a segment only: more energy than the one before, and in the one after; 0.5 is as much."""


@cache
def vocabulary(family: Family) -> Mapping[str, Kind]:
    """The kinds of a family, in their order.

    Raises:
        ValueError: a label asks for a descriptor that does not exist.
    """
    text = (files("workers.engines.labels") / "data" / f"{family}.toml").read_text("utf-8")
    kinds: dict[str, Kind] = tomllib.loads(text)
    known = {*Descriptors.model_fields, *CHANGES}
    for kind, labels in kinds.items():
        for label, facts in labels.items():
            if not facts or not set(facts) <= known:
                raise ValueError(f"{family}: {kind}: {label}: not descriptors: {sorted(facts)}")
    return kinds

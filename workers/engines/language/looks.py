"""How somebody whom a model describes is drawn: what the description says, over what was drawn."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from common.artifacts.script import CastSheet

_HAIR: Mapping[str, str] = MappingProxyType(
    {
        "short": "short",
        "cropped": "short",
        "long": "long",
        "braided": "long",
        "curly": "curly",
        "wavy": "curly",
        "bald": "bald",
        "bun": "bun",
    }
)
_HAIR_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "black": "#1d1a1f",
        "dark": "#2b2024",
        "brown": "#5a3a22",
        "auburn": "#6e3320",
        "red": "#a3431f",
        "ginger": "#b5562a",
        "blond": "#d8b26a",
        "blonde": "#d8b26a",
        "fair": "#d8b26a",
        "grey": "#a9a6a2",
        "gray": "#a9a6a2",
        "silver": "#c4c2c0",
        "white": "#e6e3de",
    }
)
_OUTFITS = ("coat", "dress", "suit", "jacket", "robe", "overalls", "spacesuit")
_BEFORE = 4
"""Words before "hair" that speak of it: "short, curly red hair"."""


def described(sheet: CastSheet, name: str, looks: str) -> CastSheet:
    """The sheet under another name, with the looks that the words give it."""
    spoken = re.findall(r"[a-z]+", looks.lower())
    update: dict[str, Any] = {"name": name, "description": looks}
    if "hair" in spoken:
        at = spoken.index("hair")
        update |= _hair(spoken[max(0, at - _BEFORE) : at])
    update |= _hair([word for word in spoken if word in {"bald", "bun"}])
    outfit = next((one for one in _OUTFITS if any(w.endswith(one) for w in spoken)), None)
    if outfit is not None:
        update["outfit"] = outfit
    return sheet.model_copy(update=update)


def _hair(spoken: list[str]) -> dict[str, str]:
    found = {}
    for word in spoken:
        if word in _HAIR:
            found["hair"] = _HAIR[word]
        if word in _HAIR_COLOURS:
            found["hair_colour"] = _HAIR_COLOURS[word]
    return found

"""Places by concept id (`common.lexicon`): the natural ones here, the built ones in `built`.

A place is one function, `paint(stage: Set) -> Painting`; see `painter/place.py`. `built` tells its
own through `built.PLACES`, a mapping from concept id to such a function.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from common.errors import EngineError
from workers.engines.painter.place import PlacePainter

_NATURAL: Mapping[str, str] = {
    name: f"{name}:paint"
    for name in (
        "mountains",
        "sea",
        "beach",
        "desert",
        "forest",
        "field",
        "garden",
        "lake",
        "snow",
        "space",
        "moon",
        "underwater",
        "cave",
        "ruins",
        "abstract",
    )
} | {"sky": "heights:paint"}


@cache
def all_places() -> Mapping[str, PlacePainter]:
    """Every place there is."""
    natural = {}
    for name, where in _NATURAL.items():
        module, attribute = where.split(":")
        natural[name] = getattr(import_module(f"{__name__}.{module}"), attribute)
    built = import_module(f"{__name__}.built").PLACES
    return {**natural, **built}


def place_painter(name: str) -> PlacePainter:
    """The painter of a place.

    Raises:
        EngineError: nobody paints that.
    """
    try:
        return all_places()[name]
    except KeyError:
        known = ", ".join(sorted(all_places()))
        raise EngineError(
            f"the painter knows no place called {name!r}; it knows: {known}"
        ) from None

"""Paint a still thing."""

import numpy as np

from common.artifacts.script import Palette
from common.errors import EngineError
from workers.engines.painter.light import Light, rgb_multiplier
from workers.engines.painter.subjects import (
    belongings,
    buildings,
    elements,
    emblems,
    fair,
    finery,
    heavens,
    household,
    landmarks,
    ornaments,
    plants,
    stage,
    trees,
    webs,
)
from workers.engines.painter.subjects.craft import Craft, Thing
from workers.engines.painter.subjects.drawing import Cutout, rgb
from workers.engines.painter.subjects.sprites import ACTORS

THINGS: dict[str, Thing] = {
    **buildings.THINGS,
    **landmarks.THINGS,
    **fair.THINGS,
    **ornaments.THINGS,
    **trees.THINGS,
    **webs.THINGS,
    **plants.THINGS,
    **household.THINGS,
    **belongings.THINGS,
    **stage.THINGS,
    **finery.THINGS,
    **emblems.THINGS,
    **elements.THINGS,
    **heavens.THINGS,
}
THING_KINDS = frozenset(THINGS)


def _thing(kind: str) -> Thing:
    if kind not in THINGS:
        raise EngineError(f"the painter knows no thing {kind!r}; known: {sorted(THINGS)}")
    return THINGS[kind]


def paint_thing(
    kind: str, *, height_px: int, light: Light, palette: Palette, rng: np.random.Generator
) -> Cutout:
    """Paint a thing as it looks in this light.

    Args:
        height_px: pixels of its natural height; halos of lamps reach beyond it.
        rng: decides what differs between two such things (which windows are lit, leaves).

    Raises:
        EngineError: a kind that the painter does not know.
    """
    thing = _thing(kind)
    drawing = thing.draw(Craft(light=light, palette=palette, rng=rng))
    red, green, blue = (value**2.2 for value in rgb(rgb_multiplier(light)))
    return drawing.render(height_px, light=(red, green, blue))


def natural_height(kind: str) -> float:
    """Metres from the ground to the top of a kind, living or still.

    Raises:
        EngineError: a kind that the painter does not know.
    """
    if kind in ACTORS:
        return ACTORS[kind].metres
    return _thing(kind).metres

"""What stands in a picture: people, animals, vehicles (sprites) and still things."""

from workers.engines.painter.subjects.drawing import Cutout
from workers.engines.painter.subjects.sprites import (
    SPRITE_KINDS,
    cycle_seconds,
    draw_sprite,
    sprite_metres,
    stride,
)
from workers.engines.painter.subjects.things import THING_KINDS, natural_height, paint_thing

__all__ = [
    "SPRITE_KINDS",
    "THING_KINDS",
    "Cutout",
    "cycle_seconds",
    "draw_sprite",
    "natural_height",
    "paint_thing",
    "sprite_metres",
    "stride",
]

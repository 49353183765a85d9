"""Places that people built: streets and stations, rooms and halls.

`PLACES` maps concept ids (`common.lexicon`) to painters; see `painter/place.py` for what they do.
"""

from collections.abc import Mapping

from workers.engines.painter.place import PlacePainter
from workers.engines.painter.places.built import (
    church,
    city,
    club,
    kitchen,
    library,
    room,
    stage,
    street,
)

PLACES: Mapping[str, PlacePainter] = {
    "church": church.paint,
    "club": club.paint,
    "kitchen": kitchen.paint,
    "city": city.paint,
    "library": library.paint,
    "room": room.paint,
    "stage": stage.paint,
    "street": street.paint,
}

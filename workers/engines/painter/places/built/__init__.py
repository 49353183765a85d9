"""Places that people built: streets and stations, rooms and halls.

`PLACES` maps concept ids (places and interiors of `common.lexicon`) to painters; see
`painter/place.py` for what they do.
"""

from collections.abc import Mapping

from workers.engines.painter.place import PlacePainter
from workers.engines.painter.places.built import (
    bridge,
    cafe,
    castle,
    church,
    city,
    club,
    factory,
    kitchen,
    library,
    market,
    road,
    rooftop,
    room,
    stage,
    station,
    street,
    theatre,
    viaduct,
    village,
    workrooms,
)

PLACES: Mapping[str, PlacePainter] = {
    "bridge": bridge.paint,
    "cafe": cafe.paint,
    "castle": castle.paint,
    "church": church.paint,
    "city": city.paint,
    "club": club.paint,
    "factory": factory.paint,
    "kitchen": kitchen.paint,
    "library": library.paint,
    "market": market.paint,
    "road": road.paint,
    "rooftop": rooftop.paint,
    "room": room.paint,
    "stage": stage.paint,
    "station": station.paint,
    "street": street.paint,
    "theatre": theatre.paint,
    "viaduct": viaduct.paint,
    "village": village.paint,
    **workrooms.PLACES,
}

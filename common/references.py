"""Which earlier pictures a scene's own is held to, so that a film looks like one film.

A model paints each scene for itself, so that people and colours change from shot to shot. Its
people are therefore shown the first pictures of the same people, and its colours are brought
towards those of the first picture of the same section of the song.
"""

from collections.abc import Mapping

from common.artifacts.document import Value
from common.artifacts.script import Scene, Script

Span = tuple[float, float]
"""From left to right, as shares of a picture's width."""
_MIDDLE = ("centred", "symmetr")
_MOST_PLACES = 3


class Person(Value):
    """Somebody whom a scene shows again.

    Attributes:
        first: the scene that showed them first.
        seen: where they stand in that one, None: anywhere.
        place: where they stand in this one, None: anywhere.
    """

    first: int
    seen: Span | None = None
    place: Span | None = None


def people_again(script: Script, number: int) -> tuple[Person, ...]:
    """Those of a scene who were shown before: each in their place where the arrangement says it,
    else the first scene that shows somebody of this one, as a whole."""
    scenes = script.scenes
    places = places_of(scenes[number])
    known: list[Person] = []
    for name in scenes[number].cast:
        first = next((n for n in range(number) if name in scenes[n].cast), None)
        if first is not None:
            known.append(
                Person(first=first, seen=places_of(scenes[first]).get(name), place=places.get(name))
            )
    if not known or places:
        return tuple(known)
    return (Person(first=min(person.first for person in known)),)


def places_of(scene: Scene) -> Mapping[str, Span]:
    """Where an arrangement puts people; nothing where it leaves that open.

    Two or three share the width, in the order in which they are named. One alone stands in the
    middle if the picture is centred or symmetrical; on which third, nobody says.
    """
    if len(scene.cast) == 1:
        in_the_middle = any(word in scene.mise_en_scene.arrangement for word in _MIDDLE)
        return {scene.cast[0]: (0.25, 0.75)} if in_the_middle else {}
    if len(scene.cast) > _MOST_PLACES:
        return {}
    width = 1 / max(1, len(scene.cast))
    return {
        name: (round(place * width, 6), round((place + 1) * width, 6))
        for place, name in enumerate(scene.cast)
    }


def first_of_section(script: Script, number: int) -> int | None:
    """The first scene of this one's section; None if that is this one."""
    section = script.scenes[number].section
    return next((n for n in range(number) if script.scenes[n].section == section), None)


def rest_of_section(script: Script, number: int) -> tuple[str, ...]:
    """The sentences of the other scenes of its section, those that follow it first."""
    section = script.scenes[number].section
    order = [*range(number + 1, len(script.scenes)), *range(number)]
    return tuple(script.scenes[n].prompt for n in order if script.scenes[n].section == section)

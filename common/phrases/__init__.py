"""The writer's words: data files that anybody can read and extend."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from common.artifacts.document import HexColour, Unit, Value

Medium = Literal["ground", "water", "void"]
Texts = tuple[str, ...]
_LEAST_ROOM = 0.7
"""Of the longest shot the shortest may have so much: cuts need downbeats to choose from."""


class PlacePhrases(Value):
    """What the writer knows of a place; see `data/places.toml`."""

    text: Texts
    path: Texts
    spot: Texts
    life: Texts
    wide: Texts
    props: Texts
    near: Texts = ()
    called: Texts = ()
    who: Texts
    open: bool = True
    timeless: bool = False
    medium: Medium = "ground"
    light: str = ""


class Guise(Value):
    """Words of a place that is drawn as another one; see `data/guises.toml`."""

    place: str
    nouns: Texts
    path: Texts
    spot: Texts
    life: Texts
    wide: Texts
    props: Texts
    who: Texts = ()


class MoodPhrases(Value):
    sound: tuple[Unit, Unit, Unit]
    places: Texts
    hours: Texts
    weathers: Texts
    keyword: str


class PaletteEntry(Value):
    colours: tuple[HexColour, HexColour, HexColour, HexColour, HexColour]
    aesthetic: str
    keyword: str
    likes: Texts


class TypeGrammar(Value):
    """What a type of film prefers; see `data/types.toml`."""

    cast: int = Field(ge=0)
    roles: Texts = ()
    empty: Unit
    views: Texts
    moves: Texts
    arrangements: Texts
    home: Texts = ()
    never: Texts = ()
    props: Texts = ()
    body: str = ""
    pace: float = Field(gt=0.3, lt=2)
    keyword: str

    def limits(self, shortest: float, longest: float) -> tuple[float, float]:
        """The shortest and longest shot (seconds) of this type, within an engine's own.

        An engine's footage ends where it ends, so a calm type lengthens only its shortest shots
        and a brisk one shortens only its longest.
        """
        calm, brisk = max(self.pace, 1.0), min(self.pace, 1.0)
        least = min(shortest * calm, longest * _LEAST_ROOM)
        return max(shortest, least), max(longest * brisk, min(longest, shortest / _LEAST_ROOM))


class Role(Value):
    """How somebody of this role may look; see `data/cast.toml`."""

    gender: Texts
    hair: Texts
    outfit: Texts
    build: Texts = ("average", "slim")
    height: float = 1.0
    gait: str = "stroll"
    body: str = "walker"
    wear: str = ""
    colour: str = ""
    skin: str = ""


@cache
def table(name: str) -> Mapping[str, Any]:
    """A data file as it is written."""
    text = files("common.phrases").joinpath("data", f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def places() -> Mapping[str, PlacePhrases]:
    return {name: PlacePhrases.model_validate(entry) for name, entry in table("places").items()}


@cache
def guises() -> Mapping[str, Guise]:
    found = {name: entry for name, entry in table("guises").items() if name != "forsaken"}
    return {name: Guise.model_validate(entry) for name, entry in found.items()}


def guise_of(place: str, noun: str) -> str:
    """Under what name a theme's noun for a place has words of its own, if it has."""
    found = (name for name, one in guises().items() if one.place == place and noun in one.nouns)
    return next(found, "")


@cache
def phrases_of(place: str, guise: str = "", state: str = "") -> PlacePhrases:
    """What the writer knows of a place under a name and in a state: `empty`, `forsaken` or none."""
    phrases = places()[place]
    if guise:
        own = guises()[guise].model_dump(exclude={"place", "nouns"})
        own["who"] = own["who"] or phrases.who
        phrases = phrases.model_copy(update=own)
    if not state:
        return phrases
    words = table("guises")["forsaken"]
    left: dict[str, Texts] = {}
    for kind in ("path", "spot", "life", "wide", "props"):
        told: Texts = getattr(phrases, kind)
        away = words["wares" if state == "forsaken" else "people"]
        left[kind] = tuple(one for one in told if not _says(one, away))
    if state == "forsaken":
        left["life"] += tuple(words["open" if phrases.open else "roofed"])
        left["wide"] += tuple(words["wide"])
    whole = {kind: told or getattr(phrases, kind) for kind, told in left.items()}
    return phrases.model_copy(update=whole)


def _says(text: str, words: Sequence[str]) -> bool:
    return any(f" {word} " in f" {text} " for word in words)


@cache
def moods() -> Mapping[str, MoodPhrases]:
    return {name: MoodPhrases.model_validate(entry) for name, entry in table("moods").items()}


@cache
def palettes() -> Mapping[str, PaletteEntry]:
    return {
        name: PaletteEntry.model_validate(entry)
        for name, entry in table("palettes").items()
        if name != "named"
    }


@cache
def grammar(mv_type: str) -> TypeGrammar:
    return TypeGrammar.model_validate(table("types")[mv_type])


@cache
def roles() -> Mapping[str, Role]:
    return {name: Role.model_validate(entry) for name, entry in table("cast")["roles"].items()}


def atmosphere(kind: str, name: str) -> Sequence[str]:
    """Phrases of an hour, weather or light; none is a fair answer."""
    found: Sequence[str] = table("atmosphere")[kind].get(name, ())
    return found

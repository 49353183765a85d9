"""Aesthetics: looks for a whole film, each with its palette, light, things, places and music.

The visual themes of MVPrompt (CHI 2025, stage 1). The data are `aesthetics.toml`, written for this
project; whoever recommends one and whoever films it read the same file.
"""

import difflib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from common.artifacts.document import HexColour, Unit, Value
from common.artifacts.script import Palette
from common.errors import InvalidInputError


class SuitedMusic(Value):
    """Of the songs that an aesthetic suits: ranges, and labels as `understanding` gives them."""

    energy: tuple[Unit, Unit]
    tempo: tuple[float, float] = Field(description="beats a minute")
    valence: tuple[Unit, Unit]
    genres: tuple[str, ...] = Field(min_length=1)
    moods: tuple[str, ...] = Field(min_length=1)


class Aesthetic(Value):
    """A look; what each field says is told in `aesthetics.toml`."""

    name: str
    family: str
    description: str
    palette: tuple[HexColour, HexColour, HexColour, HexColour, HexColour]
    lighting: str
    hour: str
    objects: tuple[str, ...] = Field(min_length=3)
    settings: tuple[str, ...] = Field(min_length=3)
    camera: str
    music: SuitedMusic
    words: str

    @property
    def colours(self) -> Palette:
        shadow, base, mid, light, accent = self.palette
        return Palette(shadow=shadow, base=base, mid=mid, light=light, accent=accent)


@cache
def aesthetics() -> Mapping[str, Aesthetic]:
    """All of them by name, in the order of the file."""
    text = files("common").joinpath("aesthetics.toml").read_text("utf-8")
    return MappingProxyType(
        {
            name: Aesthetic.model_validate({"name": name, **entry})
            for name, entry in tomllib.loads(text).items()
        }
    )


def aesthetic(name: str) -> Aesthetic:
    """The aesthetic of a name, in whatever case.

    Raises:
        InvalidInputError: there is none; the message names those that are nearest.
    """
    known = {one.casefold(): one for one in aesthetics()}
    spoken = " ".join(name.casefold().split())
    if spoken in known:
        return aesthetics()[known[spoken]]
    near = difflib.get_close_matches(spoken, known, n=3, cutoff=0.5)
    hint = f"; near it: {', '.join(known[one] for one in near)}" if near else ""
    raise InvalidInputError(f"no aesthetic called {name!r}{hint} (`scopitone themes` lists all)")


def _known(name: str) -> str:
    try:
        return aesthetic(name).name
    except InvalidInputError as error:
        raise ValueError(str(error)) from None


AestheticName = Annotated[str, Field(max_length=80), AfterValidator(_known)]
"""A name in whatever case; what is kept is the name as it is listed."""


def look_of(name: str | None) -> dict[str, JsonValue]:
    """What a script's order carries of a look: all of it, since all of it may change the script."""
    return {} if name is None else {"aesthetic": aesthetic(name).model_dump(mode="json")}

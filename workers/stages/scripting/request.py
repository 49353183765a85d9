"""What a film is asked to be about, and what a writer answers."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self, get_args

from common.aesthetics import Aesthetic
from common.artifacts.analysis import Analysis, Span
from common.artifacts.script import Act, CastSheet, Exchange, MiseEnScene, Palette, View
from common.errors import InvalidInputError
from common.film_request import MvType
from common.script_options import ALL_TOLD, ScriptOptions

MAX_CHARACTERS = 500
"""Of a theme or a style: more is a screenplay, and that is edited in the script."""

MV_TYPES: tuple[str, ...] = get_args(MvType)
"""The ten types of arXiv 2503.11190."""
_USUAL = "story narrative"


@dataclass(frozen=True, kw_only=True)
class ScriptRequest:
    """The order for a script. `cast` or `palette` None: the writer chooses. `lyrics` are lines.

    An `aesthetic` gives what is not asked for otherwise: palette, light, hour and a word of style.
    """

    theme: str
    style: str = ""
    mv_type: str = "story narrative"
    cast: tuple[CastSheet, ...] | None = None
    palette: Palette | None = None
    lyrics: tuple[str, ...] = ()
    aesthetic: Aesthetic | None = None
    seed: int = 0
    writing: ScriptOptions = ALL_TOLD

    @property
    def look(self) -> str:
        """The aesthetic's name and the style."""
        named = "" if self.aesthetic is None else self.aesthetic.name
        return ", ".join(part for part in (named, self.style) if part)

    @property
    def colours(self) -> Palette | None:
        """The palette that was asked for: its own, else the aesthetic's."""
        if self.palette is None and self.aesthetic is not None:
            return self.aesthetic.colours
        return self.palette

    @property
    def told(self) -> Self:
        """What a writer is to know of it; a type that is not told is the most common one."""
        tells = self.writing.tells
        return replace(
            self,
            lyrics=self.lyrics if tells("lyrics") else (),
            mv_type=self.mv_type if tells("type") else _USUAL,
            aesthetic=self.aesthetic if self.writing.theme_stage else None,
        )

    def checked(self) -> Self:
        """The same with its texts on one line, without control characters.

        Raises:
            InvalidInputError: no theme, a text too long, an unknown type, or two of one name.
        """
        theme, style = _one_line("theme", self.theme), _one_line("style", self.style)
        if not theme:
            raise InvalidInputError("the theme is empty; say in a few words what the film shows")
        if self.mv_type not in MV_TYPES:
            raise InvalidInputError(
                f"no type of film called {self.mv_type!r}; there is: {', '.join(MV_TYPES)}"
            )
        names = [sheet.name for sheet in self.cast or ()]
        if len(set(names)) != len(names):
            raise InvalidInputError("two cast members share a name; give each one its own")
        if self.seed < 0:
            raise InvalidInputError(f"the seed is {self.seed}; it must not be negative")
        return replace(self, theme=theme, style=style)


@dataclass(frozen=True, kw_only=True)
class Shot:
    """What a writer answers for one span."""

    act: Act
    prompt: str
    mise_en_scene: MiseEnScene
    view: View
    cast: tuple[str, ...]
    seed: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A writer's answer: one shot for each span, in order."""

    title: str
    keywords: tuple[str, ...]
    palette: Palette
    cast: tuple[CastSheet, ...]
    shots: tuple[Shot, ...]
    notes: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


class Writer(Protocol):
    """Thinks of the pictures. `name` is recorded in the script."""

    @property
    def name(self) -> str: ...

    def write(
        self, *, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest
    ) -> Draft: ...


def _one_line(what: str, text: str) -> str:
    visible = "".join(
        " " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text
    )
    line = " ".join(visible.split())
    if len(line) > MAX_CHARACTERS:
        raise InvalidInputError(
            f"the {what} has {len(line)} characters; shorten it to {MAX_CHARACTERS}"
        )
    return line

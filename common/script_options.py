"""How a script is written: what its writer is told, which steps it takes, who is in it.

These are the switches of the papers' ablations; left alone, everything is told and done.
"""

from typing import Literal

from pydantic import Field, field_validator

from common.artifacts.document import Value

Told = Literal["music", "genre", "type", "lyrics"]
TOLD: tuple[Told, ...] = ("music", "genre", "type", "lyrics")
Kind = Literal["people", "animals"]


class ScriptOptions(Value):
    """A request's own ways; `inputs` without music is MV-Crafter's "no caption"."""

    inputs: tuple[Told, ...] = Field(
        default=TOLD,
        max_length=len(TOLD),
        description="what the writer is told beside the theme: caption and labels of the music, "
        "its genre, the type of the film, its lyrics",
    )
    theme_stage: bool = Field(
        default=True, description="false: no look for the whole film, `aesthetic` is left out"
    )
    mise_en_scene: bool = Field(
        default=True, description="false: scenes are their sentences, and nothing is staged"
    )
    characters: int | None = Field(
        default=None, ge=0, le=3, description="how many; null leaves it to theme and type"
    )
    character_kind: Kind | None = None
    tone: str = Field(
        default="",
        max_length=100,
        description="literary tone for a language model: your words, or `genre` for that of the "
        "song's genre",
    )

    @field_validator("inputs")
    @classmethod
    def _in_order(cls, inputs: tuple[Told, ...]) -> tuple[Told, ...]:
        """Equal sets make equal keys."""
        return tuple(one for one in TOLD if one in inputs)

    def tells(self, one: Told) -> bool:
        return one in self.inputs


ALL_TOLD = ScriptOptions()

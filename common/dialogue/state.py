"""All that a dialogue is, in one document: put down after any turn, it goes on from there."""

from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, Value
from common.artifacts.script import Script

Element = Literal["objects", "background", "colours", "lighting", "arrangement", "camera"]
ELEMENTS: tuple[Element, ...] = (
    "objects",
    "background",
    "colours",
    "lighting",
    "arrangement",
    "camera",
)
Phase = Literal["ask", "select", "suggest", "confirm"]
Status = Literal["open", "done", "stopped"]


class Part(Value):
    """The scenes of one section label: they look alike, so they are talked of together."""

    label: str
    scenes: tuple[int, ...] = Field(min_length=1)
    now: dict[Element, str] = Field(description="as the script has it, and as it was changed")
    settled: tuple[Element, ...] = ()
    passed: tuple[Element, ...] = Field(default=(), description="talked of, settled or kept")

    def put(self, element: Element, text: str) -> Self:
        """With an element settled in these words."""
        settled = dict.fromkeys((*self.settled, element))
        return self.model_copy(
            update={"now": {**self.now, element: text}, "settled": tuple(settled)}
        )


class Turn(Value):
    """What was said and what was answered."""

    said: str
    reply: str


class Dialogue(Document):
    """Where the talk stands.

    Attributes are read by people too: `part` and `element` are what is talked of, `offered` the
    options that were last put forward, `proposal` the words that wait for a yes.
    """

    format: Literal["scopitone.dialogue/1"] = "scopitone.dialogue/1"
    script: Script = Field(description="the film as it was before the talk")
    aesthetic: str | None = None
    parts: tuple[Part, ...] = Field(min_length=1)
    part: int = Field(default=0, ge=0)
    element: Element = "objects"
    phase: Phase = "ask"
    status: Status = "open"
    offered: tuple[str, ...] = ()
    proposal: str | None = None
    round: int = Field(default=0, ge=0, description="how often options were asked for, here")
    silences: int = Field(default=0, ge=0, description="on end")
    refusals: int = Field(default=0, ge=0, description="of what cannot be shown, on end")
    turns: tuple[Turn, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.part >= len(self.parts):
            raise ValueError(f"there is no part {self.part}")
        known = {number for part in self.parts for number in part.scenes}
        if known != set(range(len(self.script.scenes))):
            raise ValueError("the parts must hold every scene of the script once")
        return self

    @property
    def here(self) -> Part:
        return self.parts[self.part]

    @property
    def current(self) -> str:
        """What the element that is talked of says now."""
        return self.here.now[self.element]

    def with_part(self, number: int, part: Part) -> Self:
        parts = (*self.parts[:number], part, *self.parts[number + 1 :])
        return self.model_copy(update={"parts": parts})

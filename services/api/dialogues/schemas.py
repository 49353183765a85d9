"""Dialogues as clients ask for them and see them."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from common.artifacts.script import Script
from common.db.repository.dialogues import DialogueRow
from common.dialogue import Dialogue, Element, Turn
from services.api.jobs.schemas import ListedAesthetic
from services.api.times import Time

_EXAMPLE: dict[str, JsonValue] = {"job_id": "job_01k9w8z5q0x7m3v4c2b1n6h8jd"}
_SAID: dict[str, JsonValue] = {"said": "make it all night", "after": 0}


class DialogueRequest(BaseModel):
    """What to talk of: the script of a job, or one of your own."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    job_id: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    script: Script | None = Field(default=None, description="instead of a job's")
    aesthetic: ListedAesthetic = Field(
        default=None, description="the look that suggestions come from; else the job's own"
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.job_id is None) == (self.script is None):
            raise ValueError("give either a job_id or a script")
        return self


class TurnRequest(BaseModel):
    """What somebody says."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _SAID})

    said: str = Field(max_length=2000, description="in your words; 200 characters are heard")
    after: int | None = Field(
        default=None,
        ge=0,
        le=2**31,
        strict=True,
        description="the turns that you know of; a saying sent twice is then heard once",
    )


class PartView(BaseModel):
    """The scenes of one section label, which are talked of together."""

    label: str
    scenes: list[int] = Field(description="counted from 0")
    now: dict[Element, str]
    settled: list[Element]


class DialogueUrls(BaseModel):
    self: str
    turns: str
    script: str


class DialogueView(BaseModel):
    """A dialogue as it stands. `reply` is what was answered last."""

    id: str
    job_id: str | None
    status: Literal["open", "done", "stopped"]
    phase: Literal["ask", "select", "suggest", "confirm"]
    part: str = Field(description="the label of the part that is talked of")
    element: Element
    offered: list[str] = Field(description="to choose from by number")
    proposal: str | None = Field(description="waits for a yes")
    reply: str
    turns: int = Field(ge=0, description="sayings so far")
    created_at: Time
    changed_at: Time
    urls: DialogueUrls


class DialogueLog(DialogueView):
    """With all its parts, and word for word."""

    parts: list[PartView]
    transcript: list[Turn]


class DialoguePage(BaseModel):
    """Newest first."""

    data: list[DialogueView]
    next_cursor: str | None = Field(description="null on the last page")


def dialogue_view(row: DialogueRow, base: str) -> DialogueView:
    return _view(row, Dialogue.from_json(row.document), base)


def dialogue_log(row: DialogueRow, base: str) -> DialogueLog:
    talk = Dialogue.from_json(row.document)
    parts = [
        PartView(
            label=part.label,
            scenes=list(part.scenes),
            now=part.now,
            settled=list(part.settled),
        )
        for part in talk.parts
    ]
    return DialogueLog(**dict(_view(row, talk, base)), parts=parts, transcript=list(talk.turns))


def _view(row: DialogueRow, talk: Dialogue, base: str) -> DialogueView:
    path = f"{base}/v1/dialogues/{row.id}"
    return DialogueView(
        id=row.id,
        job_id=row.job_id,
        status=talk.status,
        phase=talk.phase,
        part=talk.here.label,
        element=talk.element,
        offered=list(talk.offered),
        proposal=talk.proposal,
        reply=talk.turns[-1].reply,
        turns=row.turns,
        created_at=row.created_at,
        changed_at=row.changed_at,
        urls=DialogueUrls(self=path, turns=f"{path}/turns", script=f"{path}/script"),
    )

"""Jobs as clients ask for them and see them."""

import json
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from common.aesthetics import AestheticName, aesthetics
from common.artifacts.document import KnownJson
from common.artifacts.lyrics import Line, LyricLine, read_lyrics
from common.artifacts.script import CastSheet
from common.catalogue import PROFILES
from common.db.states import Approval, RevisionStatus, TaskStage
from common.engine_options import EngineOptions
from common.errors import InvalidInputError
from common.film_request import Excerpt, FilmRequest, GivenBeats
from common.queues import Pool, Priority
from services.api.problems import Problem
from services.api.times import Time
from services.api.webhooks.schemas import JobWebhook, JobWebhookView

_METADATA_BYTES = 16_000
_MOST_BEATS = 50_000
_MOST_CAST = 16


FrameRate = Annotated[
    Fraction,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 1, "maximum": 120},
                {"type": "string", "pattern": r"^[1-9][0-9]{0,1}(000/1001)?$"},
            ],
            "default": "24",
            "examples": ["24", "24000/1001"],
        }
    ),
]

ListedAesthetic = Annotated[
    AestheticName | None,
    WithJsonSchema({"anyOf": [{"type": "string", "enum": list(aesthetics())}, {"type": "null"}]}),
]


_EXAMPLE: dict[str, JsonValue] = {
    "song_id": "song_01k9w8z5q0x7m3v4c2b1n6h8jd",
    "theme": "a lighthouse keeper walks home along the sea at dusk",
    "height": 480,
    "excerpt": {"start": 0, "end": 10},
}


class JobRequest(FilmRequest):
    """A film to be made of a song."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    song_id: str = Field(min_length=1, max_length=40)
    theme: str = Field(min_length=1, max_length=2000, description="what the film is about")
    style: str = Field(default="", max_length=500)
    profile: str = Field(
        default="sketch", json_schema_extra=lambda schema: schema.update(enum=list(PROFILES))
    )
    aesthetic: ListedAesthetic = Field(
        default=None, description="a look by its name: palette, light, style"
    )
    fps: FrameRate = Fraction(24)
    cast: Annotated[tuple[CastSheet, ...], Field(max_length=_MOST_CAST)] | None = None
    lyrics: Annotated[
        tuple[LyricLine, ...] | tuple[Line, ...] | Annotated[str, Field(max_length=200_000)] | None,
        Field(
            description="phrases as they are sung, or the text of an LRC or SRT file or of plain "
            "lyrics; times that are not given are heard in the song"
        ),
    ] = None  # type: ignore[assignment]
    approval: Approval = Field(default="none", description="what to wait for a person's word on")
    priority: Priority = "interactive"
    metadata: dict[str, JsonValue] | None = Field(
        default=None, description="your own words, carried and shown; at most 16 kB of JSON"
    )
    webhook: JobWebhook | None = Field(default=None, description="who is told of this job")

    @field_validator("profile")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in PROFILES:
            raise ValueError(f"there is: {', '.join(PROFILES)}")
        return name

    @field_validator("metadata")
    @classmethod
    def _small(cls, metadata: dict[str, JsonValue] | None) -> dict[str, JsonValue] | None:
        if metadata is not None:
            text = json.dumps(metadata, allow_nan=False)
            if len(text) > _METADATA_BYTES:
                raise ValueError(f"larger than {_METADATA_BYTES} bytes of JSON")
        return metadata

    @field_validator("beats")
    @classmethod
    def _increasing(cls, given: GivenBeats | None) -> GivenBeats | None:
        if given is None:
            return None
        if len(given.beats) > _MOST_BEATS:
            raise ValueError(f"more than {_MOST_BEATS} beats")
        if any(b <= a for a, b in zip(given.beats, given.beats[1:], strict=False)):
            raise ValueError("beats must increase")
        if not set(given.downbeats) <= set(given.beats):
            raise ValueError("every downbeat must be a beat")
        return given

    @field_validator("lyrics")
    @classmethod
    def _read(
        cls, lyrics: tuple[LyricLine, ...] | tuple[Line, ...] | str | None
    ) -> tuple[LyricLine, ...] | tuple[Line, ...] | None:
        try:
            return read_lyrics(lyrics) if isinstance(lyrics, str) else lyrics
        except InvalidInputError as problem:
            raise ValueError(str(problem)) from None

    @field_validator("excerpt")
    @classmethod
    def _forward(cls, excerpt: Excerpt | None) -> Excerpt | None:
        if excerpt is not None and excerpt.end is not None and excerpt.end <= excerpt.start:
            raise ValueError("ends before it starts")
        return excerpt

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        names = [sheet.name for sheet in self.cast or ()]
        if len(set(names)) != len(names):
            raise ValueError("two cast members share a name")
        return self

    @field_validator("engines")
    @classmethod
    def _ours_to_choose(cls, engines: EngineOptions) -> EngineOptions:
        if engines.language is not None:
            raise ValueError("which language model is asked is the installation's to say")
        return engines

    @property
    def film(self) -> FilmRequest:
        """What the pipeline is asked; equal requests make equal keys."""
        return FilmRequest.model_construct(
            **{name: getattr(self, name) for name in FilmRequest.model_fields}
        )


class Batch(BaseModel):
    """Jobs to submit together; each is accepted or refused on its own."""

    model_config = ConfigDict(extra="forbid")
    jobs: list[JobRequest] = Field(min_length=1, max_length=100)


class StageView(BaseModel):
    stage: TaskStage
    total: int
    done: int
    progress: float = Field(ge=0, le=1)


class StageCostView(BaseModel):
    stage: TaskStage
    gpu_seconds: float = Field(ge=0)
    cost: float | None = Field(description="null where no price was known")


class CostView(BaseModel):
    """What all revisions of the job have used of GPUs so far; what runs is counted when it ends."""

    gpu_seconds: float = Field(ge=0)
    cost: float | None = Field(description="by the prices of when it was used; null without any")
    unpriced_gpu_seconds: float = Field(ge=0, description="of them, those without a price")
    currency: str
    stages: list[StageCostView] = Field(description="those that used a GPU, in the order of work")


class JobError(BaseModel):
    """Why it failed, and where."""

    code: str
    message: str
    stage: TaskStage | None
    scene: int | None = Field(description="counted from 0")


class JobUrls(BaseModel):
    self: str
    events: str
    cancel: str
    retry: str
    script: str
    video: str
    subtitles: str
    report: str
    artifacts: str


class JobView(BaseModel):
    """A job as its newest revision is doing. `request` is what was asked, defaults included."""

    id: str
    song_id: str
    status: RevisionStatus
    progress: float = Field(ge=0, le=1)
    stages: list[StageView] = Field(description="in the order of the work; empty before it begins")
    eta_seconds: float | None = Field(
        description="a guess from the pace so far, before that from what the last jobs took and "
        "who stands before it; null without either, and in lists until it has a pace"
    )
    queue_position: int | None = Field(
        description="how many jobs are begun before it, as tenants share; null once started, and "
        "in answers to POST"
    )
    revision: int = Field(ge=1, description="1, and one more for each retry")
    priority: Priority
    approval: Approval
    error: JobError | None
    cost: CostView | None = Field(description="null in answers to POST")
    request: KnownJson
    metadata: dict[str, JsonValue] | None
    last_event_id: int = Field(ge=0)
    created_at: Time
    started_at: Time | None
    finished_at: Time | None
    deadline_at: Time | None
    urls: JobUrls
    webhook: JobWebhookView | None = Field(
        default=None, description="in the answer to the POST that made it, and nowhere else"
    )


class StageEstimate(BaseModel):
    """`films` is from how many it was learned; without any, the rest is null."""

    stage: TaskStage
    tasks: int
    films: int = Field(ge=0)
    seconds: float | None = Field(description="of work; tasks of one stage can run side by side")
    gpu_seconds: float | None
    cost: float | None = Field(description="null too where what it was learned from had no price")


class ScenesEstimate(BaseModel):
    count: int = Field(ge=1)
    source: Literal["script", "history", "rule"] = Field(
        description="a given script; how long shots were before; how long this profile's may be"
    )


class Estimate(BaseModel):
    """What a film would take if nothing of it were stored already: medians of films like it."""

    film_seconds: float
    scenes: ScenesEstimate
    seconds: float | None = Field(description="of work, by all workers; null if a stage's is")
    gpu_seconds: float | None = Field(description="null if a stage's is")
    cost: float | None = Field(description="of GPUs, at the prices of then; null if a stage's is")
    currency: str
    stages: list[StageEstimate] = Field(description="in the order of the work")
    queue_position: int = Field(ge=0, description="how many jobs would be begun before it")
    wait_seconds: float | None = Field(
        description="until workers would turn to it; null without workers or jobs to learn from"
    )
    unserved: list[Pool] = Field(description="pools that it needs and that no worker serves now")
    notes: list[str] = Field(description="for people: what could not be told, and why")


class JobPage(BaseModel):
    """Newest first."""

    data: list[JobView]
    next_cursor: str | None = Field(description="null on the last page")


class BatchAnswer(BaseModel):
    """What became of one job of a batch: `job` when its status is 202, else `problem`."""

    index: int = Field(ge=0)
    status: int
    job: JobView | None = None
    problem: Problem | None = None


class BatchAnswers(BaseModel):
    """One for each job, in the order they were sent."""

    data: list[BatchAnswer]

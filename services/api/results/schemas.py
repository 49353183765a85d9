"""What a job made, as a client sees it."""

from pydantic import BaseModel, Field

from common.artifacts.script import Script
from common.artifacts.video import Scores
from common.db.states import TaskStage

ScriptView = Script


class ReportView(Scores):
    """How a film follows its music, and what did not go as asked."""

    notes: tuple[str, ...] = Field(
        default=(), description="of the script: scenes that the language model left to the writer"
    )


class ArtifactView(BaseModel):
    """One stored result."""

    name: str = Field(description="such as script.json or keyframes-003.ora")
    stage: TaskStage
    scene: int | None = Field(description="counted from 0; null for the whole film")
    media_type: str
    url: str


class ArtifactList(BaseModel):
    """In the order of the work."""

    data: list[ArtifactView]

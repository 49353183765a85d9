"""What a transition looks at (`View`), and what it answers (`Step`).

All that a step asks for is written in one transaction (`services.orchestrator.execution`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from common.db.drafts import SceneDraft, TaskDraft
from common.db.states import PRELUDE, EventType, Revision, Task, TaskStage, TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """All that a transition looks at.

    Attributes:
        task: the task concerned, None for a fact about the whole revision.
        left: how many *other* tasks of the revision are not done, by stage, without zeros. None
            except after a success in the stages named by `counted`: elsewhere nothing hangs on it.
        anew: None except where a worker found a task planned by a version that is not ours either.
    """

    revision: Revision
    task: Task | None = None
    left: Mapping[TaskStage, int] | None = None
    anew: "Anew | None" = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Anew:
    """How this version would begin the film, where it was another that planned its tasks.

    Attributes:
        same_script: the script is the one that it was.
    """

    prelude: tuple[TaskDraft, ...]
    same_script: bool


_COUNTED = frozenset({*PRELUDE, "frames", "assembly", "poster", "evaluation"})


def counted(revision: Revision, task: Task) -> bool:
    """Whether what follows this task depends on how many others are left."""
    return task.stage in _COUNTED or (task.stage == "keyframes" and revision.gate == "keyframes")


@dataclass(frozen=True, kw_only=True, slots=True)
class InsertTask:
    """A new task in the state it begins with: waiting or ready."""

    draft: TaskDraft
    state: TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class InsertScene:
    draft: SceneDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """Waiting tasks of a stage become ready: of one scene, or of all when `scene` is None."""

    stage: TaskStage
    scene: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StopTasks:
    """Waiting and ready tasks are canceled; running ones are asked to stop if `interrupt`."""

    interrupt: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Strike:
    """What failed at this worker has succeeded at another; three strikes send it to rest."""

    worker: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Announce:
    """An event with the job's next sequence number, and a delivery to each endpoint subscribed."""

    type: EventType
    data: Mapping[str, JsonValue]


@dataclass(frozen=True, kw_only=True, slots=True)
class ForgetWork:
    """All tasks and scenes go, before others are inserted; what they cost stays known."""


Effect = ForgetWork | InsertTask | InsertScene | Release | StopTasks | Strike | Announce
Refusal = Literal["late", "not_expired", "not_due", "not_waiting", "over"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The answer of the machine: the new rows, and what else to write.

    Attributes:
        refusal: why the fact changes nothing, None when it was accepted. `late`: the task has
            moved on since. `not_expired`: the lease was renewed or the worker reported meanwhile.
            `not_due`: there is no such deadline yet. `not_waiting`: nothing awaits approval.
            `over`: the revision is final, or had already started.
    """

    revision: Revision
    task: Task | None = None
    effects: tuple[Effect, ...] = ()
    refusal: Refusal | None = None

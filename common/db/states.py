"""Every state of a revision and of a task, and what the machine looks at.

A revision (one attempt at a job's film)
    queued              accepted; no worker has taken anything of it yet
    starting            analysis, script and expansion are under way: its scenes are not yet known
    processing          its scenes are known and being made
    awaiting_approval   a person has to look at the script or the keyframes; no task can run
    succeeded           every task is done
    failed              a task died; what was finished is kept, another revision resumes from it
    canceled            somebody asked for it
    aborted             its deadline passed first
The last four are final.

A task (one stage of one scene, or of the whole film)
    waiting             the stage before it is not done, or a person has to approve first
    ready               a worker may claim it, from `not_before` on
    running             a worker holds its lease
    reported            its worker has said how it ended; the orchestrator has yet to act on it
    done                its result is in storage
    dead                out of attempts, beyond mending, or three workers died of it
    canceled            its revision ended before it did
The last three are final.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal, get_args

from common.cards import StageName
from common.pipeline import STAGES
from common.queues import Pool, Priority

RevisionStatus = Literal[
    "queued",
    "starting",
    "processing",
    "awaiting_approval",
    "succeeded",
    "failed",
    "canceled",
    "aborted",
]
TaskState = Literal["waiting", "ready", "running", "reported", "done", "dead", "canceled"]
Approval = Literal["none", "script", "keyframes"]
TaskStage = StageName | Literal["expansion"]
"""Expansion reads script and analysis from storage and orders the work on every scene."""

EventType = Literal[
    "job.queued",
    "job.started",
    "job.processing",
    "job.awaiting_approval",
    "job.approved",
    "job.succeeded",
    "job.failed",
    "job.canceled",
    "job.aborted",
    "scene.completed",
]
HookType = Literal[
    "job.started",
    "job.awaiting_approval",
    "job.succeeded",
    "job.failed",
    "job.canceled",
    "job.aborted",
    "scene.completed",
]
WEBHOOK_EVENTS: frozenset[EventType] = frozenset(get_args(HookType))
"""Those that endpoints can subscribe to; the others are for who follows a job's events."""
NoticeType = Literal["webhook_endpoint.disabled"]
"""What endpoints hear of beside jobs: that another of the tenant's was disabled."""
WebhookType = HookType | NoticeType
DeliveryState = Literal["pending", "delivered", "failed", "canceled"]
FINAL_EVENTS: frozenset[EventType] = frozenset(
    {"job.succeeded", "job.failed", "job.canceled", "job.aborted"}
)

Sweep = Literal["trim", "expire", "delete"]
"""What is to go of a job: what lies between, all results, or everything."""

FINAL: frozenset[RevisionStatus] = frozenset({"succeeded", "failed", "canceled", "aborted"})
OVER: frozenset[TaskState] = frozenset({"done", "dead", "canceled"})

PRELUDE: tuple[TaskStage, ...] = (
    "analysis",
    "edits",
    "harmony",
    "understanding",
    "singing",
    "script",
    "expansion",
)
"""Edits where there are any, harmony and understanding where the writer listens, singing where
words are looked for."""
CHAIN: tuple[TaskStage, ...] = ("keyframes", "animation", "warping", "frames")
FINALE: tuple[TaskStage, ...] = ("assembly", "poster")

INTERMEDIATE: frozenset[TaskStage] = frozenset(CHAIN)
"""What lies between script and film: most of the bytes, and made again by whoever asks again."""

POOL_OF: Mapping[TaskStage, Pool] = MappingProxyType(
    {**{name: stage.queue for name, stage in STAGES.items()}, "expansion": "control"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """The head of a revision. Times are POSIX seconds by the database's clock."""

    id: int
    job_id: str
    number: int
    status: RevisionStatus
    priority: Priority = "interactive"
    approval: Approval = "none"
    approved: bool = False
    deadline_at: float | None = None
    error_code: str | None = None
    error_message: str | None = None
    error_stage: TaskStage | None = None
    error_scene: int | None = None
    created_at: float = 0.0
    started_at: float | None = None
    finished_at: float | None = None

    @property
    def final(self) -> bool:
        return self.status in FINAL

    @property
    def gate(self) -> Approval:
        """What a person still has to approve."""
        return "none" if self.approved else self.approval


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One task. `attempt` counts its leases that ended badly, plus one; it is part of every hint.

    Attributes:
        lease_owner: the worker at it now, or the last one that was.
        gpu_seconds, cost: of all attempts whose worker reported them.
        worker_deaths: how many of those attempts ended with the worker's death; they do not count
            against `max_attempts`, which bounds the errors of the work itself.
        failed_by: who ran the last attempt that failed; when another then succeeds, it is held
            against the former.
        led_by: the task beside which its worker took this one too; None: it was taken for itself.
    """

    id: int
    stage: TaskStage
    scene: int | None = None
    state: TaskState
    attempt: int = 1
    max_attempts: int = 3
    worker_deaths: int = 0
    lease_owner: str | None = None
    lease_token: str | None = None
    lease_expires_at: float | None = None
    progress: float = 0.0
    not_before: float = 0.0
    gpu_seconds: float = 0.0
    cost: float = 0.0
    failed_by: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    result_sha256: str | None = None
    finished_at: float | None = None
    led_by: int | None = None

    @property
    def pool(self) -> Pool:
        return POOL_OF[self.stage]

    @property
    def errors(self) -> int:
        """Attempts that ended with an error of the work itself."""
        return self.attempt - 1 - self.worker_deaths


REVISION_FIELDS = tuple(field.name for field in fields(Revision))
TASK_FIELDS = tuple(field.name for field in fields(Task))
"""Columns of the same names hold them."""

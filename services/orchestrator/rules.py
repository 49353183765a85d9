"""Every transition there is, with its reason. The machine makes no other: tests compare the two."""

from collections.abc import Mapping
from types import MappingProxyType

from common.db.states import RevisionStatus, TaskState

REVISION_RULES: Mapping[tuple[RevisionStatus, RevisionStatus], str] = MappingProxyType(
    {
        ("queued", "starting"): "a worker claimed the first task",
        ("starting", "processing"): "the script was expanded into scenes",
        ("starting", "awaiting_approval"): "the script is written and a person wants to see it",
        (
            "processing",
            "awaiting_approval",
        ): "all keyframes are made and a person wants to see them",
        ("awaiting_approval", "starting"): "a person approved the script",
        ("awaiting_approval", "processing"): "a person approved the keyframes",
        ("processing", "starting"): "an upgrade changed how films are made: it is planned anew",
        ("processing", "succeeded"): "the last task is done",
        ("queued", "failed"): "the first task died before word of its claim came",
        ("starting", "failed"): "analysis, script or expansion died",
        ("processing", "failed"): "a task died; what was finished is kept for the next revision",
        ("queued", "canceled"): "somebody asked for it before any work began",
        ("starting", "canceled"): "somebody asked for it",
        ("processing", "canceled"): "somebody asked for it",
        ("awaiting_approval", "canceled"): "somebody asked for it instead of approving",
        ("queued", "aborted"): "no worker was free before the deadline",
        ("starting", "aborted"): "the deadline passed",
        ("processing", "aborted"): "the deadline passed",
        ("awaiting_approval", "aborted"): "nobody approved before the deadline",
    }
)

TASK_RULES: Mapping[tuple[TaskState, TaskState], str] = MappingProxyType(
    {
        ("waiting", "ready"): "the stage before it is done, or a person approved",
        ("ready", "running"): "a worker claimed it, for the attempt its hint names",
        ("running", "reported"): "its worker said how it ended, under its lease",
        ("running", "ready"): "its worker was lost: it runs again",
        ("running", "dead"): "three workers were lost at it",
        ("running", "canceled"): "its revision had ended when its worker was lost",
        ("reported", "done"): "its result is in storage",
        ("reported", "ready"): "an error, a service not answering, a worker shut down:"
        " it runs again, after a pause",
        ("reported", "dead"): "out of attempts, or beyond mending",
        ("reported", "canceled"): "its revision had ended when its worker stopped or failed",
        ("waiting", "canceled"): "its revision ended",
        ("ready", "canceled"): "its revision ended",
    }
)

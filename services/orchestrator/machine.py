"""The only place where a revision or a task changes state: state + fact -> state + effects.

Pure: no database, no clock (`now` is an argument), no random number. It looks at the revision's
head, the one task concerned and, where the end of a stage is the question, at how many other tasks
are left; never at all 160 tasks of a film. `services.orchestrator.rules` lists every transition
with its reason, and the tests hold this file to that list.

    analysis -> script -> expansion -> (keyframes -> animation -> warping -> frames) a scene
             -> assembly and poster -> evaluation -> succeeded
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pydantic import JsonValue

from common.db.effects import (
    Announce,
    Effect,
    EventType,
    Hint,
    InsertScene,
    InsertTask,
    Release,
    ReplaceOrder,
    Step,
    StopTasks,
)
from common.db.facts import (
    Approved,
    CancelRequested,
    Claimed,
    DeadlinePassed,
    Expanded,
    Fact,
    Failed,
    LeaseExpired,
    Released,
    RevisionFact,
    Submitted,
    Succeeded,
    TaskFact,
)
from common.db.states import (
    CHAIN,
    FINALE,
    POOL_OF,
    PRELUDE,
    Revision,
    RevisionStatus,
    Task,
    TaskStage,
    View,
)
from common.errors import InvalidInputError
from common.queues import Pool
from services.orchestrator.expansion import first_states

Left = Mapping[TaskStage, int] | None
"""See `View.left`."""
MAX_WORKER_DEATHS = 3
"""A task that three workers died of is what kills them."""
_ERROR_PAUSE = 2.0
"""Seconds before the second attempt; doubles with each error."""
_LONGEST_PAUSE = 120.0
_SERVICE_PAUSE = 10.0
"""Seconds before asking again for a service that did not answer."""


def transition(view: View, fact: Fact, *, now: float) -> Step:
    """What a fact changes. A refused fact changes nothing, and the step says why.

    Raises:
        InvalidInputError: an expansion or a prelude that could never end.
    """
    if isinstance(fact, TaskFact):
        return _about_task(view, fact, now=now)
    return _about_revision(view.revision, fact, now=now)


def _about_revision(revision: Revision, fact: RevisionFact, *, now: float) -> Step:
    match fact:
        case Submitted():
            return _submitted(revision, fact)
        case CancelRequested():
            return _ended(revision, "canceled", now=now)
        case DeadlinePassed():
            return _deadline_passed(revision, now=now)
        case Approved():
            return _approved(revision, fact)


def _about_task(view: View, fact: TaskFact, *, now: float) -> Step:
    revision, task = view.revision, view.task
    assert task is not None
    if isinstance(fact, Claimed):
        return _claimed(revision, task, fact, now=now)
    if task.state != "running" or task.lease_token != fact.token:
        return Step(revision=revision, task=task, refusal="fenced")
    match fact:
        case Succeeded() | Expanded():
            return _succeeded(revision, task, fact, view.left, now=now)
        case Failed():
            return _failed(revision, task, fact, now=now)
        case Released():
            return _released(revision, task, fact, now=now)
        case LeaseExpired():
            return _lease_expired(revision, task, now=now)


def _submitted(revision: Revision, fact: Submitted) -> Step:
    stages = tuple(draft.stage for draft in fact.prelude)
    if not stages or stages != PRELUDE[-len(stages) :]:
        raise InvalidInputError(f"a prelude is the end of {', '.join(PRELUDE)}, not {stages}")
    first, *rest = fact.prelude
    return Step(
        revision=revision,
        effects=(
            InsertTask(draft=first, state="ready"),
            *(InsertTask(draft=draft, state="waiting") for draft in rest),
            Hint(pool=first.pool),
            _announce(revision, "job.queued"),
        ),
    )


def _claimed(revision: Revision, task: Task, fact: Claimed, *, now: float) -> Step:
    if (
        revision.final
        or task.state != "ready"
        or task.attempt != fact.attempt
        or task.not_before > now
    ):
        return Step(revision=revision, task=task, refusal="not_ready")
    task = replace(
        task,
        state="running",
        lease_owner=fact.worker,
        lease_token=fact.token,
        lease_expires_at=now + fact.seconds,
        heartbeat_at=None,
        progress=0.0,
        started_at=now,
    )
    if revision.status != "queued":
        return Step(revision=revision, task=task)
    return Step(
        revision=replace(revision, status="starting", started_at=now),
        task=task,
        effects=(_announce(revision, "job.started"),),
    )


def _succeeded(
    revision: Revision,
    task: Task,
    fact: Succeeded | Expanded,
    left: Left,
    *,
    now: float,
) -> Step:
    if (task.stage == "expansion") != isinstance(fact, Expanded):
        raise InvalidInputError(f"a task of stage {task.stage} cannot end as {type(fact).__name__}")
    task = replace(_let_go(task), state="done", progress=1.0, finished_at=now)
    if isinstance(fact, Succeeded):
        spent = task.gpu_seconds + fact.gpu_seconds
        task = replace(task, gpu_seconds=spent, result_sha256=fact.result_sha256)
    if revision.final:
        return Step(revision=revision, task=task)
    if isinstance(fact, Expanded):
        return _with_task(_expanded(revision, fact, now=now), task)
    return _with_task(_followed(revision, task, left, now=now), task)


def _followed(revision: Revision, task: Task, left: Left, *, now: float) -> Step:
    """What comes after a task that was done, `left` being the others that are not."""
    if revision.gate == task.stage:
        more = left is not None and task.stage in left
        return Step(revision=revision) if more else _awaiting(revision)
    effects: list[Effect] = []
    if task.stage == "frames":
        effects.append(_announce(revision, "scene.completed", scene=task.scene))
    if left is not None and not left:
        return _ended(revision, "succeeded", now=now, before=effects)
    effects += _released_by(task, left)
    return Step(revision=revision, effects=tuple(effects))


def _released_by(task: Task, left: Left) -> list[Effect]:
    stage = task.stage
    if stage in PRELUDE:
        return _release(PRELUDE[PRELUDE.index(stage) + 1])
    if stage in CHAIN[:-1]:
        return _release(CHAIN[CHAIN.index(stage) + 1], scene=task.scene)
    if stage == CHAIN[-1]:
        assert left is not None
        return [] if stage in left else _release(*FINALE)
    if stage == "assembly":
        return _release("evaluation")
    return []


def _expanded(revision: Revision, fact: Expanded, *, now: float) -> Step:
    plan = first_states(fact.tasks, gate=revision.gate)
    revision = replace(revision, status="processing")
    effects: list[Effect] = [
        *(InsertScene(draft=scene) for scene in fact.scenes),
        *(InsertTask(draft=draft, state=state) for draft, state in plan),
        *_hints(draft.pool for draft, state in plan if state == "ready"),
        _announce(revision, "job.processing", scenes=len(fact.scenes)),
        *(
            _announce(revision, "scene.completed", scene=draft.scene)
            for draft, state in plan
            if draft.stage == CHAIN[-1] and state == "done"
        ),
    ]
    states = {state for _, state in plan}
    if states == {"done"}:
        return _ended(revision, "succeeded", now=now, before=effects)
    if "ready" not in states:
        return _awaiting(revision, before=effects)
    return Step(revision=revision, effects=tuple(effects))


def _awaiting(revision: Revision, *, before: list[Effect] | None = None) -> Step:
    return Step(
        revision=replace(revision, status="awaiting_approval"),
        effects=(
            *(before or ()),
            _announce(revision, "job.awaiting_approval", gate=revision.gate),
        ),
    )


def _approved(revision: Revision, fact: Approved) -> Step:
    if revision.status != "awaiting_approval":
        return Step(revision=revision, refusal="over" if revision.final else "not_waiting")
    effects: list[Effect] = [_announce(revision, "job.approved", gate=revision.gate)]
    if revision.gate == "script":
        if fact.expansion is not None:
            effects.append(ReplaceOrder(draft=fact.expansion))
        effects += _release("expansion")
    else:
        effects += _release("animation")
    return Step(
        revision=replace(revision, status="processing", approved=True), effects=tuple(effects)
    )


def _failed(revision: Revision, task: Task, fact: Failed, *, now: float) -> Step:
    failed = replace(
        _let_go(task),
        gpu_seconds=task.gpu_seconds + fact.gpu_seconds,
        error_code=fact.code,
        error_message=fact.message,
    )
    if revision.final or task.cancel_requested:
        return Step(revision=revision, task=_canceled(failed, now=now))
    if fact.kind == "retry_later":
        pause = _SERVICE_PAUSE if fact.retry_after is None else fact.retry_after
        return Step(revision=revision, task=replace(failed, state="ready", not_before=now + pause))
    failed = replace(failed, failed_by=task.lease_owner)
    if fact.kind == "fatal" or task.errors + 1 >= task.max_attempts:
        return _dead(revision, failed, now=now)
    pause = min(_LONGEST_PAUSE, _ERROR_PAUSE * 2**task.errors)
    again = replace(
        failed,
        state="ready",
        attempt=task.attempt + 1,
        not_before=now + max(pause, fact.retry_after or 0.0),
    )
    return Step(revision=revision, task=again)


def _released(revision: Revision, task: Task, fact: Released, *, now: float) -> Step:
    let_go = replace(_let_go(task), gpu_seconds=task.gpu_seconds + fact.gpu_seconds)
    if revision.final or task.cancel_requested:
        return Step(revision=revision, task=_canceled(let_go, now=now))
    again = replace(let_go, state="ready", not_before=now)
    return Step(revision=revision, task=again, effects=(Hint(pool=task.pool),))


def _lease_expired(revision: Revision, task: Task, *, now: float) -> Step:
    if task.lease_expires_at is None or task.lease_expires_at > now:
        return Step(revision=revision, task=task, refusal="not_expired")
    lost = replace(_let_go(task), worker_deaths=task.worker_deaths + 1, failed_by=task.lease_owner)
    if revision.final or task.cancel_requested:
        return Step(revision=revision, task=_canceled(lost, now=now))
    if lost.worker_deaths >= MAX_WORKER_DEATHS:
        message = f"{lost.worker_deaths} workers died or were cut off while at this task"
        lost = replace(lost, error_code="worker_lost", error_message=message)
        return _dead(revision, lost, now=now)
    again = replace(lost, state="ready", attempt=task.attempt + 1, not_before=now)
    return Step(revision=revision, task=again, effects=(Hint(pool=task.pool),))


def _dead(revision: Revision, task: Task, *, now: float) -> Step:
    """A dead letter. Running tasks go on, so that the next revision finds their results."""
    failed = replace(
        revision,
        error_code=task.error_code,
        error_message=task.error_message,
        error_stage=task.stage,
        error_scene=task.scene,
    )
    return _with_task(
        _ended(failed, "failed", now=now), replace(task, state="dead", finished_at=now)
    )


def _deadline_passed(revision: Revision, *, now: float) -> Step:
    if revision.final:
        return Step(revision=revision, refusal="over")
    if revision.deadline_at is None or revision.deadline_at > now:
        return Step(revision=revision, refusal="not_due")
    late = replace(
        revision,
        error_code="deadline_passed",
        error_message="the job was not finished before its deadline",
    )
    return _ended(late, "aborted", now=now)


_LAST_WORD: Mapping[RevisionStatus, EventType] = {
    "succeeded": "job.succeeded",
    "failed": "job.failed",
    "canceled": "job.canceled",
    "aborted": "job.aborted",
}


def _ended(
    revision: Revision, status: RevisionStatus, *, now: float, before: list[Effect] | None = None
) -> Step:
    """The one way into a final state, hence the one place that says a last word."""
    if revision.final:
        return Step(revision=revision, refusal="over")
    event = _LAST_WORD[status]
    error = {
        "code": revision.error_code,
        "message": revision.error_message,
        "stage": revision.error_stage,
        "scene": revision.error_scene,
    }
    said = {name: value for name, value in error.items() if value is not None}
    stop = () if status == "succeeded" else (StopTasks(interrupt=status != "failed"),)
    return Step(
        revision=replace(revision, status=status, finished_at=now),
        effects=(*(before or ()), *stop, _announce(revision, event, **said)),
    )


def _with_task(step: Step, task: Task) -> Step:
    return replace(step, task=task)


def _let_go(task: Task) -> Task:
    return replace(task, lease_owner=None, lease_token=None, lease_expires_at=None)


def _canceled(task: Task, *, now: float) -> Task:
    return replace(task, state="canceled", finished_at=now)


def _release(*stages: TaskStage, scene: int | None = None) -> list[Effect]:
    return [
        *(Release(stage=stage, scene=scene) for stage in stages),
        *_hints(POOL_OF[stage] for stage in stages),
    ]


def _hints(pools: Iterable[Pool]) -> list[Effect]:
    return [Hint(pool=pool) for pool in dict.fromkeys(pools)]


def _announce(revision: Revision, event: EventType, **data: JsonValue) -> Announce:
    return Announce(type=event, data={"revision": revision.number, **data})

"""The only place where a revision or a task changes state: state + fact -> state + effects.

Pure: no database, no clock (`now` is an argument), no random number. It looks at the revision's
head, the one task concerned and, where the end of a stage is the question, at how many other tasks
are left; never at all 160 tasks of a film. `services.orchestrator.rules` lists every transition
with its reason, and the tests hold this file to that list.

    analysis (-> edits -> harmony -> understanding -> singing) -> script -> expansion
             -> (keyframes -> animation -> warping -> frames) a scene
             -> assembly and poster -> evaluation -> succeeded
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import JsonValue

from common.db.drafts import TaskDraft
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
    PRELUDE,
    EventType,
    Revision,
    RevisionStatus,
    Task,
    TaskStage,
)
from services.orchestrator.expansion import amiss, first_states
from services.orchestrator.steps import (
    Anew,
    Announce,
    Effect,
    ForgetWork,
    InsertScene,
    InsertTask,
    Release,
    Step,
    StopTasks,
    Strike,
    View,
)

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

    Work that could never end is not begun: the revision fails with `plan.invalid`.
    """
    if isinstance(fact, TaskFact):
        return _about_task(view, fact, now=now)
    return _about_revision(view.revision, fact, now=now)


def _about_revision(revision: Revision, fact: RevisionFact, *, now: float) -> Step:
    match fact:
        case Submitted():
            return _submitted(revision, fact, now=now)
        case CancelRequested():
            return _ended(revision, "canceled", now=now)
        case DeadlinePassed():
            return _deadline_passed(revision, now=now)
        case Approved():
            return _approved(revision)


def _about_task(view: View, fact: TaskFact, *, now: float) -> Step:
    revision, task = view.revision, view.task
    assert task is not None
    if isinstance(fact, Claimed):
        return _with_task(_started(revision, now=now), task)
    if isinstance(fact, LeaseExpired):
        return _lease_expired(revision, task, fact, now=now)
    if task.state != "reported" or task.attempt != fact.attempt:
        return Step(revision=revision, task=task, refusal="late")
    match fact:
        case Succeeded() | Expanded():
            return _succeeded(revision, task, fact, view.left, now=now)
        case Failed():
            return _failed(view, task, fact, now=now)
        case Released():
            return _released(revision, task, fact, now=now)


def _submitted(revision: Revision, fact: Submitted, *, now: float) -> Step:
    if revision.final:
        return Step(revision=revision, refusal="over")
    stages = tuple(draft.stage for draft in fact.prelude)
    if stages[-1:] != PRELUDE[-1:] or stages != tuple(s for s in PRELUDE if s in stages):
        message = f"a prelude is some of {', '.join(PRELUDE)} with its end, not {stages}"
        failed = replace(revision, error_code="plan.invalid", error_message=message)
        return _ended(failed, "failed", now=now)
    return Step(
        revision=revision,
        effects=(*_begun(fact.prelude), _announce(revision, "job.queued")),
    )


def _begun(prelude: Sequence[TaskDraft]) -> Iterator[InsertTask]:
    first, *rest = prelude
    yield InsertTask(draft=first, state="ready")
    for draft in rest:
        yield InsertTask(draft=draft, state="waiting")


def _started(revision: Revision, *, now: float) -> Step:
    if revision.status != "queued":
        return Step(revision=revision, refusal="over")
    return Step(
        revision=replace(revision, status="starting", started_at=now),
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
    if (wrong := _amiss(task, fact)) and not revision.final:
        task = replace(task, error_code="plan.invalid", error_message=wrong)
        return _dead(revision, task, now=now)
    task = replace(task, state="done", progress=1.0, finished_at=now)
    if isinstance(fact, Succeeded):
        task = replace(_charged(task, fact), result_sha256=fact.result_sha256)
    effects: list[Effect] = []
    if task.failed_by is not None and task.failed_by != task.lease_owner:
        effects.append(Strike(worker=task.failed_by))
    if revision.final:
        return Step(revision=revision, task=task, effects=tuple(effects))
    if revision.status == "queued":  # word of the claim is still under way
        begun = _started(revision, now=now)
        revision = begun.revision
        effects += begun.effects
    if isinstance(fact, Expanded):
        after = _expanded(revision, fact)
    else:
        after = _followed(revision, task, left, now=now)
    return replace(after, task=task, effects=(*effects, *after.effects))


def _amiss(task: Task, fact: Succeeded | Expanded) -> str | None:
    if (task.stage == "expansion") != isinstance(fact, Expanded):
        return f"a task of stage {task.stage} cannot end as {type(fact).__name__}"
    return amiss(fact.expansion) if isinstance(fact, Expanded) else None


def _followed(revision: Revision, task: Task, left: Left, *, now: float) -> Step:
    """What comes after a task that was done, `left` being the others that are not."""
    if revision.gate == task.stage:
        more = left is not None and task.stage in left
        return Step(revision=revision) if more else _awaiting(revision)
    effects: list[Effect] = []
    if task.stage == CHAIN[-1]:
        effects.append(_announce(revision, "scene.completed", scene=task.scene))
    if left is not None and not left:
        return _ended(revision, "succeeded", now=now, before=effects)
    effects += _released_by(task, left)
    return Step(revision=revision, effects=tuple(effects))


def _released_by(task: Task, left: Left) -> list[Effect]:
    stage = task.stage
    if stage in PRELUDE:
        assert left is not None
        return [Release(stage=next(one for one in PRELUDE if one in left))]
    if stage in CHAIN[:-1]:
        return [Release(stage=CHAIN[CHAIN.index(stage) + 1], scene=task.scene)]
    if stage == CHAIN[-1]:
        assert left is not None
        return [] if stage in left else [Release(stage=one) for one in FINALE]
    if stage == "assembly":
        return [Release(stage="evaluation")]
    return []


def _expanded(revision: Revision, fact: Expanded) -> Step:
    expansion = fact.expansion
    return Step(
        revision=replace(revision, status="processing"),
        effects=(
            *(InsertScene(draft=scene) for scene in expansion.scenes),
            *(InsertTask(draft=draft, state=state) for draft, state in first_states(expansion)),
            _announce(revision, "job.processing", scenes=len(expansion.scenes)),
        ),
    )


def _awaiting(revision: Revision) -> Step:
    return Step(
        revision=replace(revision, status="awaiting_approval"),
        effects=(_announce(revision, "job.awaiting_approval", gate=revision.gate),),
    )


def _approved(revision: Revision) -> Step:
    if revision.status != "awaiting_approval":
        return Step(revision=revision, refusal="over" if revision.final else "not_waiting")
    of_script = revision.gate == "script"
    return Step(
        revision=replace(revision, status="starting" if of_script else "processing", approved=True),
        effects=(
            _announce(revision, "job.approved", gate=revision.gate),
            Release(stage="expansion" if of_script else "animation"),
        ),
    )


def _failed(view: View, task: Task, fact: Failed, *, now: float) -> Step:
    revision = view.revision
    if view.anew is not None and revision.status in {"starting", "processing"}:
        return _planned_anew(revision, _charged(task, fact), view.anew)
    failed = replace(_charged(task, fact), error_code=fact.code, error_message=fact.message)
    if revision.final:
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


def _planned_anew(revision: Revision, task: Task, anew: Anew) -> Step:
    """Nobody may be left who makes it as it was planned. What this version would make in the same
    way lies under the same keys, and is found there."""
    kept = revision.approved and revision.approval == "script" and anew.same_script
    return Step(
        revision=replace(revision, status="starting", approved=kept),
        task=task,
        effects=(ForgetWork(), *_begun(anew.prelude)),
    )


def _released(revision: Revision, task: Task, fact: Released, *, now: float) -> Step:
    let_go = _charged(task, fact)
    if revision.final:
        return Step(revision=revision, task=_canceled(let_go, now=now))
    return Step(revision=revision, task=replace(let_go, state="ready", not_before=now))


def _lease_expired(revision: Revision, task: Task, fact: LeaseExpired, *, now: float) -> Step:
    held = task.state == "running" and task.lease_token == fact.token
    if not held or task.lease_expires_at is None or task.lease_expires_at > now:
        return Step(revision=revision, task=task, refusal="not_expired")
    lost = replace(
        task,
        lease_token=None,
        lease_expires_at=None,
        worker_deaths=task.worker_deaths + 1,
        # One death under several tasks is held against its worker once: for the one that led.
        failed_by=task.lease_owner if task.led_by is None else task.failed_by,
    )
    if revision.final:
        return Step(revision=revision, task=_canceled(lost, now=now))
    if lost.worker_deaths >= MAX_WORKER_DEATHS:
        message = f"{lost.worker_deaths} workers died or were cut off while at this task"
        lost = replace(lost, error_code="worker_lost", error_message=message)
        return _dead(revision, lost, now=now)
    again = replace(lost, state="ready", attempt=task.attempt + 1, not_before=now)
    return Step(revision=revision, task=again)


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


def _charged(task: Task, fact: Succeeded | Failed | Released) -> Task:
    spent = task.gpu_seconds + fact.gpu_seconds
    return replace(task, gpu_seconds=spent, cost=task.cost + fact.cost)


def _canceled(task: Task, *, now: float) -> Task:
    return replace(task, state="canceled", finished_at=now)


def _announce(revision: Revision, event: EventType, **data: JsonValue) -> Announce:
    return Announce(type=event, data={"revision": revision.number, **data})

"""Why a job does not move, in words that say what to do."""

from collections.abc import Iterator

from common.db.repository.inspecting import OpenJob, OpenTask, Pulse

_SILENT = 60.0
"""An orchestrator does its rounds every ten seconds."""
_UNREAD = 30.0
_HINT_PATIENCE = 30.0


def ailments(pulse: Pulse) -> Iterator[str]:
    """What ails the installation as a whole."""
    if pulse.silent is None:
        yield "no orchestrator has ever done its rounds here: start one"
    elif pulse.silent > _SILENT:
        yield f"no orchestrator has done its rounds for {_span(pulse.silent)}: start one"
    elif pulse.unread is not None and pulse.unread > _UNREAD:
        yield f"the orchestrator is {_span(pulse.unread)} behind with what workers report"
    if not any(pulse.slots.values()):
        yield "no worker was heard of for 45 s: start one"


def reasons(job: OpenJob, pulse: Pulse) -> Iterator[str]:
    """What each of a job's tasks waits for, a line each."""
    if job.status == "awaiting_approval":
        yield "a person has to approve it"
    elif not job.tasks:
        yield "none of its tasks can run: what it waits for is the orchestrator"
    for task in job.tasks:
        yield f"{_name(task)} {_state(task, pulse)}"


def _state(task: OpenTask, pulse: Pulse) -> str:
    if task.state == "reported":
        return "is done at its worker; the orchestrator has yet to hear of it"
    if task.state == "running":
        return _running(task)
    return _ready(task, pulse)


def _ready(task: OpenTask, pulse: Pulse) -> str:
    if task.wait_left > 0:
        why = f" ({task.error_code}: {task.error_message})" if task.error_code else ""
        return f"waits {_span(task.wait_left)} before it is tried again{why}"
    if not pulse.slots.get(task.pool):
        return f"has nobody to take it: scopitone worker --pool {task.pool}"
    if task.hinted_ago is None:
        return (
            f"waits for its turn: all {pulse.slots[task.pool]} {task.pool} slots are spoken for, "
            "or as many of its tenant's jobs are begun as may be"
        )
    if task.hinted_ago > _HINT_PATIENCE:
        return (
            f"was announced {task.hints} times, last {_span(task.hinted_ago)} ago, and nobody took "
            "it: do workers reach the broker?"
        )
    return f"was announced {_span(task.hinted_ago)} ago"


def _running(task: OpenTask) -> str:
    heard = "not yet" if task.heard_ago is None else f"{_span(task.heard_ago)} ago"
    text = f"runs at {task.owner}, {task.progress:.0%} done, heard of {heard}"
    if task.lease_left is not None and task.lease_left < 0:
        return f"{text}; its lease ran out {_span(-task.lease_left)} ago, it will run again"
    return f"{text}, attempt {task.attempt}"


def _name(task: OpenTask) -> str:
    return task.stage if task.scene is None else f"{task.stage} of scene {task.scene + 1}"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

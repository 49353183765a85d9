"""How far a job is, and how long it may still take.

Stages weigh what they cost: shares of the CPU time of sketch films of the demo song, 1280x720, two
cores. A stage without tasks yet counts as not begun, so that progress rises when the script turns
into scenes, and never falls. What only some films need weighs nothing.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from common.db.repository.lines import History
from common.db.repository.work import StageCount
from common.db.states import Revision, TaskStage

WEIGHTS: Mapping[TaskStage, float] = MappingProxyType(
    {
        "analysis": 0.12,
        "edits": 0.0,
        "harmony": 0.0,
        "understanding": 0.0,
        "singing": 0.0,
        "script": 0.02,
        "expansion": 0.01,
        "keyframes": 0.1,
        "animation": 0.02,
        "warping": 0.05,
        "frames": 0.55,
        "assembly": 0.05,
        "poster": 0.01,
        "evaluation": 0.07,
    }
)
_HALF = 0.5
"""Of those that are begun, so much is left on average."""
_ENOUGH = 0.03
"""Before this much is done, the pace says nothing."""


def order_of(count: StageCount) -> int:
    return list(WEIGHTS).index(count.stage)


def share_of(count: StageCount) -> float:
    """Of one stage, 0 to 1; what is done is done whatever its last heartbeat said."""
    least = count.done / count.total if count.total else 0.0
    return min(1.0, max(least, count.progress or 0.0))


def progress_of(revision: Revision, counts: Sequence[StageCount]) -> float:
    """Of the whole, 0 to 1; 1 only when it succeeded."""
    if revision.status == "succeeded":
        return 1.0
    done = sum(WEIGHTS[count.stage] * share_of(count) for count in counts)
    return round(min(done, 0.999), 4)


def eta_of(
    revision: Revision,
    progress: float,
    *,
    now: float,
    history: History | None = None,
    ahead: int | None = None,
) -> float | None:
    """Seconds left: at the pace since it started, or before that by what the last jobs took.

    Args:
        ahead: queued jobs that are begun before it.
    """
    if revision.final:
        return 0.0
    if revision.started_at is not None and progress >= _ENOUGH:
        spent = max(now - revision.started_at, 0.0)
        return round(spent * (1 - progress) / progress, 1)
    if history is None or revision.status == "awaiting_approval":
        return None
    begun = revision.started_at is not None
    running = history.running - 1 if begun else history.running
    wait = wait_of(history, running=running, ahead=0 if begun or ahead is None else ahead)
    if wait is None or history.interval is None:
        return None
    return round(wait + max(history.interval, history.shortest), 1)


def wait_of(history: History, *, running: int, ahead: int) -> float | None:
    """Seconds until workers turn to a job, with so many under way and so many queued before it."""
    if not running and not ahead and history.hands:
        return 0.0
    interval = history.interval
    return None if interval is None else interval * (_HALF * running + ahead)

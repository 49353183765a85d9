"""Whether an expansion is whole, and with which state each of its tasks begins."""

from collections import Counter

from common.db.drafts import Expansion
from common.db.states import CHAIN, FINALE, TaskStage, TaskState

Place = tuple[TaskStage, int | None]


def first_state(stage: TaskStage) -> TaskState:
    """A scene's chain begins at once; everything else waits for what comes before it.

    Results that are stored already make no difference: the worker that claims such a task finds
    the object and is done.
    """
    return "ready" if stage == CHAIN[0] else "waiting"


def amiss(expansion: Expansion) -> str | None:
    """What is wrong with work that could never end: a task missing, doubled or unknown."""
    numbers = [scene.number for scene in expansion.scenes]
    if not numbers or numbers != list(range(len(numbers))):
        return "an expansion needs scenes, numbered from 0"
    whole: list[Place] = [(stage, None) for stage in (*FINALE, "evaluation")]
    needed = Counter([*whole, *((stage, scene) for scene in numbers for stage in CHAIN)])
    given = Counter((draft.stage, draft.scene) for draft in expansion.tasks)
    odd = (given - needed) + (needed - given)
    return f"an expansion has each task once, but not {next(iter(odd))}" if odd else None

"""Whether an expansion is whole, and with which state each of its tasks begins."""

from collections import Counter
from collections.abc import Iterator

from common.db.drafts import Expansion, TaskDraft
from common.db.states import CHAIN, FINALE, TaskStage, TaskState

Place = tuple[TaskStage, int | None]


def first_states(expansion: Expansion) -> Iterator[tuple[TaskDraft, TaskState]]:
    """Each task with its state: a scene's chain begins at once, all else waits for what comes
    before it.

    Results that are stored already make no difference: the worker that claims such a task finds
    the object and is done.
    """
    begins = _begins(expansion)
    for draft in expansion.tasks:
        yield draft, "ready" if draft.stage == begins else "waiting"


def amiss(expansion: Expansion) -> str | None:
    """What is wrong with work that could never end: a task missing, doubled or unknown."""
    numbers = [scene.number for scene in expansion.scenes]
    if not numbers or numbers != list(range(len(numbers))):
        return "an expansion needs scenes, numbered from 0"
    whole: list[Place] = [(stage, None) for stage in (*FINALE, "evaluation")]
    chain = CHAIN[CHAIN.index(_begins(expansion)) :]
    needed = Counter([*whole, *((stage, scene) for scene in numbers for stage in chain)])
    given = Counter((draft.stage, draft.scene) for draft in expansion.tasks)
    odd = (given - needed) + (needed - given)
    return f"an expansion has each task once, but not {next(iter(odd))}" if odd else None


def _begins(expansion: Expansion) -> TaskStage:
    """The first stage of every scene: a picture, unless footage is made without one."""
    has_pictures = any(draft.stage == CHAIN[0] for draft in expansion.tasks)
    return CHAIN[0] if has_pictures else CHAIN[1]

"""With which state each task of an expansion begins.

Results that are already stored are done from the start, as long as all that comes before them in
their chain is stored too: a later one waits for its turn and is then found stored by its worker.
"""

from collections import Counter
from collections.abc import Sequence

from common.db.facts import TaskDraft
from common.db.states import CHAIN, FINALE, Approval, TaskStage, TaskState
from common.errors import InvalidInputError

Planned = list[tuple[TaskDraft, TaskState]]


def first_states(drafts: Sequence[TaskDraft], *, gate: Approval) -> Planned:
    """The drafts in the order of the work, each with its state.

    Raises:
        InvalidInputError: a stage of a scene is missing or doubled, or there is no assembly.
    """
    _check(drafts)
    scenes = sorted({draft.scene for draft in drafts if draft.scene is not None})
    by_place = {(draft.stage, draft.scene): draft for draft in drafts}
    planned: Planned = []
    for scene in scenes:
        planned += _line([by_place[stage, scene] for stage in CHAIN], gate=gate)
    filmed = all(state == "done" for _, state in planned)
    assembly, poster = (by_place.get((stage, None)) for stage in FINALE)
    scores = by_place.get(("evaluation", None))
    planned += _line([draft for draft in (assembly, scores) if draft], begin=filmed)
    return planned + _line([poster] if poster else [], begin=filmed)


def _line(drafts: Sequence[TaskDraft], *, begin: bool = True, gate: Approval = "none") -> Planned:
    """Tasks that are done in turn: stored ones are done, the next is ready, the rest wait."""
    line: Planned = []
    for draft in drafts:
        if begin and draft.stored:
            line.append((draft, "done"))
        else:
            line.append((draft, "ready" if begin else "waiting"))
            begin = False
        if draft.stage == gate:
            begin = False
    return line


def _check(drafts: Sequence[TaskDraft]) -> None:
    places = Counter((draft.stage, draft.scene) for draft in drafts)
    scenes = {draft.scene for draft in drafts if draft.scene is not None}
    whole: set[tuple[TaskStage, int | None]] = {(stage, None) for stage in (*FINALE, "evaluation")}
    chains: set[tuple[TaskStage, int | None]] = {(s, scene) for s in CHAIN for scene in scenes}
    if not scenes or ("assembly", None) not in places:
        raise InvalidInputError("an expansion needs a scene at least, and an assembly")
    if chains - set(places) or set(places) - chains - whole or max(places.values()) > 1:
        raise InvalidInputError(f"every scene needs each of {', '.join(CHAIN)} exactly once")

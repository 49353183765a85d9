"""From a recipe to tasks: what the service does for a film is what `workers.local` does.

    analysis (-> edits -> harmony -> understanding -> singing) -> script -> expansion
             -> (keyframes -> animation -> warping -> frames) a scene
             -> assembly and poster -> evaluation

Analysis and script are known when a job is submitted; all that hangs on the script is known when
a worker has read it, which is the work of the task called expansion.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from common.artifacts.analysis import Analysis
from common.artifacts.document import Value
from common.artifacts.script import Script
from common.artifacts.singing import Singing
from common.artifacts.song import Song
from common.db.states import POOL_OF, TaskStage
from common.errors import InvalidInputError, OtherVersionError
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe
from common.queues import Pool


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskDraft:
    """A task to be.

    Attributes:
        order: JSON of an `Order`; of a `FilmPlan` for an expansion.
        cache_key: where the result will lie; None for an expansion, whose result is rows.
        shape: tasks of one can be done at once (`Order.shape`); None: alone.
    """

    stage: TaskStage
    scene: int | None = None
    order: str
    cache_key: str | None
    max_attempts: int = 3
    shape: str | None = None

    @property
    def pool(self) -> Pool:
        return POOL_OF[self.stage]


@dataclass(frozen=True, kw_only=True, slots=True)
class SceneDraft:
    """A scene to be: its frames [start, end) in the film and its `Brief` in JSON."""

    number: int
    start_frame: int
    end_frame: int
    brief: str


class FilmPlan(Value):
    """What an expansion starts from: a recipe, and where what it reads is stored."""

    song: Song
    song_key: str
    request: FilmRequest
    analysis_key: str
    script_key: str
    singing_key: str | None = None

    @property
    def recipe(self) -> Recipe:
        return Recipe(song=self.song, song_key=self.song_key, request=self.request)


@dataclass(frozen=True, kw_only=True, slots=True)
class Expansion:
    """All scenes of a film, and all the work that is left once its script is known."""

    scenes: tuple[SceneDraft, ...]
    tasks: tuple[TaskDraft, ...]


def prelude_of(recipe: Recipe) -> tuple[TaskDraft, ...]:
    """All up to the script and the expansion: known before any work."""
    listening, script = recipe.listening(), recipe.script()
    plan = FilmPlan(
        song=recipe.song,
        song_key=recipe.song_key,
        request=recipe.request,
        analysis_key=recipe.analysis().key,
        script_key=script.key,
        singing_key=next((one.key for one in listening if one.stage == "singing"), None),
    )
    expansion = TaskDraft(stage="expansion", order=plan.model_dump_json(), cache_key=None)
    orders = (*recipe.hearing(), *listening, script)
    return (*(_draft(order) for order in orders), expansion)


def expand(
    plan: FilmPlan, *, script: Script, analysis: Analysis, singing: Singing | None = None
) -> Expansion:
    """The orders that `workers.local` would give from here on, as tasks with the same keys.

    Raises:
        InvalidInputError: the script does not fit the song.
    """
    recipe = plan.recipe
    spans = recipe.spans(script=script, analysis=analysis)
    shots = recipe.shots(script=script, analysis=analysis, singing=singing)
    film = recipe.film(title=script.title, shots=shots)
    scenes = [order for shot in shots for order in shot.all]
    finale = (film, recipe.poster(script=script, shots=shots), recipe.scores(film))
    return Expansion(
        scenes=tuple(
            SceneDraft(
                number=number,
                start_frame=span.start,
                end_frame=span.end,
                brief=script.brief(number).model_dump_json(),
            )
            for number, span in enumerate(spans)
        ),
        tasks=tuple(_draft(order) for order in (*scenes, *finale)),
    )


def read_order(text: str, *, cache_key: str | None) -> Order:
    """A task's order, if its result belongs under that key by this version's stages and engines.

    Raises:
        OtherVersionError: it does not: another version would be named as the maker of what we make.
    """
    with _of_another_version():
        order = Order.model_validate_json(text)
        if order.key != cache_key:
            raise OtherVersionError
    return order


def read_plan(text: str) -> FilmPlan:
    """What an expansion starts from, if this version would begin the film in the same way.

    Raises:
        OtherVersionError: it would not.
    """
    with _of_another_version():
        plan = FilmPlan.model_validate_json(text)
        begins = {plan.analysis_key, plan.script_key, plan.singing_key} - {None}
        if not begins <= {draft.cache_key for draft in prelude_of(plan.recipe)}:
            raise OtherVersionError
    return plan


def plan_again(text: str) -> tuple[tuple[TaskDraft, ...], bool]:
    """The prelude as this version begins a film of that plan, and whether its script is the same.

    Raises:
        OtherVersionError: it cannot be read here.
    """
    with _of_another_version():
        plan = FilmPlan.model_validate_json(text)
        prelude = prelude_of(plan.recipe)
    return prelude, any(draft.cache_key == plan.script_key for draft in prelude)


@contextmanager
def _of_another_version() -> Iterator[None]:
    """What cannot be read names a stage, an engine or a field that this version does not know."""
    try:
        yield
    except (ValueError, KeyError, InvalidInputError) as problem:
        raise OtherVersionError from problem


def _draft(order: Order) -> TaskDraft:
    return TaskDraft(
        stage=order.stage,
        scene=order.scene,
        order=order.model_dump_json(),
        cache_key=order.key,
        shape=order.shape,
    )

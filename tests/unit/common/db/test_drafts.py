"""The service gives the same orders as the local loop, with the same keys."""

import itertools

import pytest

from common import pipeline
from common.artifacts.edits import Edits
from common.db.drafts import FilmPlan, expand, plan_again, prelude_of, read_order, read_plan
from common.db.states import CHAIN, POOL_OF, PRELUDE
from common.engine_options import EngineOptions, LanguageModel
from common.errors import InvalidInputError, OtherVersionError
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe
from tests.support.documents import make_analysis, make_script
from tests.support.films import make_song

RECIPE = Recipe(
    song=make_song(), song_key="song/0", request=FilmRequest(theme="home", fps="30000/1001")
)
SCRIPT, ANALYSIS = make_script(), make_analysis()
PLAN = FilmPlan.model_validate_json(prelude_of(RECIPE)[-1].order)


def test_the_prelude_is_known_before_any_work() -> None:
    drafts = prelude_of(RECIPE)
    assert tuple(draft.stage for draft in drafts) == ("analysis", "script", "expansion")
    assert [draft.cache_key for draft in drafts] == [
        RECIPE.analysis().key,
        RECIPE.script().key,
        None,
    ]
    assert drafts[-1].pool == "control"


def test_who_asks_a_language_model_listens_first() -> None:
    model = LanguageModel(url="http://127.0.0.1/v1", model="small")
    engines = EngineOptions(writer="chat", language=model)
    asked = FilmRequest(
        theme="home", engines=engines, lyrics=("Down by the sea",), edits=Edits(shift=1)
    )
    recipe = Recipe(song=make_song(), song_key="song/0", request=asked)
    assert tuple(draft.stage for draft in prelude_of(recipe)) == PRELUDE
    assert recipe.script().inputs["understanding"] == recipe.understanding().key
    assert recipe.script().inputs["singing"] == recipe.singing().key
    plan = FilmPlan.model_validate_json(prelude_of(recipe)[-1].order)
    assert plan.singing_key == recipe.singing().key
    other = engines.model_copy(update={"language": model.model_copy(update={"model": "large"})})
    request = recipe.request.model_copy(update={"engines": other})
    larger = Recipe(song=recipe.song, song_key="song/0", request=request)
    assert larger.script().key != recipe.script().key


def test_a_plan_leads_back_to_its_recipe() -> None:
    assert (PLAN.analysis_key, PLAN.script_key) == (RECIPE.analysis().key, RECIPE.script().key)
    assert PLAN.recipe.request == RECIPE.request


def test_expansion_orders_what_the_local_loop_does() -> None:
    shots = RECIPE.shots(script=SCRIPT, analysis=ANALYSIS)
    film = RECIPE.film(title=SCRIPT.title, shots=shots)
    local = [
        *(order for shot in shots for order in shot),
        film,
        RECIPE.poster(script=SCRIPT, shots=shots),
        RECIPE.scores(film),
    ]
    drafts = expand(PLAN, script=SCRIPT, analysis=ANALYSIS).tasks
    assert [Order.model_validate_json(draft.order) for draft in drafts] == local
    assert [draft.cache_key for draft in drafts] == [order.key for order in local]
    assert [draft.stage for draft in drafts[:4]] == list(CHAIN)
    assert all(draft.pool == POOL_OF[draft.stage] for draft in drafts)


def test_scenes_have_the_frames_of_the_film() -> None:
    scenes = expand(PLAN, script=SCRIPT, analysis=ANALYSIS).scenes
    assert [scene.number for scene in scenes] == [0, 1, 2]
    assert scenes[0].start_frame == 0
    assert all(a.end_frame == b.start_frame for a, b in itertools.pairwise(scenes))


def test_a_script_of_another_song_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="lasts"):
        expand(PLAN, script=make_script((0.0, 5.0)), analysis=ANALYSIS)


def test_another_version_s_work_is_told_from_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis, script, expansion = prelude_of(RECIPE)
    assert read_order(script.order, cache_key=script.cache_key) == RECIPE.script()
    assert read_plan(expansion.order) == PLAN
    changed = pipeline.STAGES["script"]._replace(version=99)
    monkeypatch.setattr(pipeline, "STAGES", {**pipeline.STAGES, "script": changed})
    assert read_order(analysis.order, cache_key=analysis.cache_key) == RECIPE.analysis()
    for read in (
        lambda: read_order(script.order, cache_key=script.cache_key),
        lambda: read_plan(expansion.order),
        lambda: plan_again(expansion.order.replace("30000", "x")),
    ):
        with pytest.raises(OtherVersionError):
            read()
    (first, second, last), same_script = plan_again(expansion.order)
    assert (first.cache_key, same_script) == (analysis.cache_key, False)
    assert second.cache_key != script.cache_key
    assert read_plan(last.order).script_key == second.cache_key

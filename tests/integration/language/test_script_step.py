"""A script as a task writes it: a slow model must not look like a step that hangs."""

from pathlib import Path

from common.config import Settings
from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.storage.local import LocalStorage
from tests.support.chatting import Reply, endpoint
from tests.support.documents import make_analysis, make_understanding
from tests.support.films import make_song
from workers.steps import script
from workers.steps.desk import Desk
from workers.steps.perform import perform


def test_every_question_is_progress(tmp_path: Path) -> None:
    def silent(_prompt: str, _number: int) -> Reply:
        return ""

    told: list[float] = []
    with endpoint(silent) as talk:
        settings = Settings(language_url=talk.url, language_model="small")
        request = FilmRequest.model_validate({"theme": "t", "engines": {"writer": "chat"}})
        recipe = Recipe(song=make_song(), song_key="song/0", request=request.settled(settings))
        order = recipe.script()
        desk = Desk(storage=LocalStorage(tmp_path), settings=settings, progress=told.append)
        desk.storage.put(order.inputs["analysis"], make_analysis().to_json())
        desk.storage.put(order.inputs["understanding"], make_understanding().to_json())
        perform(order, desk, steps={"script": script.run})
    rising = told[: len(talk.asked)]
    assert len(rising) > 1
    assert rising == sorted(set(rising))
    assert all(0 <= share < 1 for share in rising)

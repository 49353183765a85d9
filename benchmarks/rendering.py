"""What each stage of a film takes: `python -m benchmarks.rendering` prints CPU seconds as JSON.

One process performs the orders of the bundled song's first seconds in turn, so that the CPU time of
each is its own. A short film first compiles and warms what is then not counted.
"""

import json
import resource
import time
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from common.artifacts.analysis import Analysis
from common.artifacts.script import Script
from common.config import Settings
from common.film_request import Excerpt, FilmRequest
from common.pipeline import Order, Recipe
from common.storage.local import LocalStorage
from workers.engines.threads import use_one_thread
from workers.local import accept
from workers.steps.desk import Desk
from workers.steps.perform import perform
from workers.steps.table import STEPS

SONG = Path("examples/demo.ogg")
THEME = "a lighthouse keeper walks home along the sea at dusk"
SECONDS = 30.0
_WARM_SECONDS = 6.0


def stage_costs(*, seconds: float, height: int, fps: int = 24) -> dict[str, float]:
    """CPU seconds by stage of the song's first seconds, at 16:9."""
    with TemporaryDirectory() as folder:
        desk = Desk(storage=LocalStorage(Path(folder)), settings=Settings())
        request = FilmRequest(
            theme=THEME, height=height, fps=Fraction(fps), excerpt=Excerpt(end=seconds)
        )
        recipe = accept(SONG, request=request, storage=desk.storage, settings=desk.settings)
        return _perform_all(recipe, desk)


def _perform_all(recipe: Recipe, desk: Desk) -> dict[str, float]:
    costs: defaultdict[str, float] = defaultdict(float)

    def done(order: Order) -> bytes:
        began = _cpu()
        perform(order, desk, steps=STEPS)
        costs[order.stage] += _cpu() - began
        return desk.storage.get(order.key)

    analysis = Analysis.from_json(done(recipe.analysis()))
    script = Script.from_json(done(recipe.script()))
    shots = recipe.shots(script=script, analysis=analysis)
    for shot in shots:
        for order in shot:
            done(order)
    film = recipe.film(title=script.title, shots=shots)
    for order in (film, recipe.poster(script=script, shots=shots), recipe.scores(film)):
        done(order)
    return costs


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    use_one_thread()
    stage_costs(seconds=_WARM_SECONDS, height=180)
    print(json.dumps(stage_costs(seconds=SECONDS, height=720)))

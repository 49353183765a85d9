"""The whole pipeline in a loop on this machine: the reference for what a cluster must do."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zipfile import ZipFile

from common.admission import admit
from common.artifacts.analysis import Analysis
from common.artifacts.document import Document
from common.artifacts.harmony import Harmony
from common.artifacts.script import Script
from common.artifacts.singing import Singing
from common.artifacts.understanding import Understanding
from common.artifacts.video import Scores
from common.config import Settings
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe, ShotOrders, clip_name
from common.probe import probe
from common.storage.base import Storage
from workers.crew import Crew

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A rendered film, as a file in the work folder, and what it was made from."""

    film: Path
    analysis: Analysis
    script: Script
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that is known of a song."""

    analysis: Analysis
    harmony: Harmony
    understanding: Understanding


def accept(
    song_file: Path, *, request: FilmRequest, storage: Storage, settings: Settings
) -> Recipe:
    """Probe a song and store it under its digest; admit the request.

    Raises:
        InvalidInputError: the file is no song that can be rendered, or the request is refused.
        MissingModelError: weights that its engines need are not here.
        MissingEngineError: a language model is asked for and none is set.
    """
    admitted = admit(request, settings)
    song = probe(song_file, settings=settings)
    key = f"song/{song.sha256}"
    if not storage.has(key):
        storage.put_file(key, song_file)
    return Recipe(song=song, song_key=key, request=admitted)


class Workshop:
    """A work folder: `store/` holds results under their keys; beside it lie copies to read.

    `analysis.json`, `script.json`, `scenes/03/keyframe.ora`, `film.mp4`, `scores.json`.
    """

    def __init__(self, *, folder: Path, storage: Storage, crew: Crew) -> None:
        self._folder = folder
        self._storage = storage
        self._crew = crew

    def analyse(self, recipe: Recipe) -> Analysis:
        self._crew.run([recipe.hearing()])
        return self._document(recipe.analysis(), Analysis, "analysis.json")

    def understand(self, recipe: Recipe) -> Known:
        self._crew.run([recipe.hearing(), [recipe.harmony()]])
        return Known(
            analysis=self.analyse(recipe),
            harmony=self._document(recipe.harmony(), Harmony, "harmony.json"),
            understanding=self._document(
                recipe.understanding(), Understanding, "understanding.json"
            ),
        )

    def sing(self, recipe: Recipe) -> Singing:
        """What is sung, whether a film of this recipe would ask for it or not."""
        return self._document(recipe.singing(), Singing, "singing.json")

    def write(self, recipe: Recipe) -> Script:
        self.analyse(recipe)
        for order in recipe.listening():
            self._crew.run([[order]])
        return self._document(recipe.script(), Script, "script.json")

    def render(self, recipe: Recipe, *, script: Script | None = None) -> Made:
        """Make the film; a script given here is filmed instead of a written one."""
        analysis = self.analyse(recipe)
        script = script or self.write(recipe)
        singing = self.sing(recipe) if recipe.request.listens_to_words else None
        shots = recipe.shots(script=script, analysis=analysis, singing=singing)
        self._crew.run([shot.all for shot in shots])
        for number, shot in enumerate(shots):
            self._show_shot(number, shot)
        film = recipe.film(title=script.title, shots=shots)
        poster = recipe.poster(script=script, shots=shots)
        self._crew.run([[film], [poster]])
        self._show(poster.key, "poster.jpg")
        return Made(
            film=self._show(film.key, "film.mp4"),
            analysis=analysis,
            script=script,
            scores=self._document(recipe.scores(film), Scores, "scores.json"),
        )

    def _document(self, order: Order, kind: type[D], name: str) -> D:
        self._crew.run([[order]])
        self._show(order.key, name)
        return kind.from_json(self._storage.get(order.key))

    def _show_shot(self, number: int, shot: ShotOrders) -> None:
        folder = f"scenes/{number + 1:03d}"
        if shot.keyframe is not None:
            picture = self._show(shot.keyframe.key, f"{folder}/keyframe.ora")
            with ZipFile(picture) as layers:
                self._replace(f"{folder}/keyframe.png").write_bytes(layers.read("mergedimage.png"))
        self._show(shot.clip.key, f"{folder}/{clip_name(shot.clip.suffix)}")
        self._show(shot.plan.key, f"{folder}/warp_plan.json")
        self._show(shot.frames.key, f"{folder}/segment.mp4")

    def _show(self, key: str, name: str) -> Path:
        """A copy, not a link: whoever edits it must not change what is stored."""
        target = self._replace(name)
        shutil.copyfile(self._storage.fetch(key), target)
        return target

    def _replace(self, name: str) -> Path:
        """A name in the work folder under which nothing lies any more."""
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        return target

"""What a film would take, from what films like it took here. Pure.

A stage's work grows in proportion to something of the film that is known beforehand: seconds of
music, scenes, or pixels. Of each stage, history gives seconds for a unit of that; the median over
films whose engines for this stage were run in the same way, times the units of the film that is
asked for. A stage that no such film had is not guessed, and neither is a sum that needs it.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, NamedTuple

from pydantic import ValidationError

from common.artifacts.song import Song
from common.catalogue import ENGINES
from common.db.drafts import prelude_of
from common.db.repository.history import FilmMade, StageWork
from common.db.states import CHAIN, TaskStage
from common.film_request import FilmRequest
from common.pipeline import Recipe

Source = Literal["script", "history", "rule"]
_AFTER: tuple[TaskStage, ...] = (*CHAIN, "assembly", "poster", "evaluation")
_BY_MUSIC = frozenset({"analysis", "edits", "harmony", "understanding", "singing"})
_BY_SCENES = frozenset({"script", "expansion", "poster"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Film:
    """One that was made, or one that is asked for: what is asked, how long, how many scenes."""

    request: FilmRequest
    seconds: float
    scenes: int

    def units(self, stage: TaskStage) -> float:
        """What the work of a stage grows with."""
        if stage in _BY_MUSIC:
            return self.seconds
        if stage in _BY_SCENES:
            return float(self.scenes)
        if stage == "keyframes":
            return self.scenes * _pixels(self._size("painter"))
        if stage == "animation":
            return self.seconds * _pixels(self._size("animator"))
        return self.seconds * float(self.request.fps) * _pixels(self.request.size)

    def manner(self, stage: TaskStage) -> str:
        """What must be the same for the past to speak of this film: engines, and how they run."""
        asked, chosen = self.request.engines, self.request.chosen
        known: object = None
        match stage:
            case "analysis":
                known = [chosen.tracker, self.request.beats is None]
            case "harmony":
                known = chosen.listener
            case "understanding":
                known = chosen.labeller
            case "script":
                writer = ENGINES[chosen.writer]
                given = self.request.script is not None
                known = "given" if given else [writer.name, asked.writing(writer)]
            case "keyframes":
                painter = ENGINES[chosen.painter]
                known = [painter.name, asked.image(painter, likeness=asked.likeness > 0)]
            case "animation":
                known = [chosen.animator, asked.clip(chosen, self.request.size)]
            case "warping":
                known = ENGINES[chosen.animator].clip is not None
            case "frames":
                known = [chosen.animator, chosen.interpolator]
        return json.dumps(known)

    def _size(self, role: Literal["painter", "animator"]) -> tuple[int, int]:
        card = ENGINES[getattr(self.request.chosen, role)]
        return self.request.engines.size_of(card, self.request.size)


class StageGuess(NamedTuple):
    """`films` is how many it was learned from; without any, the rest is None.

    `cost` is None too where the GPU time of those films had no price.
    """

    stage: TaskStage
    tasks: int
    films: int
    seconds: float | None = None
    gpu_seconds: float | None = None
    cost: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """Of a whole film."""

    film: Film
    scenes_from: Source
    stages: tuple[StageGuess, ...]

    @property
    def unknown(self) -> tuple[TaskStage, ...]:
        """Stages that nothing is known of."""
        return tuple(one.stage for one in self.stages if not one.films)

    def total(self, what: Literal["seconds", "gpu_seconds", "cost"]) -> float | None:
        """Of all stages; None when one is not known."""
        known = [getattr(one, what) for one in self.stages]
        return None if None in known else float(sum(known))


def guess(request: FilmRequest, *, song: Song, past: Sequence[FilmMade]) -> Guess:
    """What a film of this song would take if nothing of it were stored."""
    seconds = request.filmed(float(song.duration))
    films = [(film, one.stages) for one in past if (film := _read(one)) is not None]
    scenes, source = _scenes(request, seconds, [film for film, _ in films])
    asked = Film(request=request, seconds=seconds, scenes=scenes)
    recipe = Recipe(song=song, song_key="", request=request)
    stages = (*(task.stage for task in prelude_of(recipe)), *_AFTER)
    return Guess(
        film=asked,
        scenes_from=source,
        stages=tuple(_stage(stage, asked, films) for stage in stages),
    )


def _stage(
    stage: TaskStage, asked: Film, past: Sequence[tuple[Film, Mapping[TaskStage, StageWork]]]
) -> StageGuess:
    number = asked.scenes if stage in CHAIN else 1
    manner = asked.manner(stage)
    alike = [
        (work, film.units(stage) * work.made / work.tasks)
        for film, stages in past
        if (work := stages.get(stage)) and work.made and film.manner(stage) == manner
    ]
    if not alike:
        return StageGuess(stage, number, 0)
    units = asked.units(stage)
    priced = [(w, u) for w, u in alike if w.unpriced == 0]
    cost = median(w.cost / u for w, u in priced) * units if priced else None
    return StageGuess(
        stage,
        number,
        len(alike),
        median(w.seconds / u for w, u in alike) * units,
        median(w.gpu_seconds / u for w, u in alike) * units,
        cost,
    )


def _scenes(request: FilmRequest, seconds: float, past: Sequence[Film]) -> tuple[int, Source]:
    """How many: those of a given script; else as long as shots were before, or as the rule goes.

    The rule: shots are between the profile's shortest and longest, by the energy of the music.
    """
    if request.script is not None:
        return len(request.script.scenes), "script"
    alike = [
        film.seconds / film.scenes
        for film in past
        if film.request.script is None and film.request.segmentation == request.segmentation
    ]
    if alike:
        return max(1, round(seconds / median(alike))), "history"
    chosen = request.chosen
    return max(1, round(seconds / math.sqrt(chosen.shortest_shot * chosen.longest_shot))), "rule"


def _read(made: FilmMade) -> Film | None:
    """None: it was asked for in words of an earlier version."""
    try:
        request = FilmRequest.model_validate_json(made.request)
    except ValidationError:
        return None
    seconds = float(made.frames / request.fps)
    return Film(request=request, seconds=seconds, scenes=made.scenes) if seconds else None


def _pixels(size: tuple[int, int]) -> int:
    return size[0] * size[1]

"""From a request to the work it takes: pure functions from artifacts to orders.

An `Order` is one stage of one scene. Its key is a digest of all that may change its result: the
stage and its version, the keys of its inputs, options, engine fingerprint and seed. Whoever finds
an object under that key need not do the work; resume, edits and re-renders all follow from that.

    song, analysis -> harmony, understanding (beside the film: what the music is)
    song -> analysis -> script -> keyframes -> animation -> warping -> frames -> assembly
                                  (once a scene, four orders known at once)      -> evaluation
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import JsonValue

from common.aesthetics import look_of
from common.artifacts.analysis import Analysis
from common.artifacts.document import Value
from common.artifacts.lyrics import within
from common.artifacts.script import Brief, Script
from common.artifacts.song import Song
from common.catalogue import ENGINES, Profile, StageName
from common.errors import InvalidInputError
from common.film_request import LETTERED, FilmRequest
from common.order_options import beats_within, plain, provenance, without_times
from common.references import first_of_cast, first_of_section, rest_of_section
from common.script_options import ALL_TOLD
from common.timebase import FrameSpan, seconds_at, tile

_PROXY = "flow"
"""Interpolates the small rendering that a warp plan is corrected by: a CPU's work."""
FOOTAGE_SUFFIX = ".mp4"
"""Of a clip that is footage; a plan to draw one is JSON."""


def clip_name(suffix: str) -> str:
    """What a scene's clip is called in a folder that people read."""
    return f"clip{suffix}" if suffix == FOOTAGE_SUFFIX else f"motion{suffix}"


class Stage(NamedTuple):
    """A kind of work. A changed result needs a new version: it is part of every key."""

    version: int
    queue: Literal["cpu", "language", "image", "video", "flow"]
    suffix: str


STAGES: Mapping[StageName, Stage] = MappingProxyType(
    {
        "analysis": Stage(3, "cpu", ".json"),
        "script": Stage(5, "language", ".json"),
        "keyframes": Stage(5, "image", ".ora"),
        "animation": Stage(5, "video", ".json"),
        "warping": Stage(5, "cpu", ".json"),
        "frames": Stage(4, "flow", ".mp4"),
        "assembly": Stage(4, "cpu", ".mp4"),
        "poster": Stage(5, "cpu", ".jpg"),
        "evaluation": Stage(5, "cpu", ".json"),
        "harmony": Stage(1, "cpu", ".json"),
        "understanding": Stage(1, "language", ".json"),
    }
)


class Order(Value):
    """One piece of work. `inputs` are object keys by the name the stage knows them by."""

    stage: StageName
    scene: int | None = None
    inputs: dict[str, str]
    options: dict[str, JsonValue]
    engines: tuple[str, ...] = ()
    seed: int = 0

    @property
    def suffix(self) -> str:
        footage = self.stage == "animation" and ENGINES[self.engines[0]].clip is not None
        return FOOTAGE_SUFFIX if footage else STAGES[self.stage].suffix

    @property
    def key(self) -> str:
        """Where the result is stored: `stage/digest.suffix`."""
        stage = STAGES[self.stage]
        facts = {
            "stage": [self.stage, stage.version],
            "inputs": self.inputs,
            "options": self.options,
            "engines": [ENGINES[name].fingerprint for name in self.engines],
            "seed": self.seed,
        }
        text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return f"{self.stage}/{hashlib.sha256(text.encode()).hexdigest()}{self.suffix}"


class ShotOrders(NamedTuple):
    """The work on one scene, in order; each one's key is an input of the next."""

    keyframe: Order
    clip: Order
    plan: Order
    frames: Order


class Recipe:
    """The orders that turn one song and one request into a film."""

    def __init__(self, *, song: Song, song_key: str, request: FilmRequest) -> None:
        self.song = song
        self.song_key = song_key
        self.request = request
        self.profile: Profile = request.chosen

    def analysis(self) -> Order:
        given = self.request.beats
        return Order(
            stage="analysis",
            inputs={"song": self.song_key},
            options={"excerpt": plain(self.request.excerpt), "beats": plain(given)},
            engines=(self.profile.tracker,),
        )

    def harmony(self) -> Order:
        return Order(
            stage="harmony",
            inputs={"song": self.song_key},
            options={"excerpt": plain(self.request.excerpt)},
            engines=(self.profile.listener,),
        )

    def understanding(self) -> Order:
        return Order(
            stage="understanding",
            inputs={
                "song": self.song_key,
                "analysis": self.analysis().key,
                "harmony": self.harmony().key,
            },
            options={"excerpt": plain(self.request.excerpt)},
            engines=(self.profile.labeller,),
        )

    def listening(self) -> tuple[Order, ...]:
        """What is found out of the music before the script, in order: only for who asks."""
        if self.request.script is not None or not ENGINES[self.profile.writer].listens:
            return ()
        return (self.harmony(), self.understanding())

    def script(self) -> Order:
        request = self.request
        if request.script is not None:
            return Order(stage="script", inputs={}, options={"given": plain(request.script)})
        return Order(
            stage="script",
            inputs={
                "analysis": self.analysis().key,
                **{order.stage: order.key for order in self.listening()[-1:]},
            },
            options={
                "theme": request.theme,
                "style": request.style,
                "mv_type": request.mv_type,
                "cast": [plain(sheet) for sheet in request.cast] if request.cast else None,
                "palette": plain(request.palette),
                **look_of(request.aesthetic),
                "segmentation": request.segmentation,
                "shot_seconds": [self.profile.shortest_shot, self.profile.longest_shot],
                **({"lyrics": [plain(line) for line in request.sung]} if request.lyrics else {}),
                **({} if request.writing == ALL_TOLD else {"writing": plain(request.writing)}),
                **request.engines.writing(ENGINES[self.profile.writer]),
            },
            engines=(self.profile.writer,),
            seed=request.seed,
        )

    def spans(self, *, script: Script, analysis: Analysis) -> tuple[FrameSpan, ...]:
        """The frames of each scene; together they are round(duration x fps) frames."""
        edges = [0.0, *(scene.end for scene in script.scenes)]
        if edges[-1] != analysis.duration:
            raise InvalidInputError(
                f"the script ends at {edges[-1]} s but the song lasts {analysis.duration} s"
            )
        return tile(edges, self.request.fps)

    def keyframes(self, script: Script) -> tuple[Order, ...]:
        """The order of each scene's picture.

        An image model's may have references: other orders for pictures, which whoever does it does
        first, unless they are stored. A likeness has no references, a palette at most a likeness.
        """
        asked, painter = self.request.engines, ENGINES[self.profile.painter]
        is_model = painter.image is not None
        held, alike = is_model and asked.palette == "section", is_model and asked.likeness > 0
        made: list[Order] = []
        for number in range(len(script.scenes)):
            person = first_of_cast(script, number) if alike else None
            section = first_of_section(script, number) if held else None
            given: dict[str, Order] = {}
            if person is not None:
                first = made[person]
                given["likeness"] = (
                    first if not first.inputs else self._keyframe(script.brief(person), {})
                )
            if section is not None:
                given["palette"] = made[section]
            story = rest_of_section(script, number) if is_model and asked.story else ()
            made.append(self._keyframe(script.brief(number), given, story))
        return tuple(made)

    def _keyframe(
        self, brief: Brief, references: Mapping[str, Order], story: Sequence[str] = ()
    ) -> Order:
        request, painter = self.request, ENGINES[self.profile.painter]
        known = {name: plain(order) for name, order in references.items()}
        return Order(
            stage="keyframes",
            scene=brief.scene.index,
            inputs={name: order.key for name, order in references.items()},
            options={
                "brief": without_times(plain(brief)),
                "size": list(request.engines.size_of(painter, request.size)),
                **request.engines.image(painter, likeness="likeness" in references),
                **({"references": known} if known else {}),
                **({"story": list(story)} if story else {}),
                **request.engines.screening(painter),
            },
            engines=(painter.name,),
            seed=brief.scene.seed,
        )

    def shot(
        self, *, keyframe: Order, brief: Brief, span: FrameSpan, analysis: Analysis
    ) -> ShotOrders:
        request, profile, scene = self.request, self.profile, brief.scene.index
        animator = ENGINES[profile.animator]
        picture = without_times(plain(brief))
        length = {"frames": span.frames, "fps": str(request.fps)}
        music = {**length, **self._music(span, analysis)}
        is_footage = animator.clip is not None
        clip = Order(
            stage="animation",
            scene=scene,
            inputs={"keyframe": keyframe.key},
            options={
                "brief": picture,
                **(length if is_footage and (request.engines.takes or 1) == 1 else music),
                **request.engines.clip(profile, request.size),
                **request.engines.screening(animator),
            },
            engines=(animator.name,),
            seed=brief.scene.seed,
        )
        plan = Order(
            stage="warping",
            scene=scene,
            inputs={"clip": clip.key},
            options={"accents": request.accents, **music},
            engines=(_PROXY,) if is_footage else (),
        )
        frames = Order(
            stage="frames",
            scene=scene,
            inputs={"keyframe": keyframe.key, "clip": clip.key, "plan": plan.key},
            options={"size": list(request.size), **self._letters(span, analysis)},
            engines=(animator.name, profile.interpolator),
        )
        return ShotOrders(keyframe, clip, plan, frames)

    def _letters(self, span: FrameSpan, analysis: Analysis) -> dict[str, JsonValue]:
        """The lines to be seen in a shot; none in films that show none."""
        if self.request.mv_type != LETTERED:
            return {}
        start, end = (float(seconds_at(frame, self.request.fps)) for frame in span)
        lines = within(self.request.sung, start, end)
        if not lines:
            return {}
        return {
            "lines": [plain(line) for line in lines],
            "beats": [round(beat - start, 6) for beat in analysis.beats if start <= beat <= end],
        }

    def _music(self, span: FrameSpan, analysis: Analysis) -> dict[str, JsonValue]:
        start, end = (float(seconds_at(frame, self.request.fps)) for frame in span)
        return {"grid": analysis.has_grid, "beats": beats_within(analysis, start, end)}

    def shots(self, *, script: Script, analysis: Analysis) -> tuple[ShotOrders, ...]:
        return tuple(
            self.shot(keyframe=keyframe, brief=script.brief(number), span=span, analysis=analysis)
            for number, (keyframe, span) in enumerate(
                zip(
                    self.keyframes(script),
                    self.spans(script=script, analysis=analysis),
                    strict=True,
                )
            )
        )

    def film(self, *, title: str, shots: Sequence[ShotOrders]) -> Order:
        return Order(
            stage="assembly",
            inputs={
                "song": self.song_key,
                "analysis": self.analysis().key,
                **_segments(shots),
            },
            options={
                "title": title,
                "fps": str(self.request.fps),
                "excerpt": plain(self.request.excerpt),
                "provenance": provenance(
                    engines=self.profile.engines,
                    shown_by=(self.profile.painter, self.profile.animator),
                    seeds=[shot.keyframe.seed for shot in shots],
                    request=self.request,
                ),
            },
        )

    def poster(self, *, script: Script, shots: Sequence[ShotOrders]) -> Order:
        return Order(
            stage="poster",
            inputs=_segments(shots),
            options={"energies": [scene.energy for scene in script.scenes]},
        )

    def scores(self, film: Order) -> Order:
        return Order(
            stage="evaluation",
            inputs={"film": film.key, "analysis": self.analysis().key},
            options={},
        )


def _segments(shots: Sequence[ShotOrders]) -> dict[str, str]:
    """Segment keys under names that sort in the order of the film."""
    return {f"segment {number:04d}": shot.frames.key for number, shot in enumerate(shots)}

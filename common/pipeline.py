"""From a request to the work it takes: pure functions from artifacts to orders.

An `Order` is one stage of one scene. Its key is a digest of all that may change its result: the
stage and its version, the keys of its inputs, options, engine fingerprint and seed. Whoever finds
an object under that key need not do the work; resume, edits and re-renders all follow from that.

    song, analysis -> harmony, understanding (beside the film: what the music is)
    song, lyrics -> singing (where the words are to be found in the sound)
    song -> analysis (-> edits) -> script -> keyframes -> animation -> warping -> frames -> assembly
                                  (once a scene, four orders known at once)      -> evaluation
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple, Self

from pydantic import JsonValue

from common.aesthetics import look_of
from common.artifacts.analysis import Analysis
from common.artifacts.document import KnownJson, Value
from common.artifacts.lyrics import within
from common.artifacts.script import Brief, Script
from common.artifacts.singing import Singing
from common.artifacts.song import Song
from common.cards import StageName
from common.catalogue import ENGINES, Profile
from common.errors import InvalidInputError
from common.film_request import LETTERED, FilmRequest
from common.order_options import beats_within, people_shown, plain, provenance, without_times
from common.references import Person, first_of_section, people_again, rest_of_section
from common.script_options import ALL_TOLD
from common.timebase import FrameSpan, seconds_at, tile

_SCENE_S_OWN = frozenset({"brief", "people", "references", "story"})
"""Options of a picture's order in which scenes may differ and yet be painted at once."""
_PROXY = "flow"
"""Interpolates the small rendering that a warp plan is corrected by: a CPU's work."""
_TOLD = ("understanding", "singing")
"""What a writer reads besides the analysis; harmony is in the former."""
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
        "harmony": Stage(2, "cpu", ".json"),
        "understanding": Stage(3, "language", ".json"),
        "singing": Stage(1, "language", ".json"),
        "edits": Stage(1, "cpu", ".json"),
    }
)


class Order(Value):
    """One piece of work. `inputs` are object keys by the name the stage knows them by."""

    stage: StageName
    scene: int | None = None
    inputs: dict[str, str]
    options: KnownJson
    engines: tuple[str, ...] = ()
    seed: int = 0

    @property
    def suffix(self) -> str:
        footage = self.stage == "animation" and ENGINES[self.engines[0]].clip is not None
        return FOOTAGE_SUFFIX if footage else STAGES[self.stage].suffix

    @cached_property
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
        return f"{self.stage}/{_digest(facts)}{self.suffix}"

    def __copy__(self) -> Self:
        """Without the key: `model_copy` may change what it is made of."""
        copied = super().__copy__()
        copied.__dict__.pop("key", None)
        return copied

    @property
    def shape(self) -> str | None:
        """Orders of one shape can be done at once; None: this one is done alone.

        A denoiser takes several pictures of one size, by the same steps; whatever else the scenes
        ask for. No part of the key: together or alone, the picture is the same
        (docs/decisions/0010-scenes-painted-together.md).
        """
        if self.stage != "keyframes" or "image" not in self.options:
            return None
        alike = {name: told for name, told in self.options.items() if name not in _SCENE_S_OWN}
        people = self.options.get("people", [])
        assert isinstance(people, list)
        alike["people"] = len(people)
        if "shared" in alike:
            alike["anchors"] = [key for name, key in self.inputs.items() if name != "palette"]
        return _digest({"stage": self.stage, "engines": self.engines, "options": alike})[:32]


class ShotOrders(NamedTuple):
    """The work on one scene, in order; each one's key is an input of the next.

    No keyframe for an animator that sees none.
    """

    keyframe: Order | None
    clip: Order
    plan: Order
    frames: Order

    @property
    def all(self) -> tuple[Order, ...]:
        return tuple(order for order in self if order is not None)


class Recipe:
    """The orders that turn one song and one request into a film."""

    def __init__(self, *, song: Song, song_key: str, request: FilmRequest) -> None:
        self.song = song
        self.song_key = song_key
        self.request = request
        self.profile: Profile = request.chosen
        self._hearing = self._heard_and_edited()

    def analysis(self) -> Order:
        """What all else builds on: what was heard, as people corrected it."""
        return self._hearing[-1]

    def hearing(self) -> tuple[Order, ...]:
        """The analysis as it is heard, and the corrections over it if there are any."""
        return self._hearing

    def _heard_and_edited(self) -> tuple[Order, ...]:
        request, edits = self.request, self.request.edits
        heard = Order(
            stage="analysis",
            inputs={"song": self.song_key},
            options={"excerpt": plain(request.excerpt), "beats": plain(request.beats)},
            engines=(self.profile.tracker,),
        )
        if edits is None or not edits.touch_music:
            return (heard,)
        corrected = Order(
            stage="edits",
            inputs={"analysis": heard.key},
            options={"excerpt": plain(request.excerpt), "edits": plain(edits.of_music)},
        )
        return (heard, corrected)

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
            options={
                "excerpt": plain(self.request.excerpt),
                **self.request.engines.labelling(ENGINES[self.profile.labeller]),
            },
            engines=tuple(filter(None, (self.profile.labeller, self.profile.captioner))),
        )

    def singing(self) -> Order:
        """The whole song's, whatever the excerpt: words are looked for in all of it."""
        lyrics, pins = self.request.lyrics or (), self.request.pins
        return Order(
            stage="singing",
            inputs={"song": self.song_key},
            options={
                "lyrics": [one if isinstance(one, str) else plain(one) for one in lyrics],
                **({"pins": [plain(line) for line in pins]} if pins else {}),
            },
            engines=(self.profile.transcriber,) if self.profile.transcriber else (),
        )

    def listening(self) -> tuple[Order, ...]:
        """What is found out of the music before the script, in order: only for who asks."""
        told = self.request.script is None and ENGINES[self.profile.writer].listens
        return (
            *((self.harmony(), self.understanding()) if told else ()),
            *((self.singing(),) if self.request.listens_to_words else ()),
        )

    def script(self) -> Order:
        request = self.request
        if request.script is not None:
            return Order(stage="script", inputs={}, options={"given": plain(request.script)})
        return Order(
            stage="script",
            inputs={
                "analysis": self.analysis().key,
                **{one.stage: one.key for one in self.listening() if one.stage in _TOLD},
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
                **self._lines_to_write_by(),
                **({} if request.writing == ALL_TOLD else {"writing": plain(request.writing)}),
                **request.engines.writing(ENGINES[self.profile.writer]),
            },
            engines=(self.profile.writer,),
            seed=request.seed,
        )

    def _lines_to_write_by(self) -> dict[str, JsonValue]:
        """Lines whose times are known; else which of those that are heard are the excerpt's."""
        request = self.request
        if request.listens_to_words:
            return {"excerpt": plain(request.excerpt)}
        return {"lyrics": [plain(line) for line in request.sung]} if request.lyrics else {}

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
        held = is_model and asked.palette == "section"
        alike = is_model and (asked.likeness > 0 or asked.shared)
        made: list[Order] = []
        for number in range(len(script.scenes)):
            people = people_again(script, number) if alike else ()
            section = first_of_section(script, number) if held else None
            given = {
                f"likeness {place}": made[person.first]
                if not made[person.first].inputs
                else self._keyframe(script.brief(person.first), {})
                for place, person in enumerate(people)
            }
            if section is not None:
                given["palette"] = made[section]
            story = rest_of_section(script, number) if is_model and asked.story else ()
            made.append(self._keyframe(script.brief(number), given, story, people))
        return tuple(made)

    def _keyframe(
        self,
        brief: Brief,
        references: Mapping[str, Order],
        story: Sequence[str] = (),
        people: Sequence[Person] = (),
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
                **request.engines.image(painter, likeness=bool(people)),
                **({"references": known} if known else {}),
                **people_shown(people, shared=request.engines.shared),
                **({"story": list(story)} if story else {}),
                **request.engines.screening(painter),
            },
            engines=(painter.name,),
            seed=brief.scene.seed,
        )

    def shot(
        self,
        *,
        keyframe: Order | None,
        brief: Brief,
        span: FrameSpan,
        analysis: Analysis,
        singing: Singing | None = None,
    ) -> ShotOrders:
        request, profile, scene = self.request, self.profile, brief.scene.index
        animator = ENGINES[profile.animator]
        picture = without_times(plain(brief))
        length = {"frames": span.frames, "fps": str(request.fps)}
        music = {**length, **self._music(span, analysis)}
        is_footage = animator.clip is not None
        begins = {} if keyframe is None else {"keyframe": keyframe.key}
        clip = Order(
            stage="animation",
            scene=scene,
            inputs=begins,
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
            inputs={**begins, "clip": clip.key, "plan": plan.key},
            options={"size": list(request.size), **self._letters(span, analysis, singing)},
            engines=(animator.name, profile.interpolator),
        )
        return ShotOrders(keyframe, clip, plan, frames)

    def _letters(
        self, span: FrameSpan, analysis: Analysis, singing: Singing | None
    ) -> dict[str, JsonValue]:
        """The lines to be seen in a shot; none in films that show none."""
        if self.request.mv_type != LETTERED:
            return {}
        start, end = (float(seconds_at(frame, self.request.fps)) for frame in span)
        sung = self.request.sung if singing is None else self.request.heard(singing)
        lines = within(sung, start, end)
        if not lines:
            return {}
        return {
            "lines": [plain(line) for line in lines],
            "beats": [round(beat - start, 6) for beat in analysis.beats if start <= beat <= end],
        }

    def _music(self, span: FrameSpan, analysis: Analysis) -> dict[str, JsonValue]:
        start, end = (float(seconds_at(frame, self.request.fps)) for frame in span)
        return {"grid": analysis.has_grid, "beats": beats_within(analysis, start, end)}

    def shots(
        self, *, script: Script, analysis: Analysis, singing: Singing | None = None
    ) -> tuple[ShotOrders, ...]:
        """All work on scenes; `singing` is what that order of this recipe found, if it has one."""
        spans = self.spans(script=script, analysis=analysis)
        is_seen = ENGINES[self.profile.animator].sees
        keyframes = self.keyframes(script) if is_seen else (None,) * len(spans)
        return tuple(
            self.shot(
                keyframe=keyframe,
                brief=script.brief(number),
                span=span,
                analysis=analysis,
                singing=singing,
            )
            for number, (keyframe, span) in enumerate(zip(keyframes, spans, strict=True))
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
                    shown_by=[name for name in self.profile.engines if _shows(name)],
                    seeds=[shot.clip.seed for shot in shots],
                    request=self.request,
                ),
                **({"signed": self.request.engines.signed} if self.request.engines.signed else {}),
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


def _shows(engine: str) -> bool:
    """Whether pictures or motion are its own."""
    return ENGINES[engine].role in ("painter", "animator")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _digest(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(_CANONICAL.encode(facts).encode()).hexdigest()


def _segments(shots: Sequence[ShotOrders]) -> dict[str, str]:
    """Segment keys under names that sort in the order of the film."""
    return {f"segment {number:04d}": shot.frames.key for number, shot in enumerate(shots)}

"""The stage asks a writer and believes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from common.aesthetics import aesthetic
from common.artifacts.analysis import Analysis, Span
from common.artifacts.script import CastSheet, MiseEnScene, Palette, Script
from common.errors import EngineError, InvalidInputError
from common.script_options import ScriptOptions
from tests.support.songs import imagined_song
from workers.stages.scripting import MV_TYPES, Draft, ScriptRequest, Shot, write_script

PALETTE = Palette(
    shadow="#000000", base="#333333", mid="#777777", light="#eeeeee", accent="#ff0000"
)
MIRA = CastSheet(name="Mira", description="a tall woman in a green coat")
SHOT = Shot(
    act="beginning",
    prompt="A fox crosses the empty road.",
    mise_en_scene=MiseEnScene(
        theme="bass-heavy noir, wet streets",
        objects=("a fox", "a synth"),
        background="a road, at night",
        colours=("red",),
        lighting="moonlight",
        arrangement="centred",
        camera="medium shot, static",
    ),
    view="medium",
    cast=(),
    seed=1,
)


@dataclass(frozen=True)
class Dictated:
    """A writer that answers what it is told: `shot` for every span."""

    shot: Shot = SHOT
    keywords: tuple[str, ...] = ("one", "two", "three", "four", "five")
    missing: int = 0
    name: str = "dictated"

    def write(self, *, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest) -> Draft:
        del analysis, request
        return Draft(
            title="",
            keywords=self.keywords,
            palette=PALETTE,
            cast=(MIRA,),
            shots=(self.shot,) * (len(spans) - self.missing),
        )


def written(writer: Dictated, **request: object) -> Script:
    analysis, spans = imagined_song(shots=5)
    asked = replace(ScriptRequest(theme="a fox"), **request)  # type: ignore[arg-type]
    return write_script(analysis=analysis, spans=spans, request=asked, writer=writer)


def test_scenes_tile_the_spans_and_carry_their_section_and_energy() -> None:
    analysis, spans = imagined_song(shots=5)
    script = written(Dictated())
    assert [(s.start, s.end, s.energy) for s in script.scenes] == [
        (s.start, s.end, s.energy) for s in spans
    ]
    assert [s.section for s in script.scenes] == [
        analysis.sections[span.section].label for span in spans
    ]


def test_too_few_scenes_are_refused() -> None:
    with pytest.raises(EngineError, match="4 scenes for 5"):
        written(Dictated(missing=1))


def test_four_keywords_are_refused() -> None:
    with pytest.raises(EngineError, match="4 style keywords"):
        written(Dictated(keywords=("one", "two", "three", "four", "four")))


def test_a_prompt_about_nothing_but_music_is_refused() -> None:
    with pytest.raises(EngineError, match="nothing to see for scene 1"):
        written(Dictated(shot=replace(SHOT, prompt="The beat!".replace("!", ""))))


def test_music_is_taken_out_of_prompts_and_objects() -> None:
    shot = replace(SHOT, prompt="As the bass drops, a fox runs over the bridge")
    scene = written(Dictated(shot=shot)).scenes[0]
    assert scene.prompt == "a fox runs over the bridge"
    assert scene.mise_en_scene.theme == "wet streets"
    assert scene.mise_en_scene.objects == ("a fox",)


def test_a_stranger_in_a_scene_is_refused() -> None:
    with pytest.raises(EngineError, match="not in the cast"):
        written(Dictated(shot=replace(SHOT, cast=("Tom",))))


def test_the_description_is_the_same_in_every_prompt() -> None:
    script = written(Dictated(shot=replace(SHOT, cast=("Mira",))))
    assert all(MIRA.description in script.brief(n).prompt for n in range(5))


def test_cast_and_palette_that_are_given_are_taken_as_given() -> None:
    dj = CastSheet(name="Zoe", description="a DJ")
    other = PALETTE.model_copy(update={"accent": "#00ff00"})
    script = written(Dictated(), cast=(dj,), palette=other)
    assert script.palette == other
    assert [(c.name, c.description) for c in script.cast] == [("Zoe", "Zoe")]


def test_the_title_falls_back_on_the_theme() -> None:
    assert written(Dictated(), theme="  a\n fox\x00 ").title == "a fox"


@pytest.mark.parametrize(
    ("request_fields", "message"),
    [
        ({"theme": ""}, "theme is empty"),
        ({"theme": " \n\t"}, "theme is empty"),
        ({"theme": "x" * 10_000}, "10000 characters; shorten it to 500"),
        ({"style": "y" * 501}, "the style has 501"),
        ({"mv_type": "opera"}, "no type of film called 'opera'"),
        ({"cast": (MIRA, MIRA)}, "share a name"),
        ({"seed": -1}, "must not be negative"),
    ],
)
def test_a_request_that_cannot_be_filmed_says_why(
    request_fields: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        written(Dictated(), **request_fields)


def test_spans_that_leave_a_gap_are_refused() -> None:
    analysis, spans = imagined_song(shots=5)
    with pytest.raises(InvalidInputError, match="do not tile"):
        write_script(
            analysis=analysis,
            spans=spans[1:],
            request=ScriptRequest(theme="a fox"),
            writer=Dictated(),
        )


def test_a_span_of_no_section_is_refused() -> None:
    analysis, spans = imagined_song(shots=1)
    lost = (spans[0].model_copy(update={"section": 9}),)
    with pytest.raises(InvalidInputError, match="section"):
        write_script(
            analysis=analysis, spans=lost, request=ScriptRequest(theme="x"), writer=Dictated()
        )


def test_there_are_ten_types() -> None:
    assert len(set(MV_TYPES)) == 10


@dataclass(frozen=True)
class Listening(Dictated):
    """Remembers what it was told."""

    heard: dict[str, object] = field(default_factory=dict)

    def write(self, *, analysis: Analysis, spans: Sequence[Span], request: ScriptRequest) -> Draft:
        energies = {span.energy for span in spans}
        self.heard.update(analysis=analysis, energies=energies, request=request)
        return super().write(analysis=analysis, spans=spans, request=request)


def told(**options: object) -> tuple[Script, dict[str, object]]:
    analysis, spans = imagined_song()
    writer = Listening()
    script = write_script(
        analysis=analysis,
        spans=spans,
        request=ScriptRequest(
            theme="a walk",
            mv_type="lyric video",
            lyrics=("O the sea",),
            aesthetic=aesthetic("rain-slick neon noir"),
            writing=ScriptOptions.model_validate(options),
        ),
        writer=writer,
    )
    return script, writer.heard


def test_a_writer_that_is_told_nothing_of_the_music_hears_nothing() -> None:
    script, heard = told(inputs=["genre", "type", "lyrics"])
    analysis = heard["analysis"]
    assert isinstance(analysis, Analysis)
    assert heard["energies"] == set(analysis.energy.values) == {0.5}
    assert len({scene.energy for scene in script.scenes}) > 1  # the engines still do


def test_type_lyrics_and_look_are_told_unless_switched_off() -> None:
    script, heard = told(inputs=[], theme_stage=False)
    request = heard["request"]
    assert isinstance(request, ScriptRequest)
    assert (request.mv_type, request.lyrics, request.aesthetic) == ("story narrative", (), None)
    assert (script.mv_type, script.style) == ("lyric video", "")
    script, heard = told()
    assert heard["request"] == replace(
        request,
        mv_type="lyric video",
        lyrics=("O the sea",),
        aesthetic=aesthetic("rain-slick neon noir"),
        writing=ScriptOptions(),
    )
    assert script.style == "rain-slick neon noir"


def test_without_its_stage_nothing_is_staged() -> None:
    script, _ = told(mise_en_scene=False)
    staged = script.scenes[0].mise_en_scene
    assert (staged.objects, staged.background, staged.lighting) == ((), "", "")
    assert staged.camera == "medium shot, static"

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.script import Script
from common.artifacts.singing import Reading, Singing, SungLine
from common.artifacts.song import Song
from common.errors import InvalidInputError
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe
from tests.support.documents import make_analysis, make_scene, make_script

SONG = Song(
    sha256="0" * 64,
    name="a.ogg",
    samples=529200,
    sample_rate=44100,
    channels=2,
    codec="vorbis",
    container="ogg",
)


def recipe(**asked: object) -> Recipe:
    request = FilmRequest.model_validate({"theme": "home", **asked})
    return Recipe(song=SONG, song_key="song/0", request=request)


def shot_keys(script: Script, **asked: object) -> list[tuple[str, ...]]:
    shots = recipe(**asked).shots(script=script, analysis=make_analysis())
    return [tuple(order.key for order in shot) for shot in shots]


def with_prompt(script: Script, index: int, prompt: str) -> Script:
    scenes = list(script.scenes)
    old = scenes[index]
    scenes[index] = make_scene(index, old.start, old.end, prompt=prompt)
    return script.model_copy(update={"scenes": tuple(scenes)})


def test_one_changed_scene_changes_the_keys_of_that_scene_only() -> None:
    before = shot_keys(make_script())
    after = shot_keys(with_prompt(make_script(), 1, "A fox crosses the road."))
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_another_aspect_keeps_analysis_and_script() -> None:
    wide, tall = recipe(aspect="16:9"), recipe(aspect="9:16")
    assert wide.script().key == tall.script().key
    assert shot_keys(make_script()) != shot_keys(make_script(), aspect="9:16")


def test_accents_redraw_frames_but_no_picture() -> None:
    subtle, none = shot_keys(make_script()), shot_keys(make_script(), accents="none")
    assert [(a[0] == b[0], a[3] == b[3]) for a, b in zip(subtle, none, strict=True)] == [
        (True, False)
    ] * 3


def test_an_engine_with_another_fingerprint_gives_another_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order = recipe().analysis()
    before = order.key
    card = __import__("common.catalogue", fromlist=["ENGINES"]).ENGINES["madmom"]
    newer = card.model_copy(update={"fingerprint": "madmom-next"})
    monkeypatch.setattr("common.pipeline.ENGINES", {"madmom": newer})
    assert order.model_copy().key != before


def test_a_changed_copy_of_an_order_has_a_key_of_its_own() -> None:
    order = recipe().analysis()
    assert order.key  # is kept
    assert order.model_copy(update={"seed": 1}).key != order.key
    assert order.model_copy() == order


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=5))
def test_keys_do_not_hang_on_the_order_of_options(options: dict[str, object]) -> None:
    turned = dict(reversed(options.items()))
    make = Order.model_validate
    facts = {"stage": "script", "inputs": {}}
    assert make({**facts, "options": options}).key == make({**facts, "options": turned}).key


def test_scenes_have_the_frames_of_the_song() -> None:
    spans = recipe(fps="30000/1001").spans(script=make_script(), analysis=make_analysis())
    assert spans[-1].end == round(12 * Fraction(30000, 1001))


def test_a_script_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="script ends at 11"):
        recipe().spans(script=make_script((0.0, 5.0, 11.0)), analysis=make_analysis())


def test_what_a_song_is_like_hangs_on_its_own_engine_and_its_beats_do_not() -> None:
    plain, other = recipe(), recipe(engines={"listener": "templates"})
    assert other.analysis().key == plain.analysis().key
    assert other.script().key == plain.script().key
    assert other.harmony().key != plain.harmony().key
    assert other.understanding().key != plain.understanding().key
    beats = recipe(beats={"beats": (0.5, 1.0, 1.5)})
    assert beats.harmony().key == plain.harmony().key
    assert beats.understanding().key != plain.understanding().key


def test_words_without_times_change_only_what_needs_their_times() -> None:
    plain, sung = recipe(), recipe(lyrics=("Down by the sea",))
    assert sung.analysis().key == plain.analysis().key
    assert sung.harmony().key == plain.harmony().key
    assert sung.script().inputs["singing"] == sung.singing().key
    assert "lyrics" not in sung.script().options
    whole, part = sung, recipe(lyrics=("Down by the sea",), excerpt={"start": 1.0})
    assert part.singing().key == whole.singing().key


def test_a_lyric_video_shows_the_lines_where_they_were_heard() -> None:
    line = SungLine(start=1.0, end=2.0, text="Down by the sea", way="voice", confidence=0.5)
    singing = Singing(
        duration=12.0,
        source="given",
        lines=(line,),
        voice=0.5,
        instrumental=False,
        reading=Reading(),
        transcriber="",
    )
    sung = recipe(lyrics=("Down by the sea",), mv_type="lyric video")
    shots = sung.shots(script=make_script(), analysis=make_analysis(), singing=singing)
    lettered = ["lines" in shot.frames.options for shot in shots]
    assert lettered == [True, False, False]


def test_a_labellers_temperature_counts_where_it_is_a_model() -> None:
    rules, warm = recipe(), recipe(engines={"temperature": 2.0})
    assert warm.understanding().key == rules.understanding().key
    clap, cool = (recipe(engines={"labeller": "clap", "temperature": t}) for t in (1.0, 0.5))
    assert len({one.understanding().key for one in (rules, clap, cool)}) == 3


def test_corrections_change_the_keys_of_what_hangs_on_them() -> None:
    plain = recipe()
    moved = recipe(edits={"move": [{"at": 6.75, "to": 6.85}]})
    assert [order.stage for order in moved.hearing()] == ["analysis", "edits"]
    assert moved.hearing()[0].key == plain.analysis().key
    assert moved.analysis().inputs == {"analysis": plain.analysis().key}
    assert moved.harmony().key == plain.harmony().key
    assert moved.singing().key == plain.singing().key
    assert moved.script().key != plain.script().key
    assert moved.understanding().key != plain.understanding().key


def test_a_moved_beat_changes_no_scene_but_its_own() -> None:
    script, heard = make_script(), make_analysis()
    beats = tuple(6.85 if beat == 6.75 else beat for beat in heard.beats)
    edited = heard.model_copy(update={"beats": beats, "downbeats": ()})
    before = [shot.plan.key for shot in recipe().shots(script=script, analysis=edited)]
    moved = edited.model_copy(update={"beats": heard.beats})
    after = [shot.plan.key for shot in recipe().shots(script=script, analysis=moved)]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_a_pinned_line_changes_the_singing_and_not_the_analysis() -> None:
    pin = {"start": 1.0, "end": 2.0, "text": "Down by the sea"}
    words = {"lyrics": ("Down by the sea",)}
    plain, pinned = recipe(**words), recipe(**words, edits={"lines": [pin]})
    assert pinned.analysis().key == plain.analysis().key
    assert pinned.singing().key != plain.singing().key
    assert pinned.script().key != plain.script().key


def test_empty_corrections_change_nothing() -> None:
    assert recipe(edits={}).script().key == recipe().script().key
    assert len(recipe(edits={}).hearing()) == 1


def test_pictures_of_one_size_and_one_way_have_one_shape_and_drawn_ones_none() -> None:
    def shapes(**asked: object) -> list[str | None]:
        return [order.shape for order in recipe(**asked).keyframes(make_script())]

    painted = shapes(profile="quality")
    assert len(set(painted)) == 1
    assert shapes(profile="quality", theme="another") == painted
    assert set(shapes(profile="quality", engines={"image_steps": 8})) != set(painted)
    assert set(shapes()) == {None}


def test_a_film_made_from_words_paints_no_picture() -> None:
    worded = recipe(profile="quality", engines={"animator": "wan-t2v"})
    shots = worded.shots(script=make_script(), analysis=make_analysis())
    assert [order.stage for order in shots[0].all] == ["animation", "warping", "frames"]
    assert not shots[0].clip.inputs
    made = worded.film(title="", shots=shots).options["provenance"]
    assert isinstance(made, dict)
    assert "xl-base" not in str(made)
    assert len(made["seeds"]) == len(shots)  # type: ignore[arg-type]


def test_another_film_of_a_song_does_no_listening() -> None:
    """Whatever is told of it and however it is cut: its labels and captions are its own."""
    told: dict[str, object] = {"engines": {"writer": "chat", "labeller": "clap"}}

    def heard(**asked: object) -> list[str]:
        request = FilmRequest.model_validate({"theme": "a fox", **told, **asked})
        return [
            order.key for order in Recipe(song=SONG, song_key="song/0", request=request).listening()
        ]

    for other in (
        {"theme": "rain", "seed": 9, "segmentation": "random"},
        {"mv_type": "lyric video", "segmentation": "rules", "height": 360},
        {"profile": "quality", "aspect": "9:16"},
    ):
        assert heard(**other) == heard()

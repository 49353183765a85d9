from common.artifacts.script import Scene, Script
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe
from common.references import (
    Person,
    first_of_section,
    people_again,
    places_of,
    rest_of_section,
)
from tests.support.documents import make_scene, make_script
from tests.support.films import make_song


def script() -> Script:
    made = make_script()
    hero = made.cast[0].name
    spans = [(n * 1.0, n + 1.0) for n in range(5)]
    sections = ["intro", "verse", "verse", "chorus", "verse"]
    casts: list[tuple[str, ...]] = [(), (hero,), (), (hero,), (hero,)]
    scenes = tuple(
        make_scene(n, *span).model_copy(update={"section": section, "cast": cast})
        for n, (span, section, cast) in enumerate(zip(spans, sections, casts, strict=True))
    )
    return made.model_copy(update={"scenes": scenes})


def orders(**engines: object) -> tuple[Order, ...]:
    request = FilmRequest.model_validate({"theme": "t", "profile": "quality", "engines": engines})
    return Recipe(song=make_song(), song_key="song/0", request=request).keyframes(script())


def references(order: Order) -> dict[str, str]:
    return order.inputs


def test_scenes_follow_the_first_of_their_section_and_of_their_people() -> None:
    numbers = range(5)
    assert [first_of_section(script(), n) for n in numbers] == [None, None, 1, None, 1]
    again = [people_again(script(), n) for n in numbers]
    assert again == [(), (), (), (Person(first=1),), (Person(first=1),)]


def arranged(arrangement: str, *cast: str) -> Scene:
    scene = make_scene(0, 0.0, 1.0)
    stage = scene.mise_en_scene.model_copy(update={"arrangement": arrangement})
    return scene.model_copy(update={"mise_en_scene": stage, "cast": cast})


def test_an_arrangement_gives_people_their_places() -> None:
    assert places_of(arranged("symmetry", "a", "b")) == {"a": (0.0, 0.5), "b": (0.5, 1.0)}
    assert places_of(arranged("triangle", "a", "b", "c"))["b"] == (0.333333, 0.666667)
    assert places_of(arranged("centred", "a")) == {"a": (0.25, 0.75)}
    assert places_of(arranged("rule of thirds", "a")) == {}
    assert places_of(arranged("centred", *"abcd")) == {}
    assert places_of(arranged("centred")) == {}


def test_each_person_is_known_from_where_they_first_stood() -> None:
    made = script()
    casts = [("a",), ("b", "a"), ("a", "b"), ("c", "b")]
    scenes = tuple(
        arranged("rule of thirds", *cast).model_copy(update={"index": n, "start": n, "end": n + 1})
        for n, cast in enumerate(casts)
    )
    sheets = tuple(made.cast[0].model_copy(update={"name": name}) for name in "abc")
    again = made.model_copy(update={"scenes": scenes, "cast": sheets})
    assert people_again(again, 1) == (Person(first=0, seen=None, place=(0.5, 1.0)),)
    assert people_again(again, 2) == (
        Person(first=0, seen=None, place=(0.0, 0.5)),
        Person(first=1, seen=(0.0, 0.5), place=(0.5, 1.0)),
    )
    assert people_again(again, 3) == (Person(first=1, seen=(0.0, 0.5), place=(0.5, 1.0)),)


def test_a_palette_is_the_first_picture_of_the_section() -> None:
    made = orders()
    assert [set(order.inputs) for order in made] == [set(), set(), {"palette"}, set(), {"palette"}]
    assert made[4].inputs["palette"] == made[1].key
    reference = Order.model_validate(made[4].options["references"]["palette"])  # type: ignore[index,call-overload]
    assert reference.key == made[1].key


def test_people_follow_their_first_picture_when_asked() -> None:
    made = orders(likeness=0.4)
    assert [set(order.inputs) for order in made][3:] == [{"likeness 0"}, {"palette", "likeness 0"}]
    assert made[3].inputs["likeness 0"] == made[1].key
    assert "adapter" in made[3].options
    strengths = [order.options["image"]["likeness"] for order in made]  # type: ignore[index,call-overload]
    assert strengths == [0, 0, 0, 0.4, 0.4]


def test_free_palettes_and_sketches_follow_nothing() -> None:
    assert all(not order.inputs for order in orders(palette="free"))
    request = FilmRequest.model_validate({"theme": "t", "engines": {"likeness": 0.4}})
    sketch = Recipe(song=make_song(), song_key="song/0", request=request).keyframes(script())
    assert all(not order.inputs and "references" not in order.options for order in sketch)


def test_a_story_is_the_section_from_here_on() -> None:
    prompts = [f"scene {n}" for n in range(5)]
    told = script()
    scenes = [s.model_copy(update={"prompt": p}) for s, p in zip(told.scenes, prompts, strict=True)]
    told = told.model_copy(update={"scenes": tuple(scenes)})
    assert rest_of_section(told, 2) == ("scene 4", "scene 1")
    assert rest_of_section(told, 0) == ()
    assert "story" in orders(story=True)[1].options
    assert "story" not in orders()[1].options

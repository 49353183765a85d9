"""Films whose people do what the theme says."""

import re

import pytest

from common.artifacts.script import Script
from common.lexicon import read
from tests.support.songs import imagined_song
from workers.engines.writer import BuiltinWriter
from workers.stages.scripting import ScriptRequest, write_script


def film(theme: str, shots: int = 40) -> Script:
    analysis, spans = imagined_song(shots=shots, seconds=4.5)
    request = ScriptRequest(theme=theme)
    return write_script(analysis=analysis, spans=spans, request=request, writer=BuiltinWriter())


def told(script: Script) -> str:
    return "\n".join(scene.prompt for scene in script.scenes)


def test_the_theme_is_done_from_beginning_to_end() -> None:
    script = film("an old woman watering tomatoes on a rooftop while trains pass")
    text = told(script)
    assert len({scene.prompt for scene in script.scenes}) == 40
    assert text.count("tomatoes") >= 15
    assert re.search(r"begins|sets about|makes ready|fills a watering can", told_at(script, 0, 6))
    assert re.search(r"last|finishes|stops|empty", told_at(script, 34, 40))
    assert "trains pass" in text
    seen = [scene.mise_en_scene.objects for scene in script.scenes]
    assert all("tomatoes" in objects for objects in seen)
    assert any("a watering can" in objects for objects in seen)
    assert sum("a long train" in objects for objects in seen) >= 15


def told_at(script: Script, start: int, end: int) -> str:
    return "\n".join(scene.prompt for scene in script.scenes[start:end])


def test_a_story_is_told_in_its_order_with_those_whom_it_needs() -> None:
    script = film("a postman carries a letter, loses it, meets a goat and reads to a child")
    text = told(script)
    steps = [text.index(step) for step in ("carr", "loses the letter", "meets a goat", "reads")]
    assert steps == sorted(steps)
    first, last = script.scenes[0].cast, script.scenes[-1].cast
    assert (first, last) == (("postman",), ("postman", "child"))


def test_a_thing_that_acts_is_what_the_film_is_about() -> None:
    script = film("a toaster falls in love with the moon", 16)
    assert script.cast == ()
    assert all("a toaster" in scene.mise_en_scene.objects for scene in script.scenes[:-1])
    assert "falls in love with the moon" in told(script)


@pytest.mark.parametrize(
    "theme",
    ["regret", "two fishermen mend nets at dawn", "sadness", "fear of the dark", "a lonely robot"],
)
def test_nobody_gets_wet_who_was_not_promised_rain(theme: str) -> None:
    for scene in film(theme, 24).scenes:
        weathers = read(scene.mise_en_scene.background).weathers
        assert not {"rain", "storm", "snowfall", "fog"} & set(weathers)


def test_a_fire_to_sit_by_sets_no_mountain_ablaze() -> None:
    backgrounds = {
        s.mise_en_scene.background for s in film("a man by a fire in the mountains").scenes
    }
    assert not [one for one in backgrounds if "flames" in one]


def test_two_of_one_trade_are_told_apart() -> None:
    looks = [sheet.description for sheet in film("two fishermen mend nets at dawn", 8).cast]
    assert len(set(looks)) == 2


def test_a_grey_cat_is_grey() -> None:
    (cat,) = film("a grey cat chases its own tail around the kitchen", 8).cast
    assert "grey coat" in cat.description


def test_a_family_of_animals_is_three_and_no_crowd() -> None:
    script = film("a family of elephants walks across the desert to find water", 12)
    assert len(script.cast) == 3
    assert not any("crowd" in thing for s in script.scenes for thing in s.mise_en_scene.objects)


@pytest.mark.parametrize("theme", ["rust", "the shape of regret", "Freedom"])
def test_what_nobody_can_draw_is_in_the_words_at_least(theme: str) -> None:
    scenes = film(theme, 12).scenes
    assert sum(theme.lower() in scene.prompt.lower() for scene in scenes) >= 2


def test_whoever_is_looked_for_comes_at_the_end() -> None:
    scenes = film("une petite fille cherche son chien dans la neige", 16).scenes
    assert "dog" in scenes[-1].cast
    assert not any("dog" in scene.cast for scene in scenes[:10])


def test_who_cooks_is_no_second_cook() -> None:
    assert [sheet.name for sheet in film("a chef cooks a last meal", 8).cast] == ["chef"]

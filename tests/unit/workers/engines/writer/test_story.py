"""Plans that one would film: steps for a deed, words for an interior, an arc that one can read."""

import re

import pytest

from common.artifacts.script import Script
from common.lexicon import read
from common.phrases import guises, phrases_of, table
from tests.support.songs import imagined_song
from workers.engines.writer import BuiltinWriter
from workers.stages.scripting import ScriptRequest, write_script

MOST_WHOLE = 0.25
"""Largest share of the scenes that say the deed of the theme as it stands."""


def script(theme: str, mv_type: str = "story narrative", shots: int = 40) -> Script:
    analysis, spans = imagined_song(shots=shots)
    request = ScriptRequest(theme=theme, mv_type=mv_type)  # type: ignore[arg-type]
    return write_script(analysis=analysis, spans=spans, request=request, writer=BuiltinWriter())


def told(film: Script) -> list[str]:
    return [scene.prompt.lower() for scene in film.scenes]


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        ("a retired boxer returns to the gym where he grew up", "to the gym"),
        ("two sisters drive through the desert", r"\bdriv(e|ing)\b"),
        ("a robot learns to dance in an abandoned mall", "to dance"),
        ("a lighthouse keeper writes letters he never sends", "never sends"),
        ("a girl searches for her brother in the rain", r"\bsearch"),
    ],
)
def test_a_deed_is_said_whole_seldom_and_else_told_by_its_steps(theme: str, said: str) -> None:
    whole = [text for text in told(script(theme)) if re.search(said, text)]
    assert 2 <= len(whole) <= MOST_WHOLE * 40
    assert "abandoned" not in " ".join(whole)


def test_one_reads_off_the_words_where_a_story_stands() -> None:
    film = script("a retired boxer returns to the gym where he grew up")
    told_by = table("deeds")["craft"]
    texts = told(film)
    assert said_of(texts[:6], told_by["return"]["begin"])
    assert said_of(texts[10:26], told_by["box"]["middle"])
    assert said_of(texts[26:31], told_by["box"]["snag"])
    assert said_of(texts[30:36], told_by["box"]["peak"])
    assert said_of(texts[34:], [*told_by["return"]["end"], *told_by["return"]["after"]])


def said_of(texts: list[str], steps: list[str]) -> bool:
    """Whether one of the steps is told, by the end of its words: its verbs are bent."""
    ends = [" ".join(step.replace("*", "").split()[-3:]) for step in steps if "{" not in step]
    return any(end in text for end in ends for text in texts)


def test_a_gym_has_words_of_its_own() -> None:
    text = " ".join(told(script("a boxer in a gym")))
    assert not re.search(r"\b(books?|sofa|curtain|lamplight|tall window)\b", text)
    assert "boards" in text


def test_an_abandoned_mall_has_neither_wares_nor_people() -> None:
    film = script("a robot learns to dance in an abandoned mall", "dance performance")
    assert not re.search(r"\b(fruit|crowd\w*|cloth|heaps)\b", " ".join(told(film)))
    assert all("abandoned" in scene.mise_en_scene.background for scene in film.scenes)
    assert "for years" in " ".join(told(film))


@pytest.mark.parametrize(
    ("theme", "mv_type", "count"),
    [
        ("a robot learns to dance in an abandoned mall", "dance performance", 1),
        ("dancing in the dark", "dance performance", 2),
        ("hope", "dance performance", 2),
        ("three old friends on a bench", "story narrative", 3),
    ],
)
def test_a_theme_s_own_number_counts(theme: str, mv_type: str, count: int) -> None:
    assert len(script(theme, mv_type, 8).cast) == count


@pytest.mark.parametrize(
    ("theme", "place", "hour"),
    [
        ("the last night of a summer fair", "market", "night"),
        ("a winter wedding", "church", None),
        ("a summer evening at the bowling alley", "club", "dusk"),
        ("two kids at the swimming pool in summer", "lake", "day"),
        ("christmas eve in a diner", "cafe", None),
    ],
)
def test_a_season_gives_way_to_what_is_named(theme: str, place: str, hour: str | None) -> None:
    for scene in script(theme, shots=12).scenes:
        reading = read(scene.mise_en_scene.background)
        assert reading.places[0] == place
        assert hour is None or reading.hours == (hour,)


@pytest.mark.parametrize("theme", ["grief, and what comes after", "hope", "moving day"])
def test_a_feeling_or_a_day_is_carried_by_somebody(theme: str) -> None:
    film = script(theme)
    assert film.cast
    assert sum(bool(scene.cast) for scene in film.scenes) > 20


def test_shapes_gather_break_and_settle() -> None:
    film = script("grief, and what comes after", "artistic/abstract")
    counts = [len(scene.mise_en_scene.objects) for scene in film.scenes]
    assert (counts[0], max(counts[31:35]), counts[-1]) == (1, 3, 1)
    acts = table("shapes")
    for start, end, act in ((0, 6, "arrival"), (31, 35, "climax"), (36, 40, "resolution")):
        lines = [*acts[act]["life"], *acts[act]["wide"]]
        assert all(any(line in text for line in lines) for text in told(film)[start:end])
    lights = [scene.mise_en_scene.lighting for scene in film.scenes]
    assert lights[0] in acts["arrival"]["light"]
    assert lights[-1] in acts["resolution"]["light"]


@pytest.mark.parametrize("name", sorted(guises()))
def test_a_guise_stands_for_a_place_that_its_nouns_name(name: str) -> None:
    guise = guises()[name]
    assert all(guise.place in read(noun).places for noun in guise.nouns)
    assert all(read(prop).subjects for prop in guise.props)
    for state in ("", "empty", "forsaken"):
        phrases = phrases_of(guise.place, name, state)
        assert all((phrases.path, phrases.spot, phrases.life, phrases.wide))


@pytest.mark.parametrize("name", sorted(guises()))
def test_every_guise_makes_a_film(name: str) -> None:
    noun = guises()[name].nouns[0]
    assert len({*told(script(f"a woman waits, {noun}", shots=12))}) == 12


def test_even_a_long_film_of_one_quiet_room_never_repeats_itself() -> None:
    film = script("an abandoned laboratory", "lyric video", 300)
    assert len({*told(film)}) == 300

from itertools import combinations

import pytest

from common.artifacts.understanding import Understanding
from common.errors import InvalidInputError
from tests.support.shared import shared_music
from tests.support.understood import understood_song
from workers.engines.themes import recommend, search_by

WORDS = search_by("words")
SECONDS = 20.0


def songs() -> dict[str, Understanding]:
    return {
        path.stem: understood_song(path, seconds=SECONDS)
        for path in sorted(shared_music().glob("*.ogg"))
    }


def test_songs_that_differ_are_recommended_different_looks() -> None:
    best = {name: tuple(one.name for one in recommend(song)) for name, song in songs().items()}
    assert len({names[0] for names in best.values()}) >= len(best) - 2
    for one, other in combinations(best, 2):
        assert set(best[one]) != set(best[other]), (one, other)


def test_a_dark_song_and_a_bright_one_share_nothing() -> None:
    known = songs()
    dark = {one.name for one in recommend(known["e01_fantasy"])}
    bright = {one.name for one in recommend(known["d04_blupi_pop"])}
    assert not dark & bright


def test_a_wish_outweighs_the_song() -> None:
    song = songs()["d04_blupi_pop"]
    first = recommend(song, "ghosts between the tombstones", search=WORDS)[0]
    assert first.name == "graveyard fog"
    assert "tombstones" in first.reason
    assert "suits" in first.reason


def test_the_song_orders_what_a_wish_leaves_open() -> None:
    known = songs()
    orders = {
        tuple(one.name for one in recommend(song, "a castle", search=WORDS))
        for song in known.values()
    }
    assert len(orders) > 1


def test_scores_fall_and_reasons_are_sentences() -> None:
    found = recommend(None, "a crowded market in the rain", most=12, search=WORDS)
    assert len(found) == 12
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert one.reason[0].isupper() or one.reason[0] == "“"
        assert one.reason.endswith(".")


def test_nothing_asked_is_an_error() -> None:
    with pytest.raises(InvalidInputError, match="nothing was given"):
        recommend(None, " ")
    with pytest.raises(InvalidInputError, match="asked for"):
        recommend(None, "rain", most=0)

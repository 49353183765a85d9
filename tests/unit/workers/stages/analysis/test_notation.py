"""Beats as people and programs write them."""

import pytest

from common.errors import InvalidInputError
from workers.stages.analysis import read_beats


def test_json_with_other_keys_beside_the_beats() -> None:
    grid = read_beats('{"title": "x", "beats": [0.5, 1, 1.5, 2.0, 2.5], "downbeats": [0.5, 2.5]}')
    assert grid.beats.tolist() == [0.5, 1, 1.5, 2, 2.5]
    assert grid.downbeats.tolist() == [0.5, 2.5]
    assert (grid.metre, grid.tempo) == (4, 120)


def test_a_bare_json_list_is_beats() -> None:
    grid = read_beats("[1, 2, 3]")
    assert grid.beats.tolist() == [1, 2, 3]
    assert (grid.downbeats.size, grid.metre) == (0, 1)


def test_downbeats_rounded_otherwise_are_still_beats() -> None:
    grid = read_beats('{"beats": [0.1234, 0.6], "downbeats": [0.12]}')
    assert grid.downbeats.tolist() == [0.1234]


def test_the_text_form_with_positions_comments_and_commas() -> None:
    grid = read_beats("# a song\n0.5 1\n1.0\t2\n\n1.5, 3\n2.0 1  # again\n")
    assert grid.beats.tolist() == [0.5, 1, 1.5, 2]
    assert grid.downbeats.tolist() == [0.5, 2]


def test_the_text_form_with_times_only() -> None:
    assert read_beats("0.5\n1.0\n").downbeats.size == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "lists no beats"),
        ("{}", "list of seconds under 'beats'"),
        ('{"beats": ["a"]}', "list of seconds"),
        ('{"beats": [true]}', "list of seconds"),
        ("{oops", "is not JSON"),
        ("0.5\nla la", "line 2"),
        ("2\n1", "must increase"),
        ("1\n1", "must increase"),
        ("-1\n1", "numbers from 0 on"),
        ("nan", "numbers from 0 on"),
        ('{"beats": [1, 2], "downbeats": [1.5]}', "none of its beats"),
    ],
)
def test_what_is_no_list_of_beats_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=reason):
        read_beats(text)

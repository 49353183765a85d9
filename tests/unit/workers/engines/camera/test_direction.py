import math

import pytest

from tests.support.pictures import brief
from workers.engines.camera.direction import read_amount, read_direction, read_move


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("medium shot, slow push in", "push"),
        ("close-up, dolly in", "push"),
        ("wide shot, pull back", "pull"),
        ("establishing shot, steady pan left", "pan"),
        ("tracking shot", "pan"),
        ("low angle, tilt up", "tilt"),
        ("slow orbit", "orbit"),
        ("fast crane down", "crane"),
        ("close-up, handheld", "handheld"),
        ("hand-held", "handheld"),
        ("wide shot, static", "static"),
        ("pan right, then push in", "pan"),
    ],
)
def test_the_first_move_named_is_made(text: str, move: str) -> None:
    assert read_move(text, energy=0.5) == move


def test_without_a_word_energy_decides() -> None:
    assert read_move("wide shot", energy=0.8) == "push"
    assert read_move("wide shot", energy=0.1) == "static"


def test_direction_is_read() -> None:
    assert read_direction("pan left", "pan", seed=0) == math.pi
    assert read_direction("pan right", "pan", seed=1) == 0
    assert read_direction("tilt up", "tilt", seed=1) == math.pi / 2
    assert read_direction("crane down", "crane", seed=0) == -math.pi / 2


def test_seeds_alternate_where_the_text_leaves_the_way_open() -> None:
    assert read_direction("slow orbit", "orbit", seed=2) != read_direction(
        "slow orbit", "orbit", seed=3
    )


def test_energy_moves_further_and_slow_words_less() -> None:
    amounts = [
        read_amount(brief(text, energy=energy).scene, duration=5.0)
        for text, energy in (("slow pan", 0.2), ("pan", 0.2), ("pan", 0.7), ("fast pan", 0.7))
    ]
    assert amounts == sorted(set(amounts))
    assert all(0 < amount <= 1 for amount in amounts)

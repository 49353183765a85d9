"""One kind of music, or several."""

from common.artifacts.understanding import Descriptors
from workers.stages.understanding.unity import unity


def parts(*brightness: float) -> list[Descriptors]:
    plain = dict.fromkeys(Descriptors.model_fields, 0.5)
    return [
        Descriptors.model_validate(
            plain | dict.fromkeys(("brightness", "bass", "sustain", "energy"), one)
        )
        for one in brightness
    ]


def test_a_song_of_one_kind_is_one() -> None:
    assert unity(parts(0.5, 0.55, 0.5, 0.6), 80.0) == 1


def test_kinds_that_differ_are_not() -> None:
    assert unity(parts(0.1, 0.1, 0.9, 0.9), 80.0) < 0.5
    assert unity(parts(0.3, 0.3, 0.7, 0.7), 80.0) < 1


def test_what_changes_within_a_stretch_is_one_song() -> None:
    assert unity(parts(0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9), 40.0) == 1


def test_of_little_music_nothing_is_held_against_it() -> None:
    assert unity(parts(0.1, 0.9), 20.0) == 1

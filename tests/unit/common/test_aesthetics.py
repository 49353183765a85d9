import pytest

from common.aesthetics import aesthetic, aesthetics
from common.errors import InvalidInputError
from common.lexicon import read

KNOWN = tuple(aesthetics().values())


def luma(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_there_are_enough_of_many_families() -> None:
    assert len(KNOWN) >= 120
    families = {one.family for one in KNOWN}
    assert len(families) >= 12
    assert all(sum(one.family == family for one in KNOWN) >= 9 for family in families)


def test_each_palette_keeps_its_offices() -> None:
    for one in KNOWN:
        shadow, base, mid, light, _ = one.palette
        assert luma(shadow) < luma(base) < luma(mid) < luma(light), one.name


def test_no_two_are_alike() -> None:
    assert len({one.palette for one in KNOWN}) > 0.9 * len(KNOWN)
    assert len({one.description for one in KNOWN}) == len(KNOWN)


def test_the_painter_knows_the_first_place_and_thing_of_each() -> None:
    for one in KNOWN:
        assert read(one.settings[0]).places, one.name
        assert read(one.objects[0]).subjects, one.name


def test_ranges_of_music_are_ranges() -> None:
    for one in KNOWN:
        for low, high in (one.music.energy, one.music.tempo, one.music.valence):
            assert low < high, one.name


def test_a_name_is_found_in_any_case() -> None:
    assert aesthetic("Warehouse  RAVE").name == "warehouse rave"


def test_an_unknown_name_is_told_its_neighbours() -> None:
    with pytest.raises(InvalidInputError, match="warehouse rave"):
        aesthetic("warehouse raves")

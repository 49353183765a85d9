"""What a text is understood to name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.lexicon import at_home, concepts, mentions, possible, read, words

FIXED_PLACES = """
mountains sea beach desert forest field garden lake snow village castle city street rooftop road
station room kitchen cafe library stage theatre club church space moon underwater ruins factory cave
market bridge viaduct sky abstract
"""


@pytest.mark.parametrize(
    ("theme", "place"),
    [
        ("a climb to the summit", "mountains"),
        ("sailors on the open ocean", "sea"),
        ("the old harbour at night", "sea"),
        ("a lighthouse keeper waits for a storm", "sea"),
        ("surfers and palm trees", "beach"),
        ("footprints on the shore", "beach"),
        ("camels crossing the dunes", "desert"),
        ("a fox in the woods", "forest"),
        ("Jungle fever", "forest"),
        ("wheat and poppies in the countryside", "field"),
        ("the secret garden", "garden"),
        ("down by the riverside", "lake"),
        ("polar night on the ice", "snow"),
        ("a small town in summer", "village"),
        ("the princess and the dragon", "castle"),
        ("Tokyo skyline", "city"),
        ("rain-soaked alley, neon noir", "street"),
        ("dancing on the roof", "rooftop"),
        ("road trip", "road"),
        ("the last train home", "station"),
        ("subway at 3am", "station"),
        ("alone in my bedroom", "room"),
        ("coffee shop morning", "cafe"),
        ("a reading room full of dust", "library"),
        ("the theatre is empty", "theatre"),
        ("disco fever", "club"),
        ("a monastery choir", "church"),
        ("lost in outer space", "space"),
        ("Rocket man", "space"),
        ("two lovers on the moon", "moon"),
        ("life on Mars", "moon"),
        ("under the sea", "underwater"),
        ("jellyfish bloom", "underwater"),
        ("temple ruins in the mist", "ruins"),
        ("stalactites and echoes", "cave"),
        ("night market lanterns", "market"),
        ("the carousel turns", "market"),
        ("meet me on the bridge", "bridge"),
        ("a train on the old stone bridge", "viaduct"),
        ("night shift at the steel mill", "factory"),
        ("a kite on the hill", "field"),
        ("alone in a bar", "cafe"),
        ("flying above the clouds", "sky"),
        ("kaleidoscope geometry", "abstract"),
        ("🏔️ and nothing else", "mountains"),
        ("CAFÉ de Paris", "cafe"),
    ],
)
def test_a_theme_names_its_place(theme: str, place: str) -> None:
    assert place in read(theme).places


def test_every_fixed_place_is_known() -> None:
    assert set(FIXED_PLACES.split()) == set(concepts("places"))


@pytest.mark.parametrize("kind", ["hours", "weathers", "lights", "subjects", "moods", "colours"])
def test_every_id_reads_as_itself(kind: str) -> None:
    for concept in concepts(kind):
        assert concept in getattr(read(concept), kind)


def test_places_keep_the_order_of_mention() -> None:
    assert read("from the desert through a village to the sea").places[:3] == (
        "desert",
        "village",
        "sea",
    )


def test_a_named_place_comes_before_one_that_a_subject_brings() -> None:
    reading = read("a whale above the city")
    assert reading.places[0] == "city"
    assert reading.named_places == 1
    assert "underwater" in reading.places


def test_the_longest_phrase_wins() -> None:
    assert read("a rock star").subjects[0] == "singer"
    assert "rock" not in read("a rock star").subjects
    assert read("northern lights").weathers == ("aurora",)


def test_hyphens_possessives_plurals_and_accents_do_not_matter() -> None:
    assert read("STREET-LAMPS").subjects == read("street lamp").subjects
    assert read("the fox’s den").subjects == ("fox",)
    assert read("Foxes and butterflies").subjects == ("fox", "butterfly")


def test_sayings_and_genres_picture_nothing() -> None:
    assert "house" not in read("deep house music").subjects
    assert read("maybe one day").hours == ()


def test_mentions_tell_singular_from_plural_and_where() -> None:
    (mention,) = mentions("three old foxes", "subjects")
    assert mention == ("fox", "fox", True, 2)
    assert words("three old foxes")[mention.start] == "foxes"


def test_a_part_of_a_word_is_no_word() -> None:
    assert read("catalogue carpet seaweedless") == read("")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert set(read(text).places) <= set(concepts("places"))


def test_every_subject_is_of_one_kind_and_every_kind_has_a_home() -> None:
    places = concepts("places")
    homes = {
        subject: [p for p in places if at_home(subject, p)] for subject in concepts("subjects")
    }
    assert all(homes.values()), [subject for subject, found in homes.items() if not found]


def test_large_things_do_not_go_under_a_roof() -> None:
    assert not possible("lighthouse", "room")
    assert possible("lighthouse", "sea")
    assert possible("cat", "room")
    assert not at_home("bed", "field")
    assert at_home("bed", "room")


def test_moving_and_staying_are_told_apart() -> None:
    assert read("she walks home").motions == ("go",)
    assert read("they wait, then hurry on").motions == ("stay", "go")

from hypothesis import given
from hypothesis import strategies as st

from tests.support.briefs import HERO, brief
from workers.engines.image.wording import MOST, shortened, wording

BACKGROUND = "a rocky shore with a lighthouse at dusk"


def words(text: str) -> int:
    """Tokens as a tokenizer without rare words would count them."""
    return len(text.replace(",", " , ").split())


def rich(sentence: str, **changed: object) -> object:
    scene = brief(BACKGROUND, "keeper", cast=(HERO,), lighting="low golden light")
    stage = scene.scene.mise_en_scene.model_copy(
        update={"colours": ("deep blue", "amber"), "theme": "coastal dusk"}
    )
    shot = scene.scene.model_copy(update={"prompt": sentence, "mise_en_scene": stage})
    return scene.model_copy(
        update={"scene": shot, "keywords": ("misty", "painterly"), "style": "oil", **changed}
    )


def test_a_brief_that_fits_is_said_whole() -> None:
    said = wording(rich("Mara walks home."), words)  # type: ignore[arg-type]
    assert said.text == (
        "Mara walks home, Mara, a woman in a red coat, establishing shot, a rocky shore with a "
        "lighthouse at dusk, low golden light, deep blue and amber, oil, misty, painterly, "
        "coastal dusk, rule of thirds"
    )
    assert said.left_out == ()


def test_people_and_colours_stay_when_little_fits() -> None:
    said = wording(rich("Mara walks home."), words, most=20)  # type: ignore[arg-type]
    assert said.text == "Mara walks home, Mara, a woman in a red coat, deep blue and amber, oil"
    assert BACKGROUND in said.left_out


def test_three_people_leave_room_for_the_colours() -> None:
    looks = "in a green wool coat and heavy brown boots with a lantern in one hand and a long scarf"
    people = tuple(
        HERO.model_copy(update={"name": name, "description": f"{name}, {looks}"})
        for name in ("Ann", "Bo", "Cy")
    )
    long = "They climb the tower, " + ", ".join(f"past window number {n}" for n in range(30))
    said = wording(rich(long, cast=people), words)  # type: ignore[arg-type]
    assert words(said.text) <= MOST
    assert "deep blue and amber" in said.text
    assert all(f"{name}, in a green" in said.text for name in ("Ann", "Bo", "Cy"))


def test_a_long_sentence_leaves_room_for_the_rest() -> None:
    long = "A keeper climbs the tower, " + ", ".join(f"past window number {n}" for n in range(30))
    said = wording(rich(long), words)  # type: ignore[arg-type]
    assert said.text.startswith("A keeper climbs the tower, past window number 0")
    assert "a woman in a red coat" in said.text
    assert "deep blue and amber" in said.text


@given(
    st.lists(st.text(alphabet="abc ,.", min_size=1, max_size=60), min_size=1, max_size=6),
    st.integers(2, 80),
)
def test_never_more_than_fits(sentences: list[str], most: int) -> None:
    said = wording(rich("x" + " ".join(sentences)), words, most=most)  # type: ignore[arg-type]
    assert words(said.text) <= most


def test_what_is_shortened_ends_with_a_clause() -> None:
    text = "an old keeper in a long blue coat, with a lantern and a limp"
    assert shortened(text, 9, words) == "an old keeper in a long blue coat"
    assert shortened(text, 3, words) == "an old keeper"
    assert shortened(text, MOST, words) == text


def test_a_word_that_is_too_long_by_itself_is_left_out() -> None:
    assert shortened("abc", 0, words) == ""

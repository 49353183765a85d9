"""Words for looks become the looks that are drawn."""

import pytest

from tests.support.documents import KEEPER
from workers.engines.language.looks import described


@pytest.mark.parametrize(
    ("looks", "drawn"),
    [
        ("a girl with short dark hair", {"hair": "short", "hair_colour": "#2b2024"}),
        ("short, curly red hair, a green dress", {"hair": "curly", "outfit": "dress"}),
        ("a bald man in a grey suit", {"hair": "bald", "outfit": "suit"}),
        ("a woman in a yellow raincoat", {"outfit": "coat"}),
        ("a long road, and an old sailor", {}),
    ],
)
def test_what_is_said_is_drawn(looks: str, drawn: dict[str, str]) -> None:
    plain = KEEPER.model_copy(update={"hair": "hood", "outfit": "robe"})
    sheet = described(plain, "Mara", looks)
    assert (sheet.name, sheet.description) == ("Mara", looks)
    assert {key: getattr(sheet, key) for key in drawn} == drawn
    assert sheet.hair == drawn.get("hair", "hood")
    assert sheet.outfit == drawn.get("outfit", "robe")

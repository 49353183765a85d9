"""Themes of other languages."""

import pytest

from workers.engines.writer.tongues import in_english


@pytest.mark.parametrize(
    ("theme", "english"),
    [
        ("una abuela baila sola en la cocina", "a grandmother dances alone in the kitchen"),
        ("une petite fille cherche son chien dans la neige",
         "a little girl seeks her dog in the snow"),
        ("zwei Fischer flicken Netze am Meer", "two fisherman mend nets at the sea"),
        ("un caballo blanco corre en la playa", "a white horse runs in the beach"),
        ("two fishermen mend nets at dawn", "two fishermen mend nets at dawn"),
        ("a car in the pan", "a car in the pan"),
        ("die hard", "die hard"),
        ("海と月", "海と月"),
        ("", ""),
    ],
)  # fmt: skip
def test_short_themes_are_read_word_by_word(theme: str, english: str) -> None:
    assert in_english(theme) == english

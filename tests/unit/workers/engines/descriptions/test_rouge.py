"""The figures are those of Google's rouge-score 0.1.2, by its own tests and by running it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.descriptions.rouge import rouge_l


@pytest.mark.parametrize(
    ("reference", "hypothesis", "expected"),
    [
        ("testing one two", "testing", (1, 1 / 3, 1 / 2)),
        ("testing one two", "testing one", (1, 2 / 3, 4 / 5)),
        ("testing one two", "testing two", (1, 2 / 3, 4 / 5)),
        ("testing one two", "", (0, 0, 0)),
        (
            "A woman walks through neon rain at night.",
            "At night, a man runs through the wet streets.",
            (0.2222222, 0.25, 0.2352941),
        ),
        (
            "The camera opens on a quiet lake at dawn.",
            "A lake lies still in the first light of the morning.",
            (0.1818182, 0.2222222, 0.2),
        ),
    ],
)
def test_the_library_s_figures(
    reference: str, hypothesis: str, expected: tuple[float, float, float]
) -> None:
    assert rouge_l(reference, hypothesis) == pytest.approx(expected, abs=1e-6)


@given(st.text(alphabet="ab c", max_size=30), st.text(alphabet="ab c", max_size=30))
def test_precision_and_recall_change_places_with_the_texts(one: str, other: str) -> None:
    there, back = rouge_l(one, other), rouge_l(other, one)
    assert there.precision == back.recall
    assert there.recall == back.precision
    assert 0 <= there.f1 <= 1

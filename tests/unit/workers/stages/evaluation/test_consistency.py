import numpy as np
import pytest

from common.errors import InvalidInputError
from tests.support.clips import texture
from workers.stages.evaluation.consistency import layout_diversity, score_consistency

EYES = np.eye(4)
SAME = np.ones((3, 4))
PICTURES = [texture(36, 64, seed=n) for n in range(3)]
ALONE, TOGETHER = [frozenset[str]()] * 3, [frozenset({"Ada"})] * 3


def test_one_picture_over_and_over_is_alike_and_nothing_else() -> None:
    scores = score_consistency(
        [PICTURES[0]] * 3, seen=SAME, sentences=EYES[:3], theme=EYES[0], casts=TOGETHER
    )
    assert scores.identity == pytest.approx(1)
    assert scores.layout_diversity == pytest.approx(0)
    assert scores.text_fidelity == scores.theme_fidelity == pytest.approx(50)


def test_only_pictures_that_share_somebody_are_compared() -> None:
    casts = [frozenset({"Ada"}), frozenset({"Ada", "Bo"}), frozenset({"Cy"})]
    seen = np.array([[1.0, 0], [0.6, 0.8], [-1, 0]])
    scores = score_consistency(PICTURES, seen=seen, sentences=seen, theme=seen[0], casts=casts)
    assert scores.identity == pytest.approx(0.6)
    assert scores.text_fidelity == pytest.approx(100)
    assert scores.theme_fidelity == pytest.approx(100 * (1 + 0.6 - 1) / 3)
    nobody = score_consistency(PICTURES, seen=seen, sentences=seen, theme=seen[0], casts=ALONE)
    assert nobody.identity is None


def test_layouts_differ_by_where_it_is_light() -> None:
    noise = np.random.default_rng(1)
    fields = [noise.integers(0, 255, (9, 16, 3), dtype=np.uint8) for _ in range(8)]
    assert layout_diversity(fields) > 0.8
    brighter = np.clip(PICTURES[0].astype(int) // 2 + 60, 0, 255).astype(np.uint8)
    assert layout_diversity([PICTURES[0], brighter]) == pytest.approx(0, abs=0.01)
    assert layout_diversity(PICTURES[:1]) == 0
    assert layout_diversity([np.zeros((9, 16, 3), np.uint8), PICTURES[0]]) == 1


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="one by one"):
        score_consistency(PICTURES[:1], seen=SAME, sentences=SAME, theme=EYES[0], casts=ALONE)

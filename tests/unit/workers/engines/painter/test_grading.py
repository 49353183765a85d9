import numpy as np

from tests.support.briefs import TEAL, brief
from workers.engines.painter.colour import from_hex
from workers.engines.painter.grading import graded

NEAR = 0.08
"""In OKLab: another mood of the same colour."""


def test_a_grade_keeps_shadow_and_accent_and_stays_near_the_palette() -> None:
    one = brief("the sea")
    for act in ("beginning", "middle", "end"):
        for energy in (0.0, 1.0):
            scene = one.scene.model_copy(update={"act": act, "energy": energy})
            seen = graded(one.model_copy(update={"scene": scene}))
            assert (seen.shadow, seen.accent) == (TEAL.shadow, TEAL.accent)
            assert np.linalg.norm(from_hex(seen.mid) - from_hex(TEAL.mid)) < NEAR


def test_the_end_is_warmer_and_loud_music_brighter() -> None:
    one = brief("the sea")

    def mid(**update: object) -> np.ndarray:
        scene = one.scene.model_copy(update=update)
        return from_hex(graded(one.model_copy(update={"scene": scene})).mid)

    assert mid(act="end")[2] > mid(act="beginning")[2]
    assert mid(energy=0.9)[0] > mid(energy=0.1)[0]

from collections.abc import Sequence

from common.artifacts.hearing import Stretch
from tests.support.memories import Notebook
from workers.engines.remembering import NoMemory, listen

FIVE: list[Stretch] = [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0), (0.0, 1.0), (3.0, 4.0)]


class Ear:
    """Says of a stretch when it ends, and notes what it was asked about at once."""

    def __init__(self) -> None:
        self.asked: list[list[float]] = []

    def __call__(self, stretches: Sequence[Stretch]) -> list[str]:
        self.asked.append([end for _, end in stretches])
        return [f"until {end}" for _, end in stretches]


EACH = ["until 1.0", "until 2.0", "until 3.0", "until 1.0", "until 4.0"]


def test_only_what_is_not_known_is_heard_and_in_batches() -> None:
    memory, ear, told = Notebook({("q", (1.0, 2.0)): "until 2.0"}), Ear(), list[float]()
    assert listen(memory, "q", FIVE, ear, at_once=2, progress=told.append) == EACH
    assert ear.asked == [[1.0, 3.0], [4.0]]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert listen(memory, "q", FIVE, ear, at_once=2, progress=told.append) == EACH
    assert len(ear.asked) == 2
    assert told[-1] == 1.0


def test_another_question_is_asked_anew() -> None:
    memory, ear = Notebook(), Ear()
    for question in ("q", "r", "q"):
        listen(memory, question, FIVE[:1], ear, progress=lambda _share: None)
    assert len(ear.asked) == 2


def test_without_a_memory_all_is_heard() -> None:
    ear = Ear()
    assert listen(NoMemory(), "q", FIVE, ear, at_once=9, progress=lambda _share: None) == EACH
    assert ear.asked == [[1.0, 2.0, 3.0, 4.0]]

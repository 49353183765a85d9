"""What a model heard once it need not hear again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from common.artifacts.hearing import Stretch


class Memory(Protocol):
    """One model's answers about stretches of one song, by question."""

    def recall(self, question: str, stretches: Sequence[Stretch]) -> Mapping[Stretch, str]:
        """The answers that are known."""

    def keep(self, question: str, answers: Mapping[Stretch, str]) -> None:
        """Remember what was just heard; it may raise to stop."""


class NoMemory:
    """Nothing is known, nothing is kept."""

    def recall(self, _question: str, _stretches: Sequence[Stretch]) -> Mapping[Stretch, str]:
        return {}

    def keep(self, _question: str, _answers: Mapping[Stretch, str]) -> None:
        pass


def listen(
    memory: Memory,
    question: str,
    stretches: Sequence[Stretch],
    hear: Callable[[Sequence[Stretch]], Sequence[str]],
    *,
    at_once: int = 1,
    progress: Callable[[float], None],
) -> list[str]:
    """The answer about each stretch; only what is not known is heard, and kept at once.

    Args:
        hear: asks the model about so many stretches at most; its answer about one must not hang on
            which others it is asked about, or what is known would change what is said.
    """
    known = dict(memory.recall(question, stretches))
    missing = [one for one in dict.fromkeys(stretches) if one not in known]
    for first in range(0, len(missing), at_once):
        batch = missing[first : first + at_once]
        answers = dict(zip(batch, hear(batch), strict=True))
        memory.keep(question, answers)
        known |= answers
        left = len(missing) - first - len(batch)
        progress(1 - left / len(stretches))
    if not missing:
        progress(1.0)
    return [known[one] for one in stretches]

"""What engines heard, kept for the length of a test; and how often a real one was asked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from common.artifacts.hearing import Stretch


class Notebook:
    """Answers in a dictionary, by question and stretch."""

    def __init__(self, answers: Mapping[tuple[str, Stretch], str] | None = None) -> None:
        self.answers = dict(answers or {})

    def recall(self, question: str, stretches: Sequence[Stretch]) -> Mapping[Stretch, str]:
        known = self.answers
        return {one: known[question, one] for one in stretches if (question, one) in known}

    def keep(self, question: str, answers: Mapping[Stretch, str]) -> None:
        self.answers |= {(question, one): answer for one, answer in answers.items()}

    def without(self, number: int) -> "Notebook":
        """All but one of them."""
        gone = list(self.answers)[number]
        return Notebook({name: kept for name, kept in self.answers.items() if name != gone})


def count_calls(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, of: Callable[..., int]
) -> list[int]:
    """Note what `of` makes of the arguments of each call of a function, which is called still."""
    real: Callable[..., Any] = getattr(module, name)
    counted: list[int] = []

    def counting(*given: Any, **named: Any) -> Any:
        counted.append(of(*given, **named))
        return real(*given, **named)

    monkeypatch.setattr(module, name, counting)
    return counted

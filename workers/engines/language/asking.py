"""What can be asked: one question, one answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

MOST_TOKENS = 8192
"""Of an answer with its thoughts: a model that reasons writes a few thousand before it begins."""
MOST_LETTERS = 200_000
"""Of an answer: several times as many tokens. What is longer was not meant to be read."""

Message = Mapping[str, str]
Progress = Callable[[float], None]
"""Takes the share of an answer that is there, from 0 to 1; it may raise to cancel."""


class Answer(NamedTuple):
    """What the model said, and what it cost."""

    text: str
    prompt_tokens: int
    answer_tokens: int


class Asker(Protocol):
    """A language model. `name` is recorded in the script."""

    @property
    def name(self) -> str: ...

    def ask(
        self,
        messages: Sequence[Message],
        *,
        seed: int,
        progress: Progress,
        schema: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Its answer to messages of the roles system and user.

        Args:
            schema: JSON that the answer is held to, by models that can be.
        """
        ...

"""Whoever advises in a dialogue: data and a lexicon, or a language model."""

from typing import NamedTuple, Protocol

from common.dialogue.state import Dialogue, Element


class Advice(NamedTuple):
    """One suggestion, and why."""

    text: str
    reason: str


class Counsel(Protocol):
    """Equal questions get equal answers."""

    def options(self, element: Element, dialogue: Dialogue) -> tuple[str, ...]:
        """Three to choose from, other ones each round (`dialogue.round`)."""

    def advice(self, element: Element, dialogue: Dialogue) -> Advice:
        """What it would take itself for the part that is talked of."""

    def explained(self, text: str) -> str:
        """One sentence on each term of film grammar in a text; empty where there is none."""

    def visible(self, text: str) -> str:
        """A text without what cannot be filmed (words of music); empty if nothing is left."""

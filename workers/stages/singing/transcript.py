"""Words that somebody wrote down while listening, and lines made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from common.artifacts.singing import SungLine, Word
from common.artifacts.song import Audio

_BREATH = 0.6
"""Seconds without a word that end a phrase."""
_LONG, _MOST_WORDS = 7.0, 14
_SURE = 0.35
"""Mean probability of a phrase's words under which a transcriber hears voices in the noise."""


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """Words in the order of their starts, in seconds of the sound; `by` is the engine's name."""

    words: tuple[Word, ...]
    by: str


class Transcriber(Protocol):
    """Writes down what is sung, with the time of every word."""

    def transcribe(self, audio: Audio) -> Transcript:
        """All words that it takes for sung; none where it hears none."""


def phrased(words: Sequence[Word]) -> list[SungLine]:
    """Lines between breaths and full stops; what the transcriber itself doubts is left out."""
    phrases: list[list[Word]] = []
    for word in words:
        if phrases and not _parts(phrases[-1], word):
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return [line for line in map(line_of, phrases) if line.confidence >= _SURE]


def line_of(words: Sequence[Word]) -> SungLine:
    """One line of these words."""
    return SungLine(
        start=words[0].start,
        end=max(word.end for word in words),
        text=" ".join(word.text for word in words)[:300],
        way="words",
        confidence=round(sum(word.confidence for word in words) / len(words), 4),
        words=tuple(words),
    )


def _parts(phrase: Sequence[Word], word: Word) -> bool:
    last = phrase[-1]
    return (
        word.start - last.end >= _BREATH
        or last.text.endswith((".", "?", "!", ";"))
        or word.end - phrase[0].start > _LONG
        or len(phrase) >= _MOST_WORDS
    )

"""Whoever tells in words what is heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from common.artifacts.song import Audio


@dataclass(frozen=True, kw_only=True)
class Captions:
    """One text for each segment, one for the track and, of who can tell one, a story."""

    segments: tuple[str, ...]
    whole: str
    story: str = ""


class Captioner(Protocol):
    """Listens and says what it is like."""

    @property
    def name(self) -> str:
        """What the understanding records as the source of its captions."""

    def describe(self, audio: Audio, spans: Sequence[tuple[float, float]]) -> Captions:
        """Captions of a song.

        Args:
            spans: start and end of each segment in seconds.
        """

"""Whoever finds words for music."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from common.artifacts.song import Audio
from common.artifacts.understanding import Descriptors, Labelling


@dataclass(frozen=True, eq=False, kw_only=True)
class Heard:
    """What a labeller may go by: the sound, or what has been measured of it.

    Attributes:
        audio: the song, as it was decoded.
        spans: start and end of each segment in seconds.
        parts: descriptors of each segment; `whole` those of the track.
    """

    audio: Audio
    spans: Sequence[tuple[float, float]]
    parts: Sequence[Descriptors]
    whole: Descriptors


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The three families: of each segment, of the track, and of what could be shown to it."""

    segments: tuple[tuple[Labelling, ...], ...]
    content: tuple[Labelling, ...]
    visual_guide: tuple[Labelling, ...]


class Labeller(Protocol):
    """Chooses labels from a vocabulary."""

    @property
    def name(self) -> str:
        """What the understanding records as the source of its labels."""

    def label(self, heard: Heard) -> Labels:
        """Labels for every segment and for the track; scores of a kind sum to 1."""

"""Decode a song, or an excerpt of it, for the stages."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from common.artifacts.song import Audio
from common.config import Settings
from common.decoding import Block, check_long_enough, open_sound
from common.errors import InvalidInputError

MAX_RATE = 48_000
MAX_CHANNELS = 2
"""With these, 20 minutes are at most 461 MB; no stage hears what lies above them."""

Excerpt = tuple[float, float | None]


def decode(path: Path, *, settings: Settings, excerpt: Excerpt | None = None) -> Audio:
    """Decode at the file's own rate, up to 48 kHz and two channels.

    Args:
        excerpt: start and end in seconds; an end of None is the song's end.

    Raises:
        InvalidInputError: unreadable, over a limit, too short, or the excerpt lies outside.
    """
    start, end = excerpt or (0.0, None)
    if not 0 <= start < (math.inf if end is None else end) or (end is not None and end == math.inf):
        raise InvalidInputError(f"excerpt {start:g} to {end} s: it must start before it ends")
    with open_sound(path, settings=settings, max_rate=MAX_RATE, max_channels=MAX_CHANNELS) as (
        form,
        blocks,
    ):
        rate = min(form.sample_rate, MAX_RATE)
        first, last = round(start * rate), None if end is None else round(end * rate)
        kept, total = _kept(blocks, first, last)
    if excerpt is not None and (total <= first or (last is not None and total < last)):
        raise InvalidInputError(
            f"{path.name} lasts {total / rate:.2f} s; the excerpt reaches beyond it"
        )
    audio = Audio(samples=_joined(kept, min(form.channels, MAX_CHANNELS)), sample_rate=rate)
    check_long_enough(float(audio.duration), path.name, settings)
    return audio


def _kept(blocks: Iterator[Block], first: int, last: int | None) -> tuple[list[Block], int]:
    """The blocks between two samples, and how many samples were seen until then."""
    kept: list[Block] = []
    position = 0
    for block in blocks:
        wanted = block[:, max(first - position, 0) : None if last is None else last - position]
        position += block.shape[1]
        if wanted.shape[1]:
            kept.append(wanted)
        if last is not None and position >= last:
            break
    return kept, position


def _joined(blocks: list[Block], channels: int) -> Block:
    """One array; blocks are let go as they are copied, so that the sound is held once."""
    result = np.empty((channels, sum(block.shape[1] for block in blocks)), np.float32)
    position = 0
    blocks.reverse()
    while blocks:
        block = blocks.pop()
        result[:, position : position + block.shape[1]] = block
        position += block.shape[1]
    return result

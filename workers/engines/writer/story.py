"""The arc: arrival, development, a turn, the climax where the music is strongest, resolution."""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from common.artifacts.script import Act

Part = Literal["arrival", "development", "turn", "climax", "resolution"]
_NEARLY = 0.92
"""A scene with this share of the strongest one's energy is as strong."""


def arc(energies: Sequence[float]) -> tuple[Part, ...]:
    """What each scene does for the story.

    The climax is the last of the strongest scenes between arrival and resolution with its equally
    strong neighbours before it; the scene or two before the climax are the turn.
    """
    count = len(energies)
    if count < 4:
        short: tuple[Part, ...] = ("arrival", "climax", "resolution")
        return (short[0], short[2])[:count] if count < 3 else short
    first, last = ceil(0.15 * count), count - ceil(0.12 * count)
    strongest = _NEARLY * max(energies[first:last])
    peak = max(i for i in range(first, last) if energies[i] >= strongest)
    start = peak
    while start > first and peak - start + 1 < ceil(0.12 * count):
        if energies[start - 1] < _NEARLY * energies[peak]:
            break
        start -= 1
    turn = max(first, start - (2 if count >= 24 else 1))
    ends: tuple[tuple[Part, int], ...] = (
        ("arrival", first),
        ("development", turn),
        ("turn", start),
        ("climax", peak + 1),
        ("development", last),
        ("resolution", count),
    )
    return tuple(next(part for part, end in ends if i < end) for i in range(count))


def act(part: Part) -> Act:
    if part == "arrival":
        return "beginning"
    return "end" if part == "resolution" else "middle"

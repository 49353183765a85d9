"""Read beats that a person or another program wrote down.

Two notations: JSON with `beats` and optionally `downbeats` in seconds (other keys are ignored),
and the `.beats` text form: a time on each line, and optionally the position in the bar, 1 for the
downbeat.
"""

import json
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from common.errors import InvalidInputError
from workers.stages.analysis.grid import BeatGrid

SAME_MOMENT = 0.01
"""Seconds within which a listed downbeat is taken to be a listed beat."""


def read_beats(text: str) -> BeatGrid:
    """The grid that a text describes.

    Raises:
        InvalidInputError: neither notation, no beats, or times that do not increase.
    """
    grid = _from_json(text) if text.lstrip().startswith(("{", "[")) else _from_lines(text)
    if not grid.beats.size:
        raise InvalidInputError("the beats file lists no beats")
    return grid


def _from_json(text: str) -> BeatGrid:
    try:
        document = json.loads(text)
    except ValueError as problem:
        raise InvalidInputError(f"the beats file is not JSON: {problem}") from None
    if isinstance(document, list):
        document = {"beats": document}
    beats = _times(document.get("beats"), "beats")
    downbeats = _times(document.get("downbeats", []), "downbeats")
    return BeatGrid(beats=beats, downbeats=_nearest(downbeats, beats))


def _times(value: object, name: str) -> NDArray[np.float64]:
    if not isinstance(value, list) or not all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in value
    ):
        raise InvalidInputError(f"the beats file needs a list of seconds under {name!r}")
    return np.array(value, dtype=np.float64)


def _nearest(downbeats: NDArray[np.float64], beats: NDArray[np.float64]) -> NDArray[np.float64]:
    """The beats that the downbeats mean."""
    if not downbeats.size or not beats.size:
        return downbeats
    distance = np.abs(downbeats[:, None] - beats[None, :])
    if np.any(distance.min(axis=1) > SAME_MOMENT):
        raise InvalidInputError("the beats file lists a downbeat that is none of its beats")
    return np.unique(beats[distance.argmin(axis=1)])


def _from_lines(text: str) -> BeatGrid:
    rows = list(_rows(text))
    beats = np.array([row[0] for row in rows], dtype=np.float64)
    first = np.array([len(row) > 1 and row[1] == 1 for row in rows], dtype=bool)
    return BeatGrid(beats=beats, downbeats=beats[first])


def _rows(text: str) -> Iterator[list[float]]:
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].replace(",", " ").split()
        try:
            row = [float(word) for word in words[:2]]
        except ValueError:
            raise InvalidInputError(
                f"the beats file, line {number}: expected 'seconds [position in the bar]'"
            ) from None
        if row:
            yield row

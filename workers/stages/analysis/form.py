"""The form of a song: sections, and which of them are the same material.

Boundaries are peaks of Foote's novelty: a checkerboard kernel slid along the diagonal of the
self-similarity matrix is high where what follows is unlike what came before, while both are alike
in themselves ("Automatic audio segmentation using a measure of audio novelty", ICME 2000). Sections
whose mean sound is alike get one letter (average-linkage clustering). The feature is timbre alone:
the first cosine coefficients of the mel spectrum, standardised. Harmony is no part of it; a chorus
that differs from the verse by its chords only, with the same instruments, is not told apart.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.fft import dct
from scipy.ndimage import gaussian_filter1d

from common.artifacts.analysis import Curve, Section

SHORTEST, LONGEST = 8.0, 40.0
_KERNEL_SECONDS = 8.0
_MOST_STEPS = 1500
_SNAP = 2.0
_ALIKE = 0.35
"""Cosine distance up to which sections are the same material."""


def sections(
    *,
    features: NDArray[np.float64],
    step: float,
    duration: float,
    downbeats: NDArray[np.float64],
    energy: Curve,
) -> tuple[Section, ...]:
    """Sections that tile the song from 0 to `duration` exactly.

    Args:
        features: shape (steps, features), step *i* covers i * step to (i + 1) * step seconds.
        downbeats: seconds; boundaries move to the nearest one within 2 s.
    """
    inner = [_snapped(b, downbeats) for b in _boundaries(features, step, duration)]
    edges = _spaced(inner, duration)
    labels = _labels(features, step, edges)
    return tuple(
        Section(start=a, end=b, label=label, energy=round(energy.mean(a, b), 4))
        for (a, b), label in zip(pairwise(edges), labels, strict=True)
    )


def form_features(mel: NDArray[np.float32], frame_rate: float) -> tuple[NDArray[np.float64], float]:
    """Timbre over time, standardised, shape (steps, 13), and the seconds of a step.

    Args:
        mel: log spectrum, shape (frames, bands).
    """
    size = max(round(frame_rate / 2), -(-len(mel) // _MOST_STEPS))
    steps = max(len(mel) // size, 1)
    means = np.array([part.mean(axis=0) for part in np.array_split(mel, steps)])
    timbre = dct(means.astype(np.float64), norm="ortho", axis=1)[:, :13]
    timbre = gaussian_filter1d(timbre, 1.0, axis=0, mode="nearest")
    spread = timbre.std(axis=0)
    return (timbre - timbre.mean(axis=0)) / np.maximum(spread, 0.1), len(mel) / frame_rate / steps


def _boundaries(features: NDArray[np.float64], step: float, duration: float) -> list[float]:
    """Moments in seconds where something new begins, and splits of what lasts too long."""
    novelty = _novelty(features, max(round(_KERNEL_SECONDS / step), 2))
    least = max(round(SHORTEST / step), 1)
    threshold = novelty.mean() + 0.5 * novelty.std()
    chosen: list[int] = []
    for index in np.argsort(-novelty, kind="stable"):
        inside = least <= index <= len(novelty) - least
        if novelty[index] <= threshold or novelty[index] <= 0:
            break
        if inside and all(abs(index - other) >= least for other in chosen):
            chosen.append(int(index))
    edges = [0, *sorted(chosen), len(features)]
    for a, b in pairwise(edges):
        chosen += _splits(novelty, a, b, least, LONGEST / step)
    return [float(index * step) for index in sorted(chosen) if 0 < index * step < duration]


def _splits(
    novelty: NDArray[np.float64], start: int, end: int, least: int, most: float
) -> list[int]:
    """Further boundaries, at the most novel moments, until no part is longer than `most`."""
    if end - start <= most or end - start < 2 * least:
        return []
    inner = novelty[start + least : end - least + 1]
    middle = np.abs(np.arange(len(inner)) - len(inner) / 2) / len(inner)
    cut = start + least + int(np.argmax(inner - 1e-6 * middle))
    return [
        *_splits(novelty, start, cut, least, most),
        cut,
        *_splits(novelty, cut, end, least, most),
    ]


def _novelty(features: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """Foote's novelty, shape (steps,); value *i* belongs to the start of step *i*."""
    unit = features / (np.linalg.norm(features, axis=1, keepdims=True) + 1e-9)
    padded = np.pad(unit @ unit.T, half, mode="edge")
    taper = np.exp(-np.square((np.arange(2 * half) - half + 0.5) / half))
    sign = np.where(np.arange(2 * half) < half, 1.0, -1.0)
    kernel = np.outer(taper * sign, taper * sign)
    kernel /= np.abs(kernel).sum()
    return np.array(
        [np.sum(padded[i : i + 2 * half, i : i + 2 * half] * kernel) for i in range(len(features))]
    )


def _snapped(moment: float, downbeats: NDArray[np.float64]) -> float:
    if not len(downbeats):
        return moment
    nearest = float(downbeats[np.argmin(np.abs(downbeats - moment))])
    return nearest if abs(nearest - moment) <= _SNAP else moment


def _spaced(inner: Sequence[float], duration: float) -> list[float]:
    """Edges from 0 to the duration that leave no section shorter than half of `SHORTEST`."""
    least = SHORTEST / 2
    edges = [0.0]
    for moment in sorted(set(inner)):
        if moment - edges[-1] >= least and duration - moment >= least:
            edges.append(moment)
    return [*edges, duration]


def _labels(features: NDArray[np.float64], step: float, edges: list[float]) -> list[str]:
    """A letter for each section, in the order of their first appearance."""
    if len(edges) == 2:
        return ["A"]
    means = np.array(
        [
            features[int(a / step) : max(int(b / step), int(a / step) + 1)].mean(axis=0)
            for a, b in pairwise(edges)
        ]
    )
    # The added constant keeps the direction of a section close to the song's mean defined.
    means = np.column_stack([means, np.full(len(means), 0.5)])
    groups = fcluster(linkage(means, "average", metric="cosine"), _ALIKE, "distance")
    order = list(dict.fromkeys(groups.tolist()))
    return [_letter(order.index(group)) for group in groups.tolist()]


def _letter(index: int) -> str:
    """A to Z, then A2 and so on."""
    turn, place = divmod(index, 26)
    return chr(ord("A") + place) + (str(turn + 1) if turn else "")

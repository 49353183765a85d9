"""Whether a film's pictures show the same people, what they should, and not one picture throughout.

Aim. Likeness alone is easily had: paint one picture forty times. So it never stands alone.

Definitions. Embeddings are CLIP's, of length 1; cos is their cosine.

    identity          mean cos of all pairs of pictures that share somebody of the cast
    text_fidelity     100 x mean cos of each picture with its scene's sentence (CLIPSIM, per scene)
    theme_fidelity    100 x mean cos of each picture with the theme (CLIPSIM, per theme)
    layout_diversity  mean over all pairs of 1 - |r|, r the correlation of their light on a grid of
                      16 x 9: 0 is one layout throughout, and about 0.8 are pictures at random

Identity is None where no two pictures share anybody. Scores hang on the checkpoint, so its name
belongs beside them; with weights at random they say nothing.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from common.errors import InvalidInputError

Picture = NDArray[np.uint8]
Array = NDArray[np.float64]

GRID = (16, 9)


class Consistency(NamedTuple):
    """Scores of a film's pictures; see the module."""

    identity: float | None
    text_fidelity: float
    theme_fidelity: float
    layout_diversity: float


def score_consistency(
    pictures: Sequence[Picture],
    *,
    seen: Array,
    sentences: Array,
    theme: Array,
    casts: Sequence[frozenset[str]],
) -> Consistency:
    """Scores of pictures (h, w, 3) by what CLIP makes of them.

    Args:
        seen, sentences: embeddings of pictures and of their scenes' sentences, (n, d).
        theme: the theme's, (d,).
        casts: who is in each picture.

    Raises:
        InvalidInputError: fewer than two pictures, or not as many of each.
    """
    count = len(pictures)
    if count < 2 or not len(seen) == len(sentences) == len(casts) == count:
        raise InvalidInputError(
            "pictures, sentences and casts are compared one by one, two at least"
        )
    images, texts, whole = (_unit(one) for one in (seen, sentences, theme[None]))
    shared = [(a, b) for a, b in combinations(range(count), 2) if casts[a] & casts[b]]
    alike = [float(images[a] @ images[b]) for a, b in shared]
    return Consistency(
        identity=float(np.mean(alike)) if alike else None,
        text_fidelity=100 * float((images * texts).sum(axis=1).mean()),
        theme_fidelity=100 * float((images @ whole[0]).mean()),
        layout_diversity=layout_diversity(pictures),
    )


def layout_diversity(pictures: Sequence[Picture]) -> float:
    """Mean of 1 - |r| over all pairs of pictures; 0 for fewer than two."""
    light = np.array([_light(picture) for picture in pictures])
    pairs = [1 - abs(float(light[a] @ light[b])) for a, b in combinations(range(len(light)), 2)]
    return float(np.mean(pairs)) if pairs else 0.0


def _light(picture: Picture) -> Array:
    """Its light on a coarse grid, of mean 0 and length 1; zeros for one flat colour."""
    small = cv2.resize(
        cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), GRID, interpolation=cv2.INTER_AREA
    )
    values = small.astype(np.float64).ravel()
    values -= values.mean()
    length = float(np.linalg.norm(values))
    return np.asarray(values / length if length else values)


def _unit(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12))

"""What may be asked of any interpolator."""

from collections.abc import Sequence

from common.errors import InvalidInputError
from workers.engines.interpolator.flows import Frame

EXACT = 1e-4
"""Fractions nearer than this to a frame show that frame: at 8 fps it is 12 microseconds."""


def check(before: Frame, after: Frame, fractions: Sequence[float]) -> None:
    """Raises:
    InvalidInputError: the frames differ in shape, or a fraction is not within 0 to 1.
    """
    if before.shape != after.shape:
        raise InvalidInputError(f"frames of {before.shape} and {after.shape} cannot be mixed")
    for fraction in fractions:
        if not 0 <= fraction <= 1:
            raise InvalidInputError(f"fraction {fraction} is not between two frames")

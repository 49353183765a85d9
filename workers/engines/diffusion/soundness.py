"""What a model answered, tried again in higher precision when it is no picture.

An overflow gives NaN or infinity, and decoded NaN is black. In float32 neither happened to anybody;
where it does, the weights are at fault, and nothing is shipped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from common.errors import EngineError, GpuMemoryError

_BLACK = 2.0 / 255


def decoded_soundly(decode: Callable[[], torch.Tensor], *, by: Any, what: str) -> torch.Tensor:
    """Decode; if the answer is unsound, once more with the model in float32.

    Args:
        decode: gives pictures from -1 to 1.
        by: the module that is put into float32 meanwhile.

    Raises:
        EngineError: unsound in float32 too.
    """
    return _tried_twice(decode, is_sound=is_picture, by=by, what=what)


def denoised_soundly(denoise: Callable[[], torch.Tensor], *, by: Any, what: str) -> torch.Tensor:
    """The same for latents, which are sound when they are finite."""
    return _tried_twice(denoise, is_sound=is_finite, by=by, what=what)


def is_finite(tensor: torch.Tensor) -> bool:
    return bool(torch.isfinite(tensor).all())


def is_picture(tensor: torch.Tensor) -> bool:
    """Whether numbers from -1 to 1 are finite and not all black."""
    return is_finite(tensor) and float(tensor.float().mean()) > -1 + 2 * _BLACK


def _tried_twice(
    answer: Callable[[], torch.Tensor],
    *,
    is_sound: Callable[[torch.Tensor], bool],
    by: Any,
    what: str,
) -> torch.Tensor:
    given = answer()
    if is_sound(given):
        return given
    if by.dtype != torch.float32:
        try:
            with _in_float32(by):
                given = answer()
        except torch.OutOfMemoryError:
            raise GpuMemoryError(
                f"{what} gave numbers that are no picture, and float32 does not fit into this GPU"
            ) from None
        if is_sound(given):
            return given
    raise EngineError(f"{what} gave numbers that are no picture, in float32 too")


@contextmanager
def _in_float32(model: Any) -> Iterator[None]:
    before = model.dtype
    model.to(torch.float32)
    try:
        yield
    finally:
        model.to(before)

"""Compile a numeric loop once and keep it on disk: the one way numba is used here.

No `parallel` and no `fastmath`: results must not depend on the number of cores.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first call, without the GIL, cached beside the source."""
    return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))

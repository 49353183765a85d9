"""Read a frame-wise measure at beats."""

import numpy as np
from numpy.typing import NDArray


def peaks_at(
    values: NDArray[np.float64], rate: float, times: NDArray[np.float64], *, reach: float = 0.03
) -> NDArray[np.float64]:
    """The highest value within `reach` seconds of each time, shape as `times`.

    Args:
        values: shape (n,), value *i* at i / rate seconds.
    """
    if not len(values):
        return np.zeros(len(times))
    width = round(reach * rate)
    middle = np.clip(np.round(times * rate).astype(np.intp), 0, len(values) - 1)
    padded = np.pad(values, width, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * width + 1)
    result: NDArray[np.float64] = windows[middle].max(axis=1)
    return result

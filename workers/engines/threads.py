"""One thread for each numeric library, so that a result never hangs on the number of cores.

OpenCV's DIS flow divides a picture into one stripe a thread and BLAS sums in blocks, so both would
answer slightly differently on another machine. Parallel work is spread over processes instead, or
over threads that each do a whole piece of it (`workers.engines.motion`).
"""

import os

import cv2
from threadpoolctl import threadpool_limits

_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def use_one_thread() -> None:
    """Call once at the start of a process; children inherit it through the environment."""
    for name in _VARIABLES:
        os.environ[name] = "1"
    cv2.setNumThreads(1)
    threadpool_limits(limits=1)

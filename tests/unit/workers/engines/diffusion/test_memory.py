import pytest
import torch

from common.errors import GpuMemoryError
from workers.engines.diffusion.memory import ever_smaller


def full() -> str:
    raise torch.OutOfMemoryError("CUDA out of memory")


def test_the_first_way_that_fits_answers() -> None:
    assert ever_smaller("svd", [("8", full), ("4", lambda: "four"), ("2", full)]) == "four"


def test_when_nothing_fits_the_error_says_what_was_tried() -> None:
    with pytest.raises(GpuMemoryError, match=r"svd .*tried: whole, in tiles") as caught:
        ever_smaller("svd", [("whole", full), ("in tiles", full)])
    assert caught.value.code == "gpu_out_of_memory"


def test_other_failures_are_not_tried_again() -> None:
    def broken() -> str:
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        ever_smaller("svd", [("8", broken), ("4", lambda: "four")])

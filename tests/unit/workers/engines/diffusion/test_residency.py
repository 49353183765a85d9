from pathlib import Path

import pytest
import torch

from common.errors import GpuMemoryError
from common.models import MODELS
from workers.engines.diffusion.residency import Need, Residency
from workers.engines.footage import svd, worded
from workers.engines.image import sdxl
from workers.engines.rife import engine as rife

GB = 10**9
WORKING = {"sdxl": sdxl.WORKING, "svd-xt": svd.WORKING, "rife-hdv3": rife.WORKING}
HERE = Path("/models")
SMALL = Need(weights=1 * GB, working=1 * GB)


class Loads:
    """Counts what is loaded."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def borrow(self, residency: Residency, name: str, need: Need) -> str:
        def load() -> str:
            self.names.append(name)
            return f"model {name}"

        return residency.borrow(name, HERE, need=need, load=load)


@pytest.fixture
def loads() -> Loads:
    return Loads()


def test_what_is_resident_is_not_loaded_again(loads: Loads) -> None:
    residency = Residency(80 * GB)
    assert [loads.borrow(residency, "a", SMALL) for _ in range(3)] == ["model a"] * 3
    assert loads.names == ["a"]


@pytest.mark.parametrize(
    ("gpu", "kept"),
    [
        (80, ("sdxl", "svd-xt", "rife-hdv3")),
        (48, ("sdxl", "svd-xt", "rife-hdv3")),
        (24, ("svd-xt", "rife-hdv3")),
        (12, ("rife-hdv3",)),
        (8, ("rife-hdv3",)),
    ],
)
def test_a_gpu_keeps_all_models_or_takes_them_in_turn(
    gpu: int, kept: tuple[str, ...], loads: Loads
) -> None:
    residency = Residency(int(0.92 * gpu * GB))
    for name, working in WORKING.items():
        card = MODELS[name]
        need = Need(weights=int(card.gigabytes * GB), working=working)
        loads.borrow(residency, name, need)
    assert residency.names == kept


@pytest.mark.parametrize(
    ("name", "least"), [("wan-t2v", 24), ("ltx", 24), ("mochi", 48), ("wan-i2v", 80)]
)
def test_a_rival_is_refused_where_its_weights_alone_do_not_fit(
    name: str, least: int, loads: Loads
) -> None:
    """Two bytes a number are loaded of the four that its files hold."""
    need = Need(weights=int(MODELS[name].gigabytes * GB / 2), working=worded.WORKING)
    for gpu in (8, 12, 24, 48, 80):
        residency = Residency(int(0.92 * gpu * GB))
        if gpu >= least:
            loads.borrow(residency, name, need)
            assert residency.names == (name,)
        else:
            with pytest.raises(GpuMemoryError, match=f"{name} takes .*choose a smaller model"):
                loads.borrow(residency, name, need)


@pytest.mark.parametrize(
    ("gpu", "kept"),
    [
        (80, ("sdxl-lightning", "animatelcm-svd", "rife-hdv3")),
        (48, ("sdxl-lightning", "animatelcm-svd", "rife-hdv3")),
        (24, ("animatelcm-svd", "rife-hdv3")),
        (12, ("rife-hdv3",)),
        (8, ("rife-hdv3",)),
    ],
)
def test_the_fast_profile_takes_no_more_than_quality(
    gpu: int, kept: tuple[str, ...], loads: Loads
) -> None:
    """A fused LoRA and a denoiser in another's place add nothing to the base."""
    residency = Residency(int(0.92 * gpu * GB))
    for name, base in (
        ("sdxl-lightning", "sdxl"),
        ("animatelcm-svd", "svd-xt"),
        ("rife-hdv3", "rife-hdv3"),
    ):
        need = Need(weights=int(MODELS[base].gigabytes * GB), working=WORKING[base])
        loads.borrow(residency, name, need)
    assert residency.names == kept


def test_a_model_of_another_folder_is_another_model(loads: Loads) -> None:
    residency = Residency(None)
    loads.borrow(residency, "a", SMALL)
    other = residency.borrow("a", Path("/elsewhere"), need=SMALL, load=lambda: "another")
    assert other == "another"
    assert residency.names == ("a",)


def test_what_was_used_longest_ago_leaves_first(loads: Loads) -> None:
    residency = Residency(4 * GB)
    for name in ("a", "b", "c", "a"):
        loads.borrow(residency, name, SMALL)
    loads.borrow(residency, "d", SMALL)
    assert residency.names == ("c", "a", "d")
    assert loads.names == ["a", "b", "c", "d"]


def test_what_never_fits_is_refused_with_what_is_free(loads: Loads) -> None:
    with pytest.raises(GpuMemoryError, match=r"sdxl takes 7\.0 GB and 4\.0 GB.*6\.0 GB are free"):
        loads.borrow(Residency(6 * GB), "sdxl", Need(weights=7 * GB, working=4 * GB))


def test_what_has_little_to_work_in_is_tried_alone(loads: Loads) -> None:
    residency = Residency(8 * GB)
    loads.borrow(residency, "small", SMALL)
    loads.borrow(residency, "sdxl", Need(weights=7 * GB, working=4 * GB))
    assert residency.names == ("sdxl",)


def test_a_load_that_runs_out_is_tried_alone(loads: Loads) -> None:
    residency = Residency(None)
    loads.borrow(residency, "a", SMALL)

    def tight() -> str:
        if residency.names:
            raise torch.OutOfMemoryError
        return "model b"

    assert residency.borrow("b", HERE, need=SMALL, load=tight) == "model b"


def test_a_load_that_never_fits_is_said_so() -> None:
    def full() -> str:
        raise torch.OutOfMemoryError

    with pytest.raises(GpuMemoryError, match="b does not fit"):
        Residency(None).borrow("b", HERE, need=SMALL, load=full)


def test_one_may_be_left_alone(loads: Loads) -> None:
    residency = Residency(None)
    for name in ("a", "b", "c"):
        loads.borrow(residency, name, SMALL)
    residency.evict_others("b")
    assert residency.names == ("b",)

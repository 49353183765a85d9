"""Pipelines from the model folder: safetensors only, and never from a network."""

from pathlib import Path
from typing import Any, TypeVar

import torch
from diffusers.utils import logging as diffusers_logging
from safetensors import SafetensorError
from safetensors.torch import load_file
from transformers.utils import logging as transformers_logging

from common.errors import EngineError
from common.models import MODELS, require, wanted
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import Device

P = TypeVar("P")

for _library in (diffusers_logging, transformers_logging):
    # Their bars and hints would stand between a worker's own lines; failures are raised.
    _library.set_verbosity_error()
    _library.disable_progress_bar()


def load_pipeline(
    kind: type[P],
    model: str,
    *,
    folder: Path,
    on: Device,
    variant: str | None = "fp16",
    **parts: object,
) -> P:
    """A pipeline on its device, in its precision.

    Args:
        kind: the pipeline's class, of diffusers.
        model: name in `common.models`; its files lie in the folder of that name.
        variant: of its files' names.
        parts: components or settings that are not to be taken from the files.

    Raises:
        MissingModelError: a file is not there.
        EngineError: one of them is not what was published.
    """
    require([model], folder)
    check(model, folder)
    make: Any = kind
    try:
        pipeline = make.from_pretrained(
            folder / model,
            dtype=on.precision,
            variant=variant,
            use_safetensors=True,
            local_files_only=True,
            **parts,
        )
    except (SafetensorError, OSError, ValueError) as problem:
        raise damaged(model, folder, problem) from problem
    pipeline.set_progress_bar_config(disable=True)
    loaded: P = pipeline.to(on.name)
    return loaded


def load_model(kind: type[P], model: str, *, folder: Path, on: Device, **settings: object) -> P:
    """A model of transformers on its device, in its precision, ready to answer.

    Raises:
        MissingModelError, EngineError: as `load_pipeline`.
    """
    require([model], folder)
    check(model, folder)
    make: Any = kind
    try:
        loaded = make.from_pretrained(
            folder / model,
            dtype=on.precision,
            use_safetensors=True,
            local_files_only=True,
            **settings,
        )
    except (SafetensorError, OSError, ValueError) as problem:
        raise damaged(model, folder, problem) from problem
    ready: P = loaded.to(on.name).eval()
    return ready


def load_weights(model: str, *, folder: Path) -> dict[str, Any]:
    """The tensors of a model that is one file.

    Raises:
        MissingModelError, EngineError: as `load_pipeline`.
    """
    require([model], folder)
    check(model, folder)
    [file] = MODELS[model].files
    return load_tensors(folder / model / file)


def load_tensors(file: Path) -> dict[str, Any]:
    """The tensors of a safetensors file.

    Raises:
        EngineError: it is damaged.
    """
    try:
        tensors: dict[str, Any] = load_file(file)
    except (SafetensorError, OSError) as problem:
        raise EngineError(f"{file} cannot be read ({_first_line(problem)}); pull it anew") from None
    return tensors


def read_pickle(file: Path, *, model: str) -> Any:
    """What a pickle holds, tensors and plain values alone: nothing in it is run.

    Raises:
        EngineError: it is damaged, or holds anything else.
    """
    try:
        return torch.load(file, map_location="cpu", weights_only=True)
    except Exception as problem:  # what a pickle may raise is not bounded
        raise EngineError(f"the weights in {file.parent} cannot be read; pull {model} anew") from (
            problem
        )


def bytes_on_disk(model: str, folder: Path) -> int:
    """Of a model's weights, two bytes a number.

    Raises:
        MissingModelError: a file is not there.
    """
    require([model], folder)
    files = (folder / model / name for name in wanted(MODELS[model], folder))
    return sum(file.stat().st_size for file in files if file.suffix == ".safetensors")


def damaged(model: str, folder: Path, problem: Exception) -> EngineError:
    """What to raise for weights that a library cannot read."""
    return EngineError(
        f"the weights in {folder / model} cannot be read ({_first_line(problem)}); "
        f"remove that folder and run: scopitone models pull {model}"
    )


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or ["no reason given"])[0][:200]

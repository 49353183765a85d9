"""Weights are compared with what was published before they are loaded.

A gigabyte takes 0.7 s to be read and hashed, once a process: a file that has the size and the time
of change that it had is the file that it was.
"""

from functools import cache
from pathlib import Path

from common.errors import EngineError
from common.models import MODELS, wanted
from common.weights import unsound


def check(model: str, folder: Path) -> None:
    """Refuse weights that are not what was published.

    Raises:
        EngineError: a file is missing or was changed.
    """
    card = MODELS[model]
    files = (folder / model / name for name in wanted(card, folder))
    state = tuple((s.st_size, s.st_mtime_ns) for s in (file.stat() for file in files))
    _check(model, folder, (*state, *card.digests.items()))


@cache
def _check(model: str, folder: Path, state: tuple[object, ...]) -> None:
    del state
    for name, fault in unsound(MODELS[model], folder):
        raise EngineError(
            f"{folder / model / name} is {fault}; remove it and run: scopitone models pull {model}"
        )

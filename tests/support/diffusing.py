"""Engines over tiny models, with little work to do."""

from collections.abc import Callable
from pathlib import Path

from common.cards import ClipSettings, ImageSettings
from common.catalogue import ENGINES

SIZE = (64, 64)


def image_settings(name: str = "sdxl", **changed: object) -> ImageSettings:
    settings = ENGINES[name].image
    assert settings is not None
    return settings.model_copy(update={"steps": 2, **changed})


def clip_settings(name: str = "svd", **changed: object) -> ClipSettings:
    settings = ENGINES[name].clip
    assert settings is not None
    return settings.model_copy(update={"steps": 2, "frames": 8, **changed})


class StopError(Exception):
    """Somebody cancelled."""


def stopping_at(share: float) -> Callable[[float], None]:
    """A listener that cancels once so much is done."""

    def hear(now: float) -> None:
        if now >= share:
            raise StopError

    return hear


def tampered(file: Path) -> None:
    """Change one bit of a file, late in it."""
    data = bytearray(file.read_bytes())
    data[-10] ^= 1
    file.write_bytes(data)

from ctypes.util import find_library

import pytest

from common.errors import MissingEngineError
from workers.engines.registry import engine


def test_what_it_needs_is_said_where_it_cannot_start() -> None:
    """Vulkan's loader is not part of any wheel; where it is installed, the engine starts."""
    if find_library("vulkan") is not None:
        assert engine("rife-ncnn").name == "rife-ncnn"
        return
    with pytest.raises(MissingEngineError, match=r"scopitone\[ncnn\].*libvulkan1"):
        engine("rife-ncnn")

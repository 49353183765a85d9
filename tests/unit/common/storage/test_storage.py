"""The suite of all stores, over those that need no server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from common.storage.base import Storage
from common.storage.local import LocalStorage
from common.storage.memory import MemoryStorage
from tests.support.storage_suite import *  # noqa: F403


@pytest.fixture(params=["memory", "local", "local and durable"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "memory":
        store = MemoryStorage()
        yield store
        store.close()
    else:
        yield LocalStorage(tmp_path / "store", durable="durable" in request.param)

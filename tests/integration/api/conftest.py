from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import database, postgresql, url
from tests.support.service import Service, service

__all__ = ["database", "postgresql", "url"]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Service]:
    with service(tmp_path) as opened:
        yield opened

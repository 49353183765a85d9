from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.service import Service, service


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Service]:
    with service(tmp_path) as opened:
        yield opened

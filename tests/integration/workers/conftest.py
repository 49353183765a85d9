from collections.abc import Iterator

import pytest
import redis

from tests.support.broker import connected, valkey_server


@pytest.fixture(scope="session")
def broker_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with valkey_server(tmp_path_factory.mktemp("broker")) as address:
        yield address


@pytest.fixture
def broker(broker_url: str) -> Iterator[redis.Redis]:
    """An empty broker that the Celery app speaks to."""
    with connected(broker_url) as client:
        client.flushall()
        yield client

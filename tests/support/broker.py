"""A real broker on loopback, and the Celery app connected to it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from kombu import pools

from services.cli.stack.valkey import valkey, wait_until_ready
from workers.app import app


@contextmanager
def valkey_server(folder: Path) -> Iterator[str]:
    """A Valkey with a folder of its own; its URL."""
    program, url = valkey(folder)
    process = subprocess.Popen(list(program.command), stdin=subprocess.DEVNULL)
    try:
        wait_until_ready(url)
        yield url
    finally:
        process.terminate()
        process.wait()


@contextmanager
def connected(url: str) -> Iterator[redis.Redis]:
    """Our Celery app speaks to that broker until the block ends; a client to look into it."""
    app.conf.broker_url = url
    client = redis.Redis.from_url(url)
    try:
        yield client
    finally:
        pools.reset()
        app._pool = app.amqp._producer_pool = None
        client.close()

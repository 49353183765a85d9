"""One process that serves the API, until it is told to stop."""

import ipaddress
import os
import socket
import sys

import uvicorn
from fastapi import FastAPI

from common.errors import InvalidInputError
from services.api.backend import Backend
from services.api.protocol import Connection
from services.api.settings import ApiSettings

_GRACE = 10
"""Seconds for answers under way when the process is told to stop."""

_SWITCH_SECONDS = 0.0005
"""How long the writer's thread may keep the interpreter from the one that answers. Each system call
of the latter lets go of it; at Python's 5 ms a request waits for its turn five times over."""


class _Server(uvicorn.Server):
    """Ends event streams first: otherwise they would hold up a stop until their grace is over."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        backend: Backend = self.config.app.state.backend  # type: ignore[union-attr]
        backend.feed.close()
        await super().shutdown(sockets)


def serve(
    app: FastAPI, *, host: str = "127.0.0.1", port: int = 8000, ready_fd: int | None = None
) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        port: 0 takes a free one.
        ready_fd: where to write the address in one line once connections are taken.

    Raises:
        InvalidInputError: without keys the address is not loopback's; or it is taken.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    check_host(host, app.state.backend.api)
    listening = _listen(host, port)
    address = f"http://{_bracketed(host)}:{listening.getsockname()[1]}"
    if ready_fd is not None:
        with os.fdopen(ready_fd, "w") as ready:
            ready.write(f"{address}\n")
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=Connection,
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=_GRACE,
    )
    _Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Connections wait in its queue from here on, also while the application still starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as problem:
        listening.close()
        raise InvalidInputError(
            f"cannot listen on {host}:{port}: {problem.strerror}; choose another --port"
        ) from problem
    listening.listen(2048)
    return listening


def check_host(host: str, api: ApiSettings) -> None:
    """Raises:
    InvalidInputError: other machines could ask there, and no key would be asked of them.
    """
    if api.keys == "off" and not api.anyone and not is_loopback(host):
        raise InvalidInputError(
            f"without keys the API serves this machine only, at 127.0.0.1 and not {host}: set "
            "SCOPITONE_API_KEYS=required (and make one with `scopitone keys create`), or "
            "SCOPITONE_API_ANYONE=1 if whoever reaches it may use it"
        )


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host

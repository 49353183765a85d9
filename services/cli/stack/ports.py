"""Ports of this machine."""

import socket

from common.errors import InvalidInputError


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def checked_port(host: str, port: int) -> int:
    """The port itself, or a free one for 0.

    Raises:
        InvalidInputError: somebody listens there, or the host is not of this machine.
    """
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as problem:
            raise InvalidInputError(
                f"cannot listen on {host}:{port}: {problem.strerror}; choose another --port"
            ) from None
        return int(probe.getsockname()[1])

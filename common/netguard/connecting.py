"""Connections to addresses that were judged before; no name is looked up here but a proxy's."""

import asyncio
import ssl
from collections.abc import Sequence

from common.netguard.errors import UnreachableAddressError
from common.netguard.streams import Stream

_SECONDS = 5.0
"""For each address; a machine that drops packets must not use up all the time of a request."""
_MOST = 4


async def connect(hosts: Sequence[str], port: int) -> Stream:
    """The first of the addresses that takes a connection.

    Raises:
        UnreachableAddressError: none does.
    """
    loop = asyncio.get_running_loop()
    reason = "there is no address"
    for host in hosts[:_MOST]:
        try:
            async with asyncio.timeout(_SECONDS):
                _, stream = await loop.create_connection(Stream, host, port)
        except TimeoutError:
            reason = "it takes too long"
        except OSError as problem:
            reason = problem.strerror or str(problem)
        else:
            stream.address = host
            return stream
    raise UnreachableAddressError(f"cannot connect: {reason}")


async def secure(stream: Stream, trust: ssl.SSLContext, *, name: str) -> None:
    """Begin TLS; the certificate must be for the name (or address) that was asked for.

    Raises:
        UnreachableAddressError: it is not, or nobody we trust signed it.
    """
    if not stream.is_settled:
        raise UnreachableAddressError("the connection ended, or something came, before TLS began")
    loop = asyncio.get_running_loop()
    try:
        transport = await loop.start_tls(stream.transport, stream, trust, server_hostname=name)
    except ssl.SSLError as problem:
        raise UnreachableAddressError(f"TLS with {name} failed: {problem.reason}") from None
    except OSError as problem:
        raise UnreachableAddressError(f"the connection broke: {problem}") from None
    if transport is None:
        raise UnreachableAddressError("the connection broke")
    stream.speak_through(transport)

"""Servers of strangers: each connection gets what a script says, byte for byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network

from common.netguard import Guard, Limits, Policy

LOOPBACK = (ip_network("127.0.0.0/8"),)
QUICK = Limits(seconds=5, idle_seconds=1, body_bytes=1000)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Heard(list[bytes]):
    """The head of each request that came, over so many connections."""

    port = connections = 0

    def url(self, path: str = "/", *, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@asynccontextmanager
async def stranger(
    answer: bytes | Script, *, tls: ssl.SSLContext | None = None, stays: bool = False
) -> AsyncIterator[Heard]:
    """A server on loopback that says `answer` to each request, or does what it says.

    One that stays takes further requests on the same connection.
    """
    heard = Heard()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.connections += 1
        try:
            while True:
                heard.append(await reader.readuntil(b"\r\n\r\n"))
                if isinstance(answer, bytes):
                    writer.write(answer)
                    await writer.drain()
                else:
                    await answer(reader, writer)
                if not stays:
                    return
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    heard.port = server.sockets[0].getsockname()[1]
    try:
        yield heard
    finally:
        server.close()


def open_guard(**more: object) -> Guard:
    """One that may reach this machine."""
    return Guard(Policy(allowed=LOOPBACK), **more)  # type: ignore[arg-type]


async def ask(guard: Guard, url: str, limits: Limits = QUICK) -> tuple[int, bytes]:
    async with guard.request("GET", url, limits=limits) as answer:
        return answer.status, b"".join([piece async for piece in answer.pieces()])

"""TLS over the guard: the name that was asked for is shown, and the certificate must be for it."""

import asyncio
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest
import uvloop

from common.netguard import Guard, Policy, UnreachableAddressError
from common.netguard.addresses import Address
from common.netguard.proxying import Proxy
from tests.support.certificates import serving
from tests.support.strangers import LOOPBACK, OK, ask, stranger

LOOPS = (asyncio.new_event_loop, uvloop.new_event_loop)


async def here(_name: str) -> list[Address]:
    return [ip_address("127.0.0.1")]


@pytest.mark.parametrize("loop", LOOPS)
def test_the_pinned_address_is_asked_for_the_right_name(
    tmp_path: Path, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    server, trust = serving("song.example", tmp_path)
    shown: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: shown.append(name)

    async def play() -> None:
        guard = Guard(Policy(allowed=LOOPBACK), resolve=here, trust=trust)
        async with stranger(OK, tls=server) as heard:
            url = heard.url(scheme="https", host="song.example")
            assert await ask(guard, url) == (200, b"hi")
            assert f"Host: song.example:{heard.port}\r\n".encode() in heard[0]
            with pytest.raises(UnreachableAddressError, match=r"other\.example failed"):
                await ask(guard, heard.url(scheme="https", host="other.example"))
            distrusting = Guard(Policy(allowed=LOOPBACK), resolve=here)
            with pytest.raises(UnreachableAddressError, match="CERTIFICATE_VERIFY_FAILED"):
                await ask(distrusting, url)

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())
    assert shown == ["song.example", "other.example", "song.example"]


@pytest.mark.parametrize("loop", LOOPS)
def test_tls_goes_through_the_tunnel_of_a_proxy(
    tmp_path: Path, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    server, trust = serving("song.example", tmp_path)

    async def play() -> None:
        async with stranger(OK, tls=server) as behind:

            async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                there = await asyncio.open_connection("127.0.0.1", behind.port)
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await asyncio.gather(_pump(reader, there[1]), _pump(there[0], writer))

            async with stranger(tunnel) as proxy:
                guard = Guard(Policy(proxy=Proxy("127.0.0.1", proxy.port)), trust=trust)
                assert await ask(guard, "https://song.example:9443/") == (200, b"hi")
                assert proxy[0].startswith(b"CONNECT song.example:9443 HTTP/1.1\r\n")
                assert behind[0].startswith(b"GET / HTTP/1.1\r\nHost: song.example:9443\r\n")

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
    except (OSError, ssl.SSLError):
        return
    finally:
        writer.close()

"""TLS over the guard: the name that was asked for is shown, and the certificate must be for it."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path

import pytest
import uvloop

from common.netguard import Guard, Keeping, Policy, UnreachableAddressError
from common.netguard.addresses import Address
from common.netguard.connecting import connect, secure
from common.netguard.proxying import Proxy
from tests.support.certificates import serving
from tests.support.strangers import LOOPBACK, OK, Script, ask, open_guard, stranger

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
        async with (
            stranger(OK, tls=server) as behind,
            stranger(_tunnel_to(behind.port)) as proxy,
        ):
            guard = Guard(Policy(proxy=Proxy("127.0.0.1", proxy.port)), trust=trust)
            assert await ask(guard, "https://song.example:9443/") == (200, b"hi")
            assert proxy[0].startswith(b"CONNECT song.example:9443 HTTP/1.1\r\n")
            assert behind[0].startswith(b"GET / HTTP/1.1\r\nHost: song.example:9443\r\n")

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("is_proxied", [False, True])
def test_one_handshake_serves_many_requests(
    tmp_path: Path, loop: Callable[[], asyncio.AbstractEventLoop], is_proxied: bool
) -> None:
    server, trust = serving("song.example", tmp_path)
    shown: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: shown.append(name)

    async def play() -> None:
        async with (
            stranger(OK, tls=server, stays=True) as behind,
            stranger(_tunnel_to(behind.port)) as between,
        ):
            proxy = Proxy("127.0.0.1", between.port) if is_proxied else None
            policy, keeping = Policy(allowed=LOOPBACK, proxy=proxy), Keeping()
            guard = Guard(policy, resolve=here, trust=trust, keeping=keeping)
            with closing(keeping):
                for _ in range(3):
                    url = behind.url(scheme="https", host="song.example")
                    assert await ask(guard, url) == (200, b"hi")
                with pytest.raises(UnreachableAddressError, match=r"other\.example failed"):
                    await ask(guard, behind.url(scheme="https", host="other.example"))
            assert (len(behind), behind.connections) == (3, 1)
            assert between.connections == (2 if is_proxied else 0)

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())
    assert shown == ["song.example", "other.example"]


@pytest.mark.parametrize("loop", LOOPS)
def test_a_kept_connection_whose_tls_ends_is_replaced(
    tmp_path: Path, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    server, trust = serving("song.example", tmp_path)

    async def play() -> None:
        keeping = Keeping()
        guard = Guard(Policy(allowed=LOOPBACK), resolve=here, trust=trust, keeping=keeping)
        async with stranger(OK, tls=server) as heard:
            with closing(keeping):
                for number in (1, 2):
                    url = heard.url(scheme="https", host="song.example")
                    assert await ask(guard, url) == (200, b"hi")
                    while len(keeping):
                        await asyncio.sleep(0.001)
                    assert heard.connections == number

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("said", [b"", OK])
def test_what_comes_in_front_of_tls_is_no_answer(
    loop: Callable[[], asyncio.AbstractEventLoop], said: bytes
) -> None:
    async def early(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        writer.close()

    async def play() -> None:
        server = await asyncio.start_server(early, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(UnreachableAddressError):
            await ask(open_guard(resolve=here), f"https://song.example:{port}/")
        server.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())


@pytest.mark.parametrize("loop", LOOPS)
def test_tls_does_not_begin_on_a_connection_that_has_ended(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    async def gone(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def play() -> None:
        server = await asyncio.start_server(gone, "127.0.0.1", 0)
        stream = await connect(["127.0.0.1"], server.sockets[0].getsockname()[1])
        assert await stream.read(1) == b""
        with pytest.raises(UnreachableAddressError, match="before TLS began"):
            await secure(stream, ssl.create_default_context(), name="song.example")
        server.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())


def test_what_a_proxy_says_before_tls_begins_is_no_answer(tmp_path: Path) -> None:
    server, trust = serving("song.example", tmp_path)

    async def play() -> None:
        async with (
            stranger(OK, tls=server) as behind,
            stranger(_tunnel_to(behind.port, more=OK)) as between,
        ):
            guard = Guard(Policy(proxy=Proxy("127.0.0.1", between.port)), trust=trust)
            with pytest.raises(UnreachableAddressError, match="speaks before TLS"):
                await ask(guard, "https://song.example/")

    asyncio.run(play())


def _tunnel_to(port: int, *, more: bytes = b"") -> Script:
    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n" + more)
        await asyncio.gather(_pump(reader, there[1]), _pump(there[0], writer))

    return tunnel


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
    except (OSError, ssl.SSLError):
        return
    finally:
        writer.close()

"""The guard at work on loopback: what it connects to, what it bears, what it gives up on."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_address

import pytest
import uvloop

from common.netguard import (
    AnswerLimitError,
    Guard,
    Keeping,
    Limits,
    Policy,
    RefusedAddressError,
    UnreachableAddressError,
)
from common.netguard.addresses import Address
from common.netguard.proxying import Proxy
from tests.support.strangers import LOOPBACK, OK, Script, ask, open_guard, stranger


class Names:
    """A name server whose answer changes with each question."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, _name: str) -> list[Address]:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [ip_address(one) for one in answer.split()]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://[::1]:8000/",
        "http://[::ffff:127.0.0.1]:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:8000/",
        "https://10.0.0.1/",
    ],
)
def test_a_private_address_is_refused_and_the_way_out_named(url: str) -> None:
    with pytest.raises(RefusedAddressError, match="SCOPITONE_ALLOWED_NETWORKS"):
        asyncio.run(ask(Guard(Policy()), url))


@pytest.mark.parametrize("answer", ["10.0.0.1", "8.8.8.8 127.0.0.1", "2606:4700::1 ::1"])
def test_one_private_answer_is_enough_to_refuse_a_name(answer: str) -> None:
    with pytest.raises(RefusedAddressError, match=r"song\.example leads to"):
        asyncio.run(ask(Guard(Policy(), resolve=Names(answer)), "http://song.example/"))


def test_the_connection_goes_to_the_address_that_was_judged() -> None:
    async def play() -> None:
        async with stranger(OK) as heard:
            names = Names("127.0.0.1", "10.0.0.1")
            guard = open_guard(resolve=names)
            assert await ask(guard, heard.url(host="song.example")) == (200, b"hi")
            assert names.asked == 1, "resolved once: nothing to rebind between check and connect"
            assert f"Host: song.example:{heard.port}".encode() in heard[0]
            with pytest.raises(RefusedAddressError):
                await ask(guard, heard.url(host="song.example"))
            assert (names.asked, len(heard)) == (2, 1), "and judged anew for the next request"

    asyncio.run(play())


def test_a_name_without_address_is_unreachable() -> None:
    with pytest.raises(UnreachableAddressError, match="has no address"):
        asyncio.run(ask(Guard(Policy()), "http://nobody.invalid/"))


@pytest.mark.parametrize("where", ["http://169.254.169.254/", "//127.0.0.1:1/", "/again"])
def test_a_redirect_is_an_answer_and_not_followed(where: str) -> None:
    async def play() -> None:
        head = f"HTTP/1.1 302 Found\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n"
        async with stranger(head.encode()) as heard:
            assert await ask(open_guard(), heard.url()) == (302, b"")
            assert len(heard) == 1

    asyncio.run(play())


def _answering(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhi\n0\n\n", b"hi"),
        ("HTTP/1.0 200 OK\n\nuntil the end", b"until the end"),
        ("HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early\nA: b\n\nHTTP/1.1 200 OK\n\nhi", b"hi"),
        ("HTTP/1.1 204 No Content\n\n", b""),
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\nhiHTTP/1.1 500 No\nX: y\n\n", b"hi"),
    ],
)
def test_honest_answers_are_read(said: str, body: bytes) -> None:
    async def play() -> None:
        async with stranger(_answering(said)) as heard:
            status, found = await ask(open_guard(), heard.url())
            assert found == body
            assert status in {200, 204}

    asyncio.run(play())


@pytest.mark.parametrize(
    "said",
    [
        "",
        "HTTP/1.1 200 OK\n",
        "SSH-2.0-OpenSSH_9.6\n",
        "HTTP/1.1 200 OK\nContent-Length: 9\n\nshort",
        "HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nhi!",
        "HTTP/1.1 200 OK\nContent-Length: 2\nTransfer-Encoding: chunked\n\n2\nhi\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\nhi\n",
        "HTTP/1.1 101 Switching Protocols\nUpgrade: h2c\nConnection: upgrade\n\n",
    ],
)
def test_what_is_no_whole_answer_is_told(said: str) -> None:
    async def play() -> None:
        async with stranger(_answering(said)) as heard:
            with pytest.raises(UnreachableAddressError):
                await ask(open_guard(), heard.url())

    asyncio.run(play())


def _endless(start: bytes, more: bytes, pause: float = 0.0) -> Script:
    async def script(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(more)
            await writer.drain()
            await asyncio.sleep(pause)

    return script


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ENDLESS = {
    "body": (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 10_000),
    "announced": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b"a" * 100),
    "chunks": (CHUNKED, b"1\r\na\r\n" * 999),
    "extension": (CHUNKED + b"1;", b"a" * 10_000),
    "trailer": (CHUNKED + b"0\r\n", b"X: y\r\n" * 999),
    "head": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 999),
    "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"a" * 10_000),
    "interim": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_endless_answer_is_given_up(kind: str) -> None:
    async def play() -> None:
        async with stranger(_endless(*ENDLESS[kind])) as heard:
            with pytest.raises(AnswerLimitError):
                await ask(open_guard(), heard.url())

    asyncio.run(play())


@pytest.mark.parametrize(
    ("limits", "pause", "reason"),
    [
        (Limits(seconds=9, idle_seconds=0.1, body_bytes=1000), 5, "no byte came"),
        (Limits(seconds=0.3, idle_seconds=9, body_bytes=1000), 0.05, "more than 0.3 s"),
        (Limits(seconds=9, idle_seconds=0.2, body_bytes=1000, least_rate=500), 0.05, "fewer than"),
    ],
)
def test_a_slow_loris_is_given_up(limits: Limits, pause: float, reason: str) -> None:
    async def play() -> None:
        for start in (b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "):
            async with stranger(_endless(start, b"a", pause)) as heard:
                with pytest.raises(AnswerLimitError, match=reason):
                    await ask(open_guard(), heard.url(), limits)

    asyncio.run(play())


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    async def play() -> None:
        async with stranger(OK) as heard:
            url = heard.url()
        with pytest.raises(UnreachableAddressError, match="cannot connect"):
            await ask(open_guard(), url)

    asyncio.run(play())


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_long_answer_is_read_whole_by_one_who_reads_slowly(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    body = bytes(range(256)) * 8192
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    limits = Limits(seconds=5, idle_seconds=5, body_bytes=len(body))

    async def play() -> None:
        found = b""
        async with (
            stranger(head + body) as heard,
            open_guard().request("GET", heard.url(), limits=limits) as answer,
        ):
            async for piece in answer.pieces():
                found += piece
                await asyncio.sleep(0)
        assert found == body

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(play())


def _proxied(port: int, keeping: Keeping | None = None) -> Guard:
    async def nobody(name: str) -> list[Address]:
        raise AssertionError(f"{name} is for the proxy to resolve")

    proxy = Proxy.from_url(f"http://me:pass%20word@127.0.0.1:{port}")
    return Guard(Policy(proxy=proxy), resolve=nobody, keeping=keeping)


def test_a_proxy_gets_the_whole_url_and_its_credentials() -> None:
    async def play() -> None:
        async with stranger(OK) as heard:
            guard = _proxied(heard.port)
            assert await ask(guard, "http://song.example/a?b") == (200, b"hi")
            assert heard[0].startswith(
                b"GET http://song.example/a?b HTTP/1.1\r\nHost: song.example"
            )
            assert b"Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk\r\n" in heard[0]
            with pytest.raises(RefusedAddressError):
                await ask(guard, "http://127.0.0.1:9000/")
            assert len(heard) == 1, "an address is judged here, proxy or not"

    asyncio.run(play())


def test_a_connection_to_a_proxy_is_kept_for_one_url() -> None:
    async def play() -> None:
        async with stranger(OK, stays=True) as heard:
            with closing(Keeping()) as keeping:
                guard = _proxied(heard.port, keeping)
                for path in "abab":
                    assert await ask(guard, f"http://song.example/{path}") == (200, b"hi")
                assert (len(heard), heard.connections) == (4, 2)
                with pytest.raises(RefusedAddressError):
                    await ask(guard, "http://127.0.0.1:9000/")

    asyncio.run(play())


@pytest.mark.parametrize("said", [b"HTTP/1.1 403 No\r\n\r\n", b"", b"SSH-2.0\r\n\r\n"])
def test_a_proxy_that_opens_no_tunnel_is_told(said: bytes) -> None:
    async def play() -> None:
        async with stranger(said) as heard:
            with pytest.raises(UnreachableAddressError, match="egress proxy"):
                await ask(_proxied(heard.port), "https://song.example/")
            assert heard[0].startswith(b"CONNECT song.example:443 HTTP/1.1\r\n")

    asyncio.run(play())


def test_the_system_does_not_resolve_what_is_an_address() -> None:
    async def play() -> None:
        names = Names("8.8.8.8")
        with pytest.raises(RefusedAddressError):
            await Guard(Policy(), resolve=names).check("http://192.168.1.1/")
        assert not names.asked
        target = await Guard(Policy(allowed=LOOPBACK), resolve=names).check("http://127.9.9.9/")
        assert target.host == "127.9.9.9"

    asyncio.run(play())

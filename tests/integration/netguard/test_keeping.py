"""Connections that are used again: for whom, how long, and what ends them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address

import pytest

from common.netguard import (
    AnswerLimitError,
    Guard,
    Keeping,
    Limits,
    RefusedAddressError,
    UnreachableAddressError,
    read_target,
)
from common.netguard.addresses import Address
from tests.support.strangers import OK, QUICK, Script, ask, open_guard, stranger

NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
LATER = b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno"


class Names:
    """A name server that says what the test wants."""

    def __init__(self, answer: str = "127.0.0.1") -> None:
        self.answer = answer

    async def __call__(self, _name: str) -> list[Address]:
        return [ip_address(one) for one in self.answer.split()]


@asynccontextmanager
async def keeping_guard(
    *, most: int = 9, seconds: float = 60, names: Names | None = None
) -> AsyncIterator[tuple[Guard, Keeping]]:
    keeping = Keeping(most=most, seconds=seconds)
    try:
        yield open_guard(keeping=keeping, resolve=names), keeping
    finally:
        keeping.close()


async def until_none(keeping: Keeping) -> None:
    while len(keeping):
        await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    "said",
    [OK, NO_CONTENT, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n"],
)
def test_requests_to_one_address_share_a_connection(said: bytes) -> None:
    async def play() -> None:
        async with stranger(said, stays=True) as heard, keeping_guard() as (guard, keeping):
            answers = [await ask(guard, heard.url()) for _ in range(3)]
            assert answers == [answers[0]] * 3
            assert (len(heard), heard.connections, len(keeping)) == (3, 1, 1)
            assert not any(b"Connection:" in head for head in heard)

    asyncio.run(play())


def test_an_answer_that_comes_byte_by_byte_leaves_its_connection() -> None:
    async def play() -> None:
        async def slowly(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for one in OK:
                writer.write(bytes([one]))
                await asyncio.sleep(0)

        async with stranger(slowly, stays=True) as heard, keeping_guard() as (guard, _keeping):
            for _ in range(2):
                assert await ask(guard, heard.url()) == (200, b"hi")
            assert heard.connections == 1

    asyncio.run(play())


def test_nothing_is_kept_once_all_was_closed() -> None:
    async def play() -> None:
        async with stranger(OK, stays=True) as heard, keeping_guard() as (guard, keeping):
            await ask(guard, heard.url())
            keeping.close()
            assert not keeping
            await ask(guard, heard.url())
            assert (heard.connections, len(keeping)) == (2, 0)

    asyncio.run(play())


def test_who_did_not_ask_for_it_keeps_none() -> None:
    async def play() -> None:
        async with stranger(OK, stays=True) as heard:
            guard = open_guard()
            for _ in range(2):
                assert await ask(guard, heard.url()) == (200, b"hi")
            assert heard.connections == 2
            assert all(b"\r\nConnection: close\r\n" in head for head in heard)

    asyncio.run(play())


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, Close\r\n\r\nhi",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nhi",
        OK + b"\n",
        OK + b"\r\n",
        OK + b"H",
        OK + b"\x00",
        OK + LATER,
        NO_CONTENT.replace(b"\r\n\r\n", b"\r\nContent-Length: 2\r\n\r\nhi"),
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nhi",
    ],
)
def test_a_connection_ends_after_an_answer_that_is_not_followed_by_silence(said: bytes) -> None:
    async def play() -> None:
        async with stranger(said, stays=True) as heard, keeping_guard() as (guard, keeping):
            first = await ask(guard, heard.url())
            assert not keeping
            assert await ask(guard, heard.url()) == first
            assert heard.connections == 2

    asyncio.run(play())


def test_an_answer_that_lasts_until_the_end_leaves_no_connection() -> None:
    async def play() -> None:
        said = b"HTTP/1.1 200 OK\r\n\r\nhi"
        async with stranger(said) as heard, keeping_guard() as (guard, keeping):
            assert await ask(guard, heard.url()) == (200, b"hi")
            assert (heard.connections, len(keeping)) == (1, 0)

    asyncio.run(play())


def test_an_answer_that_was_not_read_whole_leaves_no_connection() -> None:
    async def play() -> None:
        said = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi"
        async with stranger(said, stays=True) as heard, keeping_guard() as (guard, keeping):
            async with guard.request("GET", heard.url(), limits=QUICK) as answer:
                assert await answer.start_of_body(2) == b"hi"
            assert not keeping
            with pytest.raises(RuntimeError):
                async with guard.request("GET", heard.url(), limits=QUICK):
                    raise RuntimeError
            assert not keeping

    asyncio.run(play())


def _saying(*answers: bytes | None) -> Script:
    """One answer a request, in this order over all connections; None ends the connection."""
    left = list(answers)

    async def script(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = left.pop(0)
        if said is None:
            raise OSError
        writer.write(said)

    return script


def test_a_connection_closed_while_it_waits_is_dropped_at_once() -> None:
    async def play() -> None:
        async with stranger(OK) as heard, keeping_guard() as (guard, keeping):
            for number in (1, 2):
                assert await ask(guard, heard.url()) == (200, b"hi")
                await until_none(keeping)
                assert (len(heard), heard.connections) == (number, number)

    asyncio.run(play())


def test_a_connection_that_ends_without_an_answer_is_replaced_once() -> None:
    async def play() -> None:
        said = _saying(OK, None, OK, None, None)
        async with stranger(said, stays=True) as heard, keeping_guard() as (guard, keeping):
            for _ in range(2):
                assert await ask(guard, heard.url()) == (200, b"hi")
            assert (len(heard), heard.connections) == (3, 2)
            assert heard[1] == heard[2], "the same request again"
            with pytest.raises(UnreachableAddressError, match="closed before"):
                await ask(guard, heard.url())
            assert (len(heard), heard.connections, len(keeping)) == (5, 3, 0)

    asyncio.run(play())


def test_one_byte_of_an_answer_is_enough_to_ask_no_second_time() -> None:
    async def play() -> None:
        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await said(reader, writer)
            if len(heard) == 2:
                await writer.drain()
                raise OSError

        said = _saying(OK, b"H")
        async with stranger(script, stays=True) as heard, keeping_guard() as (guard, _keeping):
            await ask(guard, heard.url())
            with pytest.raises(UnreachableAddressError, match="closed before"):
                await ask(guard, heard.url())
            assert len(heard) == 2

    asyncio.run(play())


def test_silence_is_no_reason_to_ask_again() -> None:
    async def play() -> None:
        limits = Limits(seconds=5, idle_seconds=0.05, body_bytes=100)
        said = _saying(OK, b"")
        async with stranger(said, stays=True) as heard, keeping_guard() as (guard, keeping):
            await ask(guard, heard.url(), limits)
            with pytest.raises(AnswerLimitError, match="no byte came"):
                await ask(guard, heard.url(), limits)
            assert (len(heard), len(keeping)) == (2, 0)

    asyncio.run(play())


def test_an_answer_nobody_asked_for_is_never_the_next_one() -> None:
    """Neither when the loop has read it, nor while it lies in the system's buffer."""

    async def play() -> None:
        writers: list[asyncio.StreamWriter] = []

        async def script(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            writer.write(OK)

        async with stranger(script, stays=True) as heard, keeping_guard() as (guard, keeping):
            await ask(guard, heard.url())
            writers[-1].write(LATER)
            await until_none(keeping)
            assert await ask(guard, heard.url()) == (200, b"hi")
            writers[-1].write(LATER)  # nothing awaits between this and the choice of a connection
            assert len(keeping) == 1
            assert await ask(guard, heard.url()) == (200, b"hi")
            assert heard.connections == 3

    asyncio.run(play())


def test_a_kept_connection_is_used_only_where_its_address_was_judged_just_now() -> None:
    async def play() -> None:
        names = Names()
        async with stranger(OK, stays=True) as heard, keeping_guard(names=names) as (guard, _):
            url = heard.url(host="hook.example")
            await ask(guard, url)
            for rebound in ("10.0.0.1", "127.0.0.1 10.0.0.1"):
                names.answer = rebound
                with pytest.raises(RefusedAddressError):
                    await ask(guard, url)
            names.answer = "127.0.0.2"  # may be asked, but nobody listens
            with pytest.raises(UnreachableAddressError, match="cannot connect"):
                await ask(guard, url)
            assert len(heard) == 1
            names.answer = "127.0.0.2 127.0.0.1"
            await ask(guard, url)
            assert (len(heard), heard.connections) == (2, 1)

    asyncio.run(play())


def test_two_urls_share_no_connection() -> None:
    async def play() -> None:
        names = Names()
        async with stranger(OK, stays=True) as heard, keeping_guard(names=names) as (guard, kept):
            urls = [
                heard.url(path, host=host) for path in ("/", "/a", "/?a") for host in ("a", "b")
            ]
            for url in urls + urls:
                await ask(guard, url)
            assert (len(heard), heard.connections, len(kept)) == (12, 6, 6)

    asyncio.run(play())


def test_no_more_are_open_than_may_be_with_those_in_use() -> None:
    async def play() -> None:
        async with stranger(OK, stays=True) as heard, keeping_guard(most=2) as (guard, keeping):
            for path in ("/a", "/b", "/c", "/b", "/c"):
                await ask(guard, heard.url(path))
            assert (heard.connections, len(keeping)) == (3, 2), "the oldest made room"
            async with guard.request("GET", heard.url("/d"), limits=QUICK):
                assert len(keeping) == 1
                async with guard.request("GET", heard.url("/e"), limits=QUICK):
                    assert len(keeping) == 0
                    async with guard.request("GET", heard.url("/f"), limits=QUICK) as answer:
                        await answer.start_of_body(9)
                    assert not keeping, "it was one too many"
            assert len(keeping) == 2

    asyncio.run(play())


def test_who_waits_too_long_is_closed() -> None:
    async def play() -> None:
        ended = asyncio.Event()

        async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(OK)
            await reader.read()
            ended.set()

        async with stranger(script) as heard, keeping_guard(seconds=0.01) as (guard, keeping):
            await ask(guard, heard.url())
            await ended.wait()
            assert not keeping
            assert keeping.take(read_target(heard.url()), ["127.0.0.1"]) is None

    asyncio.run(play())


def test_who_is_in_use_waits_for_nothing() -> None:
    """Its time of waiting is over then, and does not end it in the middle of an answer."""

    async def play() -> None:
        problems: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, what: problems.append(what))

        async def script(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if len(heard) == 2:
                await asyncio.sleep(0.05)
            writer.write(OK)

        guarding = keeping_guard(seconds=0.02)
        async with stranger(script, stays=True) as heard, guarding as (guard, keeping):
            await ask(guard, heard.url())
            await ask(guard, heard.url())  # takes it before anything else can happen
            assert (heard.connections, len(keeping)) == (1, 1)
        assert not problems

    asyncio.run(play())


def test_limits_count_for_each_request() -> None:
    async def play() -> None:
        async def in_two(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(OK[:30])
            await asyncio.sleep(0.005)
            writer.write(OK[30:])

        limits = Limits(seconds=5, idle_seconds=1, body_bytes=2, head_bytes=40)
        async with stranger(in_two, stays=True) as heard, keeping_guard() as (guard, _keeping):
            for _ in range(4):
                assert await ask(guard, heard.url(), limits) == (200, b"hi")
            assert heard.connections == 1

    asyncio.run(play())


def test_what_is_asked_at_once_goes_over_connections_of_its_own() -> None:
    async def play() -> None:
        async with stranger(OK, stays=True) as heard, keeping_guard() as (guard, keeping):
            for _ in range(2):
                await asyncio.gather(*(ask(guard, heard.url()) for _ in range(4)))
            assert (len(heard), heard.connections, len(keeping)) == (8, 4, 4)

    asyncio.run(play())

"""What a connection knows of what came over it, before anybody asks."""

import asyncio

import pytest

from common.netguard import UnreachableAddressError
from common.netguard.streams import Stream


def test_nothing_is_asked_where_an_answer_lies_already() -> None:
    """In front of TLS anybody on the way can put one."""
    stream = Stream()
    stream.data_received(b"HTTP/1.1 200 OK\r\n\r\n")
    with pytest.raises(UnreachableAddressError, match="before it is asked"):
        stream.write(b"GET / HTTP/1.1\r\n\r\n")


def test_whoever_waits_hears_of_bytes_and_of_the_end() -> None:
    stream, heard = Stream(), list[Stream]()
    stream.when_stirred = heard.append
    stream.data_received(b"a")
    stream.eof_received()
    stream.connection_lost(None)
    assert heard == [stream] * 3


class Wire(asyncio.Transport):
    """A transport that nothing travels over."""

    is_read = True

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        self.is_read = True


def test_whoever_sends_more_than_is_read_has_to_wait() -> None:
    async def play() -> None:
        stream, wire = Stream(), Wire()
        stream.speak_through(wire)
        stream.data_received(bytes(100_000))
        assert wire.is_read
        stream.data_received(bytes(100_000))
        assert not wire.is_read
        while not wire.is_read:
            assert await stream.read(50_000)
        stream.data_received(b"more")
        assert await stream.read(50_000) == b"more"

    asyncio.run(play())

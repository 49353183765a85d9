"""What a connection knows of what came over it, before anybody asks."""

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

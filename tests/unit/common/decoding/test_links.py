"""Links of a chained Ogg file, and a range of a file as a file."""

import io

from common.decoding.links import Window, ogg_links


def page(flags: int, body: bytes) -> bytes:
    return b"OggS\x00" + bytes([flags]) + bytes(20) + bytes([1, len(body)]) + body


def test_each_group_of_beginning_pages_is_a_link() -> None:
    sound, picture, rest = page(2, b"sound"), page(2, b"picture"), page(0, b"rest")
    first = sound + picture + rest
    data = first + sound + rest
    assert ogg_links(io.BytesIO(data)) == [(0, len(first)), (len(first), len(data))]


def test_a_file_of_one_link_or_of_another_kind_has_none() -> None:
    assert ogg_links(io.BytesIO(page(2, b"a") + page(0, b"b"))) == []
    assert ogg_links(io.BytesIO(b"RIFF" + bytes(100))) == []
    assert ogg_links(io.BytesIO(b"")) == []


def test_a_window_reads_its_range_only() -> None:
    window = Window(io.BytesIO(b"0123456789"), 2, 7)
    assert window.read() == b"23456"
    assert window.seek(-2, io.SEEK_END) == 3
    assert window.read(10) == b"56"
    assert window.seek(1) == 1
    assert window.read(2) == b"34"
    assert window.seek(1, io.SEEK_CUR) == window.tell() == 4

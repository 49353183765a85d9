import hashlib
import os
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from common.errors import ScopitoneError
from common.storage.cache import FetchCache
from common.storage.keys import object_key


def key(name: str) -> str:
    return object_key("frames", hashlib.sha256(name.encode()).hexdigest(), ".mp4")


def giving(data: bytes, calls: list[bytes]):
    def download(draft: BinaryIO) -> None:
        calls.append(data)
        draft.write(data)

    return download


def age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def test_an_object_is_downloaded_once(tmp_path: Path) -> None:
    calls: list[bytes] = []
    cache = FetchCache(tmp_path, most=1000)
    for _ in range(3):
        assert cache.fetch(key("a"), giving(b"film", calls)).read_bytes() == b"film"
    assert calls == [b"film"]


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = FetchCache(tmp_path, most=25)
    old, older = (cache.fetch(key(name), giving(b"0123456789", [])) for name in ("old", "older"))
    age(old, 10_000)
    age(older, 20_000)
    newest = cache.fetch(key("newest"), giving(b"0123456789", []))
    assert (older.exists(), old.exists(), newest.exists()) == (False, True, True)


def test_what_was_used_lately_stays_though_the_bound_is_passed(tmp_path: Path) -> None:
    cache = FetchCache(tmp_path, most=5)
    first = cache.fetch(key("a"), giving(b"0123456789", []))
    cache.fetch(key("b"), giving(b"0123456789", []))
    assert first.exists()


def test_a_failed_download_leaves_nothing(tmp_path: Path) -> None:
    def broken(draft: BinaryIO) -> None:
        draft.write(b"half")
        raise ScopitoneError("cut off")

    with pytest.raises(ScopitoneError, match="cut off"):
        FetchCache(tmp_path, most=1000).fetch(key("a"), broken)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_forgotten_object_is_downloaded_again(tmp_path: Path) -> None:
    calls: list[bytes] = []
    cache = FetchCache(tmp_path, most=1000)
    cache.fetch(key("a"), giving(b"1", calls))
    cache.forget(key("a"))
    cache.forget(key("never there"))
    cache.fetch(key("a"), giving(b"1", calls))
    assert len(calls) == 2

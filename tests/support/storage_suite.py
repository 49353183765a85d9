"""What every store must do; a test module imports these and gives a `storage` fixture."""

import hashlib
import threading
from pathlib import Path

import pytest

from common.errors import InvalidInputError
from common.storage.base import MissingObjectError, Storage
from common.storage.keys import hearing_key, hearings_of, object_key, song_of


def key(name: str, stage: str = "frames", suffix: str = ".mp4") -> str:
    return object_key(stage, hashlib.sha256(name.encode()).hexdigest(), suffix)


def test_what_was_put_is_there(storage: Storage) -> None:
    assert not storage.has(key("a"))
    assert storage.put(key("a"), b"film")
    assert storage.has(key("a"))
    assert storage.get(key("a")) == b"film"
    assert storage.size(key("a")) == 4
    assert storage.fetch(key("a")).read_bytes() == b"film"


def test_the_first_writer_wins(storage: Storage) -> None:
    assert storage.put(key("a"), b"first")
    assert not storage.put(key("a"), b"second")
    assert storage.get(key("a")) == b"first"


def test_equal_bytes_put_twice_are_stored_once(storage: Storage) -> None:
    data = b"same"
    assert storage.put(key("a"), data)
    assert not storage.put(key("a"), bytes(bytearray(data)))


def test_a_file_is_copied(storage: Storage, tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(b"x" * 3_000_000)
    assert storage.put_file(key("a"), source)
    source.write_bytes(b"changed afterwards")
    assert storage.size(key("a")) == 3_000_000
    assert not storage.put_file(key("a"), source)


def test_a_file_that_is_not_there_is_named(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"nothing\.mp4"):
        storage.put_file(key("a"), tmp_path / "nothing.mp4")
    assert not storage.has(key("a"))


def test_a_missing_object_says_so(storage: Storage) -> None:
    for ask in (storage.get, storage.fetch, storage.size):
        with pytest.raises(MissingObjectError, match="not in the store"):
            ask(key("a"))


def test_delete_removes_and_may_be_repeated(storage: Storage) -> None:
    storage.put(key("a"), b"1")
    storage.delete(key("a"))
    storage.delete(key("a"))
    assert not storage.has(key("a"))
    assert storage.put(key("a"), b"2")


def test_keys_are_sorted_and_can_be_narrowed(storage: Storage) -> None:
    frames = [key(str(n)) for n in range(5)]
    scripts = [key(str(n), "script", ".json") for n in range(3)]
    for name in [*scripts, *frames]:
        storage.put(name, b"")
    assert list(storage.keys()) == sorted(frames + scripts)
    assert list(storage.keys("script/")) == sorted(scripts)
    assert list(storage.keys("film/")) == []


def test_a_key_without_suffix_is_a_key(storage: Storage) -> None:
    storage.put(key("song", "song", ""), b"s")
    assert list(storage.keys("song/")) == [key("song", "song", "")]


def test_what_was_heard_in_a_song_is_found_by_the_song(storage: Storage) -> None:
    songs = [object_key("song", digest * 32) for digest in ("ab", "ac", "cd")]
    digests = ["1" * 64, "2" * 64]
    for song in songs:
        storage.put(song, b"sound")
        for digest in digests:
            storage.put(hearing_key(song, digest), digest.encode())
    first = [hearing_key(songs[0], digest) for digest in digests]
    assert list(storage.keys(hearings_of(songs[0]))) == first
    assert [storage.get(one) for one in first] == [digest.encode() for digest in digests]
    assert {song_of(one) for one in first} == {songs[0]}
    assert song_of(songs[0]) is None
    assert len(list(storage.keys())) == 9
    storage.delete(first[0])
    assert list(storage.keys(hearings_of(songs[0]))) == first[1:]
    assert not list(storage.keys(hearings_of(object_key("song", "ef" * 32))))


ZEROS = "0" * 64


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "film",
        "../etc/passwd",
        "film/../../x",
        "/abs/0",
        f"film/{ZEROS[1:]}",
        f"Film/{ZEROS}",
        f"film/{ZEROS}/x",
        f"film/{ZEROS}/{ZEROS}/{ZEROS}",
        f"film/{ZEROS}.mp4/{ZEROS}",
        f"film/{ZEROS}.mp4\n",
        "film/" + "٠" * 64,
    ],
)
def test_what_is_not_a_key_is_refused(storage: Storage, bad: str) -> None:
    for ask in (storage.has, storage.get, storage.fetch, storage.size, storage.delete):
        with pytest.raises(InvalidInputError, match="not an object key"):
            ask(bad)
    with pytest.raises(InvalidInputError):
        storage.put(bad, b"")


def test_of_many_writers_at_once_exactly_one_wins(storage: Storage) -> None:
    writers = [b"%d" % n * 100_000 for n in range(8)]
    won: list[bytes] = []
    gate = threading.Barrier(len(writers))

    def write(data: bytes) -> None:
        gate.wait()
        if storage.put(key("race"), data):
            won.append(data)

    threads = [threading.Thread(target=write, args=(data,)) for data in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert storage.get(key("race")) == won[0]

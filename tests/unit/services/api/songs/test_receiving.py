import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import SongLimitError
from services.api.songs.receiving import ReceivedSong, harmless_name, scratch_folder


@given(st.text())
def test_a_name_is_one_file_of_one_folder(given_name: str) -> None:
    name = harmless_name(given_name)
    assert name == Path("/folder", name).name
    assert name not in {"", ".", ".."}
    assert len(name.encode()) <= 130
    assert name.isprintable()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a song.mp3", "a song.mp3"),
        ("C:\\Music\\song.wav", "song.wav"),
        ("../../etc/passwd", "passwd"),
        (".mp3", "mp3"),
        ("Über (live) [1].flac", "Über (live) [1].flac"),
        ("a\x00b\n.ogg", "a_b_.ogg"),
    ],
)
def test_ordinary_names_stay(sent: str, kept: str) -> None:
    assert harmless_name(sent) == kept


def test_a_song_is_written_as_it_comes(tmp_path: Path) -> None:
    song = ReceivedSong(tmp_path / "song", most=5_000_000)

    async def receive() -> None:
        for _ in range(3):
            await song.add(bytes(700_000))
        assert (tmp_path / "song").stat().st_size == 1_400_000
        await song.finish()

    asyncio.run(receive())
    assert (tmp_path / "song").stat().st_size == song.size == 2_100_000


def test_too_much_is_refused_at_the_first_byte_over(tmp_path: Path) -> None:
    song = ReceivedSong(tmp_path / "song", most=10)
    with pytest.raises(SongLimitError, match="larger than"):
        asyncio.run(song.add(bytes(11)))
    song.close()


def test_the_scratch_folder_goes_whatever_happens(tmp_path: Path) -> None:
    def refuse() -> None:
        with scratch_folder(tmp_path) as folder:
            (folder / "song").write_bytes(b"x")
            raise SongLimitError

    with pytest.raises(SongLimitError):
        refuse()
    assert not list(tmp_path.iterdir())

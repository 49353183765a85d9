"""A song is measured in a child that may die of it."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from common import probe as probing
from common.config import Settings
from common.errors import InvalidInputError, SongLimitError, UnreadableSongError
from common.probe import measure, probe
from tests.support import sounds

SETTINGS = Settings()


def test_a_song_is_what_decodes(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a song.flac", sounds.drone(3.0), sounds.drone(3.0))
    song = probe(path, settings=SETTINGS)
    assert song == measure(path, settings=SETTINGS)
    assert (song.name, song.samples, song.sample_rate) == ("a song.flac", 132_300, 44_100)
    assert (song.channels, song.codec, song.container) == (2, "flac", "flac")
    assert song.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_refusal_reaches_the_parent_in_its_class(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.silence(6))
    with pytest.raises(SongLimitError, match=r"a\.wav lasts longer than 5 seconds"):
        probe(path, settings=Settings(max_song_seconds=5))
    path.write_text("no sound")
    with pytest.raises(UnreadableSongError, match=r"a\.wav is not a sound file"):
        probe(path, settings=SETTINGS)


def test_too_little_sound_is_refused(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.silence(1))
    with pytest.raises(InvalidInputError, match="holds 1 seconds of sound; at least 2 seconds"):
        measure(path, settings=SETTINGS)


def test_a_name_that_looks_like_an_option_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sounds.write(tmp_path / "-v.wav", sounds.silence(3))
    assert probe(Path("-v.wav"), settings=SETTINGS).samples == 132_300


def test_a_name_with_a_null_byte_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="is not a file name"):
        probe(Path("a\0b.wav"), settings=SETTINGS)


@pytest.mark.parametrize(("signal", "kind"), [(24, SongLimitError), (11, UnreadableSongError)])
def test_the_childs_death_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal: int, kind: type[Exception]
) -> None:
    deadly = tmp_path / "python"
    deadly.write_text(f"#!/bin/sh\nkill -{signal} $$\n")
    deadly.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(deadly))
    with pytest.raises(kind, match=r"song\.wav"):
        probe(tmp_path / "song.wav", settings=SETTINGS)


def test_a_child_that_takes_for_ever_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "python"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    monkeypatch.setattr(probing, "WALL_SECONDS", 0.2)
    with pytest.raises(SongLimitError, match="to decode"):
        probe(tmp_path / "song.wav", settings=SETTINGS)


def test_the_api_gets_no_heavy_library_from_it() -> None:
    code = (
        "import sys, common.probe; print({'librosa', 'cv2', 'numba', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"

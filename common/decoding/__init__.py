"""Decode any sound file in blocks, within limits and without believing its headers.

A file is what its packets decode to: stated durations and sizes are ignored, corrupt packets are
skipped, a change of format on the way is brought to the format of the beginning, and what is not
a finite number is silence. Memory stays bounded by one block; who counts only, keeps nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import soundfile
from av.error import FFmpegError

from common.config import Settings
from common.decoding import ffmpeg, sndfile
from common.decoding.fitting import Fitter
from common.decoding.form import Block, Form, Piece
from common.errors import InvalidInputError, SongLimitError, UnreadableSongError

__all__ = ["Block", "Form", "check_long_enough", "length", "open_sound"]

MIN_RATE, MAX_RATE = 1000, 768_000


@contextmanager
def open_sound(
    path: Path,
    *,
    settings: Settings,
    max_rate: int | None = None,
    max_channels: int | None = None,
) -> Iterator[tuple[Form, Iterator[Block]]]:
    """Begin to decode a file.

    Args:
        max_rate, max_channels: sound above them is resampled and mixed down on the way.

    Yields:
        The file's form, and an iterator over its blocks: float32, shape (channels, n). The blocks
        have the form's rate and channels, or the maxima where these are lower. The iterator raises
        `SongLimitError` once more than `max_song_seconds` were decoded.

    Raises:
        InvalidInputError: no such file, or it may not be read.
        SongLimitError: too many bytes or channels.
        UnreadableSongError: no sound in it.
    """
    with _opened(path, settings) as file:
        pieces = _decoded(file, path.name)
        first = next(pieces)
        _check_form(first.form, path.name, settings)
        fitter = Fitter(
            sample_rate=min(first.form.sample_rate, max_rate or MAX_RATE),
            channels=min(first.form.channels, max_channels or first.form.channels),
        )
        blocks = _fitted(chain([first], pieces), fitter)
        yield first.form, _limited(blocks, fitter.sample_rate, path.name, settings)


@contextmanager
def _opened(path: Path, settings: Settings) -> Iterator[BinaryIO]:
    try:
        if path.exists() and not path.is_file():
            kind = "a folder" if path.is_dir() else "not a file"
            raise InvalidInputError(f"{path} is {kind}; give a sound file")
        file = path.open("rb")
    except FileNotFoundError:
        raise InvalidInputError(f"there is no file {path}") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise InvalidInputError(f"{path.name} cannot be opened: {reason.lower()}") from None
    with file:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableSongError(f"{path.name} is empty (0 bytes)")
        if size > settings.max_song_bytes:
            raise SongLimitError(
                f"{path.name} has {size / 1e6:.0f} MB;"
                f" the limit is {settings.max_song_bytes / 1e6:.0f} MB"
            )
        yield file


def _decoded(file: BinaryIO, name: str) -> Iterator[Piece]:
    """All pieces, from FFmpeg or else from libsndfile; at least one."""
    count = 0
    for decoder in (ffmpeg, sndfile):
        try:
            for piece in decoder.pieces(file):
                count += 1
                yield piece
        except ffmpeg.NoAudioStreamError:
            raise UnreadableSongError(f"{name} holds no audio stream") from None
        except (FFmpegError, soundfile.SoundFileError, OSError):
            pass
        if count:
            return
    raise UnreadableSongError(f"{name} is not a sound file, or holds no sound that can be decoded")


def _check_form(form: Form, name: str, settings: Settings) -> None:
    if form.channels > settings.max_song_channels:
        raise SongLimitError(
            f"{name} has {form.channels} channels; the limit is {settings.max_song_channels}"
        )
    if not MIN_RATE <= form.sample_rate <= MAX_RATE:
        raise UnreadableSongError(f"{name} claims a sample rate of {form.sample_rate} Hz")


def _fitted(pieces: Iterator[Piece], fitter: Fitter) -> Iterator[Block]:
    for piece in pieces:
        yield from fitter.fit(piece)
    yield from fitter.flush()


def _limited(blocks: Iterator[Block], rate: int, name: str, settings: Settings) -> Iterator[Block]:
    """Pass blocks on until they last longer than a song may."""
    room = round(settings.max_song_seconds * rate)
    for block in blocks:
        room -= block.shape[1]
        if room < 0:
            raise SongLimitError(
                f"{name} lasts longer than {length(settings.max_song_seconds)},"
                " the limit here; give a shorter song"
            )
        yield block


def length(seconds: float) -> str:
    """A duration for people: 45 seconds, 20 minutes."""
    return f"{seconds / 60:g} minutes" if seconds >= 120 else f"{seconds:g} seconds"


def check_long_enough(seconds: float, name: str, settings: Settings) -> None:
    """Raises InvalidInputError for less sound than `min_song_seconds`."""
    if seconds < settings.min_song_seconds:
        raise InvalidInputError(
            f"{name} holds {seconds:.2g} seconds of sound;"
            f" at least {length(settings.min_song_seconds)} are needed"
        )

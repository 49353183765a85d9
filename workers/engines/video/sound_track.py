"""The song as the film's AAC track: encoded once, or copied where it is AAC already.

The encoder puts 1024 samples of its own before the first; its packets start at that negative time
and the MP4 edit list tells players to begin after it, so that sound and picture both start at 0.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from common.errors import UnreadableSongError
from workers.engines.video.packets import AudioPacket, audio_packets

Block = NDArray[np.float32]

BIT_RATE = 192_000
MAX_RATE = 48_000
_AAC_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
_LONGEST_PRIMING = 4096
"""Samples: more than AAC encoders put before the sound."""


def encoded(
    container: av.container.OutputContainer, blocks: Iterable[Block], sample_rate: int
) -> Iterator[AudioPacket]:
    """Add a stereo AAC stream to a container and give its packets, block by block.

    Args:
        blocks: float32 of shape (1 or 2, n).
        sample_rate: of the blocks, in hertz; other than an AAC rate up to 48 kHz, it becomes that.
    """
    rate = sample_rate if sample_rate in _AAC_RATES else MAX_RATE
    stream = container.add_stream("aac", rate=rate, options={"b": str(BIT_RATE)})
    stream.layout = "stereo"
    stream.time_base = Fraction(1, rate)
    return _packets(stream, _resampled(blocks, sample_rate, rate))


def copied(
    container: av.container.OutputContainer, source: av.container.InputContainer
) -> Iterator[AudioPacket]:
    """Add the source's AAC stream to a container and give its packets untouched."""
    original = source.streams.audio[0]
    stream = container.add_stream_from_template(original)
    return _moved(source, original, stream)


def can_be_copied(path: Path) -> bool:
    """Whether a song is mono or stereo AAC in an MP4 whose sound begins at 0."""
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            if "mp4" not in container.format.name or not container.streams.audio:
                return False
            stream = container.streams.audio[0]
            if stream.codec_context.name != "aac" or stream.codec_context.layout.nb_channels > 2:
                return False
            first = next(iter(container.demux(stream)))
            return first.pts is not None and -_LONGEST_PRIMING <= first.pts <= 0
    except FFmpegError:
        return False


def cut(
    blocks: Iterable[Block], sample_rate: int, start: float, end: float | None
) -> Iterator[Block]:
    """The blocks between two moments in seconds, the first and last shortened to fit."""
    first = round(start * sample_rate)
    last = None if end is None else round(end * sample_rate)
    position = 0
    for block in blocks:
        stop = None if last is None else last - position
        if stop is not None and stop <= 0:
            return
        kept = block[:, max(first - position, 0) : stop]
        if kept.size:
            yield kept
        position += block.shape[1]


def _moved(
    source: av.container.InputContainer, original: av.AudioStream, stream: av.AudioStream
) -> Iterator[AudioPacket]:
    try:
        for packet in audio_packets(source, original):
            packet.stream = stream
            yield packet
    except FFmpegError as problem:
        raise UnreadableSongError(f"the song breaks off: {problem.strerror}") from None


def _packets(stream: av.AudioStream, frames: Iterable[av.AudioFrame]) -> Iterator[AudioPacket]:
    for frame in frames:
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _resampled(blocks: Iterable[Block], sample_rate: int, rate: int) -> Iterator[av.AudioFrame]:
    resampler = av.AudioResampler("fltp", "stereo", rate)
    position = 0
    for block in blocks:
        both = np.ascontiguousarray(np.broadcast_to(block, (2, block.shape[1])))
        frame = av.AudioFrame.from_ndarray(both, "fltp", "stereo")
        frame.sample_rate, frame.time_base = sample_rate, Fraction(1, sample_rate)
        frame.pts = position
        position += block.shape[1]
        yield from resampler.resample(frame)
    yield from resampler.resample(None)

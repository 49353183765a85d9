"""The packets of many segments as one stream, with exact times."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
from av.error import FFmpegError

from common.artifacts.frames import Segment
from common.errors import EngineError
from workers.engines.video.packets import VideoPacket, video_packets

REORDER = 2
"""Frames by which decoding runs ahead of showing: x264's B-pyramid needs two."""


class Opening(NamedTuple):
    """What all segments of a film must share."""

    codec: str
    extradata: bytes
    width: int
    height: int
    fps: Fraction


def opening(path: Path) -> Opening:
    """Read the head of a segment file.

    Raises:
        EngineError: it holds no video.
    """
    with _opened(path) as container:
        stream = _video(container, path)
        context = stream.codec_context
        return Opening(
            codec=context.name,
            extradata=context.extradata or b"",
            width=context.width,
            height=context.height,
            fps=Fraction(stream.average_rate or 0),
        )


def inspect_segment(path: Path) -> Segment:
    """What a segment file holds, its frames counted by packets.

    Raises:
        EngineError: it holds no video.
    """
    head = opening(path)
    with _opened(path) as container:
        count = sum(1 for _ in video_packets(container, _video(container, path)))
    return Segment(frames=count, width=head.width, height=head.height, fps=head.fps)


def joined(
    segments: Sequence[Path], fps: Fraction, stream: av.VideoStream
) -> Iterator[VideoPacket]:
    """Packets for `stream`: frame n of the film at n / fps, in decoding order.

    Decoding times are numbered anew, one a frame from -REORDER on: at the end of a segment shorter
    than the reordering x264's own are not those of a longer film.

    Raises:
        EngineError: a segment has other codec data than the first, or holes in its times.
    """
    first = opening(segments[0])
    start = 0
    for path in segments:
        if opening(path) != first:
            raise EngineError(f"{path.name} was not encoded like {segments[0].name}: render anew")
        for packet in _timed(path, start, fps):
            packet.stream = stream
            start += 1
            yield packet


def _timed(path: Path, start: int, fps: Fraction) -> Iterator[VideoPacket]:
    shown = set()
    with _opened(path) as container:
        for number, packet in enumerate(video_packets(container, _video(container, path))):
            frame = (packet.pts or 0) * packet.time_base * fps
            decoded = start + number - REORDER
            if frame.denominator != 1 or start + frame < decoded:
                raise EngineError(f"{path.name}: packet {number} has no whole frame's time")
            if number == 0 and not packet.is_keyframe:
                raise EngineError(f"{path.name} does not begin with a keyframe")
            shown.add(int(frame))
            packet.time_base = 1 / fps
            packet.pts, packet.dts, packet.duration = start + int(frame), decoded, 1
            yield packet
    if shown != set(range(len(shown))):
        raise EngineError(f"{path.name} has holes in its times")


@contextmanager
def _opened(path: Path) -> Iterator[av.container.InputContainer]:
    try:
        with av.open(str(path)) as container:
            yield container
    except FFmpegError as problem:
        raise EngineError(f"{path.name} is not a segment: {problem.strerror}") from None


def _video(container: av.container.InputContainer, path: Path) -> av.VideoStream:
    if not container.streams.video:
        raise EngineError(f"{path.name} is not a segment: it holds no video")
    return container.streams.video[0]

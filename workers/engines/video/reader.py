"""Read footage back: its frames as sRGB pictures, one at a time, and what the file holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import cv2
import numpy as np
from av.error import FFmpegError
from av.stream import Disposition
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray

from common.errors import InvalidInputError
from common.timebase import frame_rate
from workers.engines.video.colour import from_yuv420
from workers.engines.video.packets import audio_packets, video_packets

Picture = NDArray[np.uint8]

_HD_ROWS = 720
"""From this height on, untagged footage is BT.709; below it BT.601, as players have it."""
_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,ogg,flv,asf,mxf,nut,gif,ivf"
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": _FORMATS, "enable_drefs": "0"}
"""Playlists are absent on purpose: they would make FFmpeg open addresses and files they name."""
_EXACT = Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT | Interpolation.BITEXACT


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a video file holds; frames are counted by packets, durations are in seconds."""

    width: int
    height: int
    fps: Fraction
    frames: int
    video_codec: str
    video_seconds: Fraction
    audio_codec: str | None
    audio_seconds: Fraction


def read_frames(path: Path, *, rows: int | None = None) -> tuple[Fraction, Iterator[Picture]]:
    """Decode a video.

    Args:
        rows: height of the pictures, if lower than the film's; the width follows, both even.

    Returns:
        Frames a second, and an iterator over uint8 sRGB pictures of shape (h, w, 3) in the order
        in which they are shown. Footage of varying rate is given frame by frame at its mean rate.

    Raises:
        InvalidInputError: not a video, or (while iterating) damaged on the way.
    """
    with _opened(path) as (_, stream):
        fps = _rate(stream)
    return fps, _pictures(path, rows)


def describe(path: Path) -> Description:
    """Count what is in a file, without decoding it.

    Raises:
        InvalidInputError: not a video.
    """
    with _opened(path) as (container, stream):
        fps = _rate(stream)
        frames = sum(not packet.is_discard for packet in video_packets(container, stream))
        return Description(
            width=stream.codec_context.width,
            height=stream.codec_context.height,
            fps=fps,
            frames=frames,
            video_codec=stream.codec_context.name,
            video_seconds=frames / fps,
            audio_codec=_audio_codec(container),
            audio_seconds=_audio_seconds(path) if container.streams.audio else Fraction(0),
        )


def _pictures(path: Path, rows: int | None) -> Iterator[Picture]:
    with _opened(path) as (container, stream):
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            yield _rgb(frame, rows)


def _rgb(frame: av.VideoFrame, rows: int | None) -> Picture:
    """Matrix and range are named: swscale's own default is BT.601 whatever the frame's tag says."""
    width, height = frame.width, frame.height
    turns = (frame.rotation // 90) % 4
    if rows is not None and rows < height:
        width, height = max(2, 2 * round(width * rows / height / 2)), max(2, 2 * (rows // 2))
        if (small := _small(frame, width, height)) is not None:
            return np.ascontiguousarray(np.rot90(small, turns)) if turns else small
    untagged = Colorspace.ITU709 if frame.height >= _HD_ROWS else Colorspace.ITU601
    known = frame.colorspace in {int(space) for space in (Colorspace.ITU709, 5, 6, 7, 9)}
    picture = frame.reformat(
        width=width,
        height=height,
        format="rgb24",
        src_colorspace=frame.colorspace if known else untagged,
        src_color_range=frame.color_range or ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=_EXACT | (Interpolation.AREA if rows else Interpolation.BICUBIC),
    )
    pixels = cast("Picture", picture.to_ndarray())
    return np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels


def _small(frame: av.VideoFrame, width: int, height: int) -> Picture | None:
    """Planes shrunk, then converted: swscale's exact shrinking of a 1280x720 frame takes 7 ms.

    Only for what nearly all footage is; None for other formats, matrices and ranges.
    """
    usual = frame.format.name == "yuv420p" and frame.colorspace == Colorspace.ITU709
    if not usual or frame.color_range != ColorRange.MPEG or frame.width % 2 or frame.height % 2:
        return None
    planes = cast("Picture", frame.to_ndarray())
    chroma = planes[frame.height :].reshape(2, frame.height // 2, frame.width // 2)
    small = np.empty((height * 3 // 2, width), dtype=np.uint8)
    small[:height] = _shrunk(planes[: frame.height], (width, height))
    half = (width // 2, height // 2)
    small[height:] = np.stack([_shrunk(plane, half) for plane in chroma]).reshape(-1, width)
    picture = np.empty((height, width, 3), dtype=np.uint8)
    from_yuv420(small, picture)
    return picture


def _shrunk(plane: Picture, size: tuple[int, int]) -> Picture:
    """By halves as far as they go: a quarter of the time of one step by an odd factor."""
    while plane.shape[0] >= 2 * size[1] and not (plane.shape[0] | plane.shape[1]) & 1:
        half = (plane.shape[1] // 2, plane.shape[0] // 2)
        plane = np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[av.container.InputContainer, av.VideoStream]]:
    try:
        with av.open(str(path), options=_OPTIONS, metadata_errors="replace") as container:
            yield container, _moving_stream(container, path)
    except FFmpegError as problem:
        reason = (problem.strerror or "unknown content").lower()
        raise InvalidInputError(f"{path.name} cannot be read as a video: {reason}") from None


def _moving_stream(container: av.container.InputContainer, path: Path) -> av.VideoStream:
    """The first stream of pictures that is not a song's cover."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    raise InvalidInputError(f"{path.name} holds no moving pictures; give a video file")


def _rate(stream: av.VideoStream) -> Fraction:
    return frame_rate(stream.average_rate or stream.guessed_rate or 0)


def _audio_codec(container: av.container.InputContainer) -> str | None:
    streams = container.streams.audio
    return streams[0].codec_context.name if streams else None


def _audio_seconds(path: Path) -> Fraction:
    """End of the last audio packet: what plays, apart from what an edit list cuts off before 0."""
    end = Fraction(0)
    with _opened(path) as (container, _):
        for packet in audio_packets(container, container.streams.audio[0]):
            if packet.pts is not None:
                end = max(end, (packet.pts + (packet.duration or 0)) * packet.time_base)
    return end

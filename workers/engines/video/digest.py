"""What a film shows, as one number: codec data, packets and timestamps of its video, no metadata.

Two films with equal digests show the same pictures at the same moments, whatever their sound, title
or layout in the file.
"""

import hashlib
from fractions import Fraction
from pathlib import Path

import av
from av.error import FFmpegError

from common.errors import InvalidInputError
from workers.engines.video.packets import VideoPacket, video_packets


class PacketDigest:
    """Feed packets in the order in which they are decoded."""

    def __init__(self, extradata: bytes) -> None:
        self._hash = hashlib.sha256(extradata)

    def add(self, packet: VideoPacket) -> None:
        times = [_seconds(packet, stamp) for stamp in (packet.pts, packet.dts)]
        self._hash.update(f"{times[0]} {times[1]} {packet.is_keyframe:d} {packet.size}\n".encode())
        self._hash.update(bytes(packet))

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def video_digest(path: Path) -> str:
    """sha256 of a file's first video stream, 64 hexadecimal digits.

    Raises:
        InvalidInputError: no video in this file.
    """
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise InvalidInputError(f"{path}: there is no video in this file")
            stream = container.streams.video[0]
            digest = PacketDigest(stream.codec_context.extradata or b"")
            for packet in video_packets(container, stream):
                digest.add(packet)
    except (FFmpegError, OSError) as problem:
        raise InvalidInputError(f"{path}: not a video ({problem.strerror})") from None
    return digest.hexdigest()


def _seconds(packet: VideoPacket, stamp: int | None) -> Fraction | None:
    return None if stamp is None else stamp * packet.time_base

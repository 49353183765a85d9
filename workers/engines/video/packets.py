"""Compressed packets: their types, and those of a stream without the empty one at its end."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import av

VideoPacket: TypeAlias = "av.Packet[av.VideoStream]"
AudioPacket: TypeAlias = "av.Packet[av.AudioStream]"
AnyPacket: TypeAlias = "av.Packet[Any]"


def video_packets(
    container: av.container.InputContainer, stream: av.VideoStream
) -> Iterator[VideoPacket]:
    return (packet for packet in container.demux(stream) if packet.size)


def audio_packets(
    container: av.container.InputContainer, stream: av.AudioStream
) -> Iterator[AudioPacket]:
    return (packet for packet in container.demux(stream) if packet.size)

"""Decode with FFmpeg (PyAV): what the packets hold, whatever the headers say."""

from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from common.decoding.form import Block, Form, Piece
from common.decoding.links import Window, ogg_links

_FORMATS = (
    "3gp,aac,ac3,adts,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,dtshd,eac3,flac,flv,iff,"
    "ircam,latm,loas,matroska,matroska\\,webm,mp2,mp3,mp4,mov,m4a,mpc,mpc8,mpeg,mpegts,nistsphere,"
    "nut,oga,ogg,oma,opus,qoa,rf64,rm,shn,sox,tak,truehd,tta,voc,w64,wav,webm,wv,xwma"
)
"""Containers of sound. Playlists (hls, concat, dash, sdp) are absent on purpose: they would make
FFmpeg open addresses and files that the uploader names."""

_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": _FORMATS, "enable_drefs": "0"}


class NoAudioStreamError(Exception):
    """The container was understood and holds no sound."""


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Decoded sound of the first audio stream, link after link; corrupt packets are skipped.

    Raises:
        NoAudioStreamError: there is a container without sound.
        FFmpegError: FFmpeg does not know this content.
    """
    for window in _windows(file):
        with av.open(window, "r", options=_OPTIONS, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise NoAudioStreamError(container.format.name)
            yield from _stream_pieces(container)


def _windows(file: BinaryIO) -> list[IO[bytes]]:
    links = ogg_links(file)
    file.seek(0)
    return [cast("IO[bytes]", Window(file, *link)) for link in links] or [file]


def _stream_pieces(container: av.container.InputContainer) -> Iterator[Piece]:
    stream = container.streams.audio[0]
    for packet in _packets(container, stream):
        for frame in _frames(packet):
            if frame.samples and frame.sample_rate:
                samples = _float_block(frame)
                yield Piece(_form(container, stream, frame.sample_rate, len(samples)), samples)


def _packets(
    container: av.container.InputContainer, stream: av.AudioStream
) -> "Iterator[av.Packet[av.AudioStream]]":
    """Packets until the end, or until the container itself is too broken to go on.

    Where another stream begins on the way (a broadcast that was recorded), PyAV 18.1 reads its own
    table of wanted streams beyond the end, and trips over that when all is read.
    """
    try:
        yield from container.demux(stream)
    except (FFmpegError, IndexError):
        return


def _frames(packet: "av.Packet[av.AudioStream]") -> list[av.AudioFrame]:
    try:
        return packet.decode()
    except FFmpegError:
        return []


def _form(
    container: av.container.InputContainer, stream: av.AudioStream, rate: int, channels: int
) -> Form:
    return Form(
        codec=stream.codec_context.name,
        container=container.format.name,
        sample_rate=rate,
        channels=channels,
    )


def _float_block(frame: av.AudioFrame) -> Block:
    """Samples as float32, shape (channels, n), full scale of integers at 1."""
    values: NDArray[Any] = frame.to_ndarray()
    if frame.format.is_packed:
        values = values.reshape(frame.samples, -1).T
    if values.dtype == np.uint8:
        return (values.astype(np.float32) - 128) / np.float32(128)
    if np.issubdtype(values.dtype, np.integer):
        scale = float(2 ** (8 * values.itemsize - 1))
        return (values / scale).astype(np.float32)
    with np.errstate(over="ignore"):
        return values.astype(np.float32)

"""Segments and a song become a film; no picture is decoded, nothing is held in memory.

The movie is for browsers: H.264 and AAC, the index before the data, chapters. Its clock ticks a
whole number of times a frame, so that 24000/1001 does not drift in twenty minutes.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import av

from common.artifacts.video import Chapter, Film
from common.config import Settings
from common.decoding import open_sound
from common.errors import EngineError, InvalidInputError
from workers.engines.video import picture_track, sound_track
from workers.engines.video.digest import PacketDigest, video_digest
from workers.engines.video.output import appearing
from workers.engines.video.packets import AnyPacket, AudioPacket, VideoPacket

Excerpt = tuple[float, float | None]
"""Start and end in seconds of the song's own time; None is its last sample."""

_MILLISECOND = Fraction(1, 1000)
_MIN_CLOCK = 10_000


def mux(
    segments: Sequence[Path],
    *,
    audio: Path,
    out: Path,
    fps: Fraction,
    excerpt: Excerpt | None = None,
    chapters: Sequence[Chapter] = (),
    metadata: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Film:
    """Join segments in order, lay the song under them, and read the result back once.

    Args:
        segments: files made by `encode` with one size, rate and quality.
        audio: the song; AAC in MP4 is copied when it is not cut.
        out: an MP4 that appears when it is whole.
        metadata: MP4 tags: `title`, `artist`, `comment` and the like.

    Raises:
        EngineError: segments that do not belong together.
        InvalidInputError: no segments, or a song that cannot be read.
        StorageFullError, UnwritableOutputError: the film could not be written.
    """
    if not segments:
        raise InvalidInputError("a film needs at least one scene")
    head = picture_track.opening(segments[0])
    with appearing(out) as draft:
        job = _Writing(fps=fps, chapters=chapters, metadata=metadata or {})
        with ExitStack() as stack:
            sound = _Sound(audio, excerpt, settings or Settings(), stack)
            job.write(segments, sound, draft)
        digest = video_digest(draft)
        if digest != job.digest.hexdigest():
            raise EngineError("the film does not read back as it was written; check the disk")
    return Film(
        frames=job.frames,
        width=head.width,
        height=head.height,
        fps=fps,
        duration=float(job.frames / fps),
        chapters=tuple(chapters),
        video_digest=digest,
    )


class _Sound:
    """The song, opened: its packets once a container asks for them."""

    def __init__(
        self, path: Path, excerpt: Excerpt | None, settings: Settings, stack: ExitStack
    ) -> None:
        self._source: av.container.InputContainer | None = None
        if excerpt is None and sound_track.can_be_copied(path):
            self._source = stack.enter_context(av.open(str(path), metadata_errors="replace"))
            return
        form, blocks = stack.enter_context(
            open_sound(path, settings=settings, max_rate=sound_track.MAX_RATE, max_channels=2)
        )
        self._rate = min(form.sample_rate, sound_track.MAX_RATE)
        self._blocks = sound_track.cut(blocks, self._rate, *(excerpt or (0.0, None)))

    def packets(self, container: av.container.OutputContainer) -> Iterator[AudioPacket]:
        if self._source is not None:
            return sound_track.copied(container, self._source)
        return sound_track.encoded(container, self._blocks, self._rate)


class _Writing:
    """One pass over all packets, in the order of their decoding times."""

    def __init__(
        self, *, fps: Fraction, chapters: Sequence[Chapter], metadata: Mapping[str, str]
    ) -> None:
        self._fps, self._chapters, self._metadata = fps, chapters, metadata
        self.frames = 0
        self.digest = PacketDigest(b"")

    def write(self, segments: Sequence[Path], sound: _Sound, draft: Path) -> None:
        with av.open(str(draft), "w", format="mp4", options=self._options()) as container:
            container.metadata.update(self._metadata)
            container.set_chapters([_mp4_chapter(n, c) for n, c in enumerate(self._chapters)])
            with av.open(str(segments[0])) as pattern:
                picture = container.add_stream_from_template(pattern.streams.video[0])
            picture.time_base = 1 / self._fps
            self.digest = PacketDigest(picture.codec_context.extradata or b"")
            pictures = self._counted(picture_track.joined(segments, self._fps, picture))
            tracks: list[Iterator[AnyPacket]] = [pictures, sound.packets(container)]
            for packet in heapq.merge(*tracks, key=_decoding_time):
                container.mux_one(packet)

    def _options(self) -> dict[str, str]:
        clock = str(clock_rate(self._fps))
        return {
            "movflags": "+faststart",
            "fflags": "+bitexact",
            "video_track_timescale": clock,
            "movie_timescale": clock,
        }

    def _counted(self, packets: Iterator[VideoPacket]) -> Iterator[VideoPacket]:
        for packet in packets:
            self.frames += 1
            self.digest.add(packet)
            yield packet


def clock_rate(fps: Fraction) -> int:
    """Ticks a second of an MP4 in which every frame lasts a whole number of ticks."""
    rate = fps.numerator
    while rate < _MIN_CLOCK:
        rate *= 2
    return rate


def _decoding_time(packet: AnyPacket) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def _mp4_chapter(number: int, chapter: Chapter) -> "av.container.core.Chapter":
    return {
        "id": number,
        "start": round(chapter.start / _MILLISECOND),
        "end": round(chapter.end / _MILLISECOND),
        "time_base": _MILLISECOND,
        "metadata": {"title": chapter.title},
    }

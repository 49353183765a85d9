"""What reads bytes of strangers (songs, lyrics, URLs, answers of language models, requests) or of a
store that may hold anything: each takes them, or refuses them in one line."""

import io
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import av
import numpy as np
import soundfile
from pydantic import ValidationError

from common.artifacts.document import Document
from common.artifacts.frames import Segment
from common.artifacts.keyframes import Keyframe, Layer
from common.artifacts.lyrics import read_lyrics
from common.artifacts.warp_plan import WarpPlan
from common.config import Settings
from common.errors import InvalidInputError
from common.film_request import FilmRequest
from common.netguard import read_target
from common.probe import measure
from common.storage.codec import decode_keyframe, encode_keyframe
from tests.support import sounds
from tests.support.answers import FORMS
from tests.support.documents import make_analysis, make_script, make_understanding
from tests.support.films import make_song
from workers.engines.language.reading import read_characters, read_list, read_scenes, read_timed

_RATE, _LOW_RATE, _SECONDS = 48_000, 11_025, 2.0
_SETTINGS = Settings(max_song_seconds=60, min_song_seconds=0.2)
_KINDS = (("WAV", "PCM_16"), ("WAV", "FLOAT"), ("FLAC", None), ("OGG", "VORBIS"), ("OGG", "OPUS"))
_MORE_KINDS = (("MP3", None), ("AIFF", None), ("CAF", None), ("W64", None), ("AU", None))
_CONTAINERS = (
    ("mp4", "aac"),
    ("matroska", "aac"),
    ("adts", "aac"),
    ("avi", "mp2"),
    ("mpegts", "mp2"),
)
_URLS = (
    "https://example.com:8443/a/b?c=d&e=%20f#g",
    "http://[2001:db8::1]:3000/",
    "http://8.8.8.8/x@y",
    "http://xn--bcher-kva.example/",
)
_LYRICS = (
    "[ti:Home]\n[00:12.30]Down by the sea\n[00:15.1][01:15.10]I wait\n",
    "1\n00:00:01,000 --> 00:00:04,000\nDown by the sea\n\n2\n00:00:05,000 --> 00:00:06,500\nNo\n",
    "WEBVTT\n\n00:01.000 --> 00:04.000 align:start\nDown <i>by</i> the sea\n",
    "Down by the sea\nI wait\n\n[Chorus]\nCome home\n",
)


class RefusedError(Exception):
    """As it should be."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Attributes:
    read: returns when the bytes were taken; raises `RefusedError`, or whatever is a finding.
    share: of the time of a longer run.
    """

    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[bytes], object]
    share: float = 0.1


def _song(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".song", dir=_scratch()) as file:
        file.write(data)
        file.flush()
        try:
            song = measure(Path(file.name), settings=_SETTINGS)
        except InvalidInputError as problem:
            raise RefusedError from _one_line(problem)
    assert song.samples / song.sample_rate <= _SETTINGS.max_song_seconds
    assert type(song).from_json(song.to_json()) == song


def _scratch() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _songs() -> Sequence[bytes]:
    samples = np.stack([sounds.drone(_SECONDS), sounds.noise(_SECONDS)]).T[
        :: sounds.RATE // _LOW_RATE
    ]
    made = []
    for container, subtype in (*_KINDS, *_MORE_KINDS):
        file = io.BytesIO()
        rate = _RATE if subtype == "OPUS" else _LOW_RATE
        soundfile.write(file, samples, rate, format=container, subtype=subtype)
        made.append(file.getvalue())
    made.append(made[3] + made[3])  # chained
    return [*made, *(_encoded(samples, *kind) for kind in _CONTAINERS)]


def _encoded(samples: np.ndarray, container: str, codec: str) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=_RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples.T, np.float32), "fltp", "stereo"
        )
        frame.sample_rate = _RATE
        output.mux([*stream.encode(frame), *stream.encode(None)])
    return file.getvalue()


def _document(kind: type[Document]) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        try:
            document = kind.from_json(data)
        except InvalidInputError as problem:
            raise RefusedError from _one_line(problem)
        assert kind.from_json(document.to_json()) == document

    return read


def _keyframe(data: bytes) -> None:
    try:
        decode_keyframe(data)
    except InvalidInputError as problem:
        raise RefusedError from _one_line(problem)


def _keyframes() -> Sequence[bytes]:
    dice = np.random.default_rng(1)
    layers = tuple(
        Layer(name=f"l {n}", pixels=dice.integers(0, 256, (24, 32, 4), np.uint8), depth=n / 2)
        for n in range(2)
    )
    image = dice.integers(0, 256, (24, 32, 3), np.uint8)
    return [encode_keyframe(Keyframe(image=image, layers=layers, sprites=(), overscan=0.1))]


def _answer(data: bytes) -> None:
    text = data.decode(errors="replace")
    scenes = read_scenes(text, 12)
    assert all(0 <= number < 12 and said.strip() for number, said in scenes.items())
    assert all("\n" not in said for said in scenes.values())
    assert len(read_characters(text, 3)) <= 3
    assert len(read_list(text, 5)) <= 5
    read_timed(text)


def _url(data: bytes) -> None:
    try:
        target = read_target(data.decode(errors="replace"))
    except InvalidInputError as problem:
        raise RefusedError from _one_line(problem)
    assert read_target(target.url) == target
    assert target.url.isascii()
    assert not set(target.url) & set(" \\\r\n\t")


def _lyrics(data: bytes) -> None:
    try:
        assert read_lyrics(data.decode(errors="replace"))
    except InvalidInputError as problem:
        raise RefusedError from _one_line(problem)


def _request(data: bytes) -> None:
    try:
        request = FilmRequest.model_validate_json(data)
    except ValidationError as problem:
        raise RefusedError from problem
    assert FilmRequest.model_validate_json(request.model_dump_json()) == request


def _requests() -> Sequence[bytes]:
    asked = {"theme": "home", "fps": "30000/1001", "aspect": "9:16", "seed": 7, "lyrics": ["La"]}
    return [json.dumps(asked).encode(), FilmRequest(theme="home").model_dump_json().encode()]


def _one_line(problem: InvalidInputError) -> InvalidInputError:
    assert "\n" not in str(problem), str(problem)
    return problem


_PLAN = WarpPlan(fps="24000/1001", source_times=(0.0, 0.05, 0.1), matches=(), cost=0.0, grid=True)
_SEGMENT = Segment(frames=48, width=640, height=360, fps="30000/1001")
_DOCUMENTS: tuple[Document, ...] = (
    *(make_analysis(duration=4.0), make_script(), make_understanding(), make_song()),
    *(_PLAN, _SEGMENT),
)
TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "songs": Target(seeds=_songs, read=_song, share=0.4),
        **{
            f"document: {type(one).__name__.lower()}": Target(
                seeds=lambda one=one: [one.to_json()],  # type: ignore[misc]
                read=_document(type(one)),
                share=0.03,
            )
            for one in _DOCUMENTS
        },
        "keyframes": Target(seeds=_keyframes, read=_keyframe),
        "answers": Target(seeds=lambda: [text.encode() for text in FORMS.values()], read=_answer),
        "URLs": Target(seeds=lambda: [url.encode() for url in _URLS], read=_url, share=0.07),
        "lyrics": Target(seeds=lambda: [text.encode() for text in _LYRICS], read=_lyrics),
        "requests": Target(seeds=_requests, read=_request, share=0.05),
    }
)

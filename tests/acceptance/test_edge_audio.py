"""Hostile and odd files: each is decoded or refused, quickly, in one line, in little memory."""

import json
import resource
import subprocess
import sys

import pytest

from common.config import Settings
from common.errors import InvalidInputError, SongLimitError, UnreadableSongError
from common.probe import probe
from tests.support.shared import shared_edge

SETTINGS = Settings()
FOUR_GIB = 4 * 2**30
SECONDS = 20

PLAYED = {
    "x05_mono_8k.mp3": 60.0,
    "x12_truncated.mp3": 12.88,
    "x13_garbage_middle.mp3": 27.5,
    "x14_wav_claims_4GB.wav": 10.0,
    "x20_u8_11025.wav": 20.0,
    "x21_ogg_named.wav": 20.0,
    "x24_chained_ogg_rate_change.ogg": 40.0,
    "x27_opus.opus": 20.0,
}
REFUSED = {
    "x02_one_second.wav": (InvalidInputError, "holds 1 seconds of sound"),
    "x03_zero_byte.mp3": (UnreadableSongError, "is empty"),
    "x10b_video_no_audio.mp4": (UnreadableSongError, "holds no audio stream"),
    "x11_jpeg_renamed.mp3": (UnreadableSongError, "is not a sound file"),
    "x15_flac_bomb_12h.flac": (SongLimitError, "lasts longer than 20 minutes"),
    "x22_text_named.wav": (UnreadableSongError, "is not a sound file"),
    "x23_header_only.wav": (UnreadableSongError, "is not a sound file"),
}
LENGTH = 0.1

ANALYSE = """
import json, sys, time
from pathlib import Path
from common.config import Settings
from common.errors import InvalidInputError
from workers.engines.decoder import decode
from workers.engines.trackers.onset import OnsetTracker
from workers.stages.analysis import analyse
for name in [sys.argv[2], *sys.argv[2:]]:
    start = time.process_time()
    try:
        audio = decode(Path(sys.argv[1]) / name, settings=Settings())
        answer = analyse(audio=audio, tracker=OnsetTracker()).duration
    except InvalidInputError as problem:
        answer = str(problem)
    print(json.dumps([name, answer, time.process_time() - start]))
"""
"""Decode and analyse files, and say for each what came of it and the CPU time it took.

The first goes twice, and its second time counts: on a fresh machine kernels are compiled once.
"""


@pytest.fixture(scope="module")
def analysed() -> dict[str, tuple[object, float]]:
    """Answer and CPU seconds for each file, from one process with an address space of 4 GiB."""
    done = subprocess.run(
        [sys.executable, "-c", ANALYSE, str(shared_edge()), *PLAYED, *REFUSED],
        capture_output=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (FOUR_GIB, FOUR_GIB)),
    )
    assert done.stderr == b""
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: (answer, seconds) for name, answer, seconds in rows}


@pytest.mark.parametrize("name", PLAYED)
def test_what_decodes_is_a_song(name: str) -> None:
    song = probe(shared_edge() / name, settings=SETTINGS)
    assert float(song.duration) == pytest.approx(PLAYED[name], abs=LENGTH)


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_is_refused_in_one_line(name: str) -> None:
    kind, reason = REFUSED[name]
    with pytest.raises(kind) as refusal:
        probe(shared_edge() / name, settings=SETTINGS)
    message = str(refusal.value)
    assert refusal.type is kind
    assert message.startswith(f"{name} {reason}")
    assert "\n" not in message


@pytest.mark.parametrize("name", [*PLAYED, *REFUSED])
def test_four_gibibytes_and_twenty_seconds_are_enough(
    name: str, analysed: dict[str, tuple[object, float]]
) -> None:
    answer, seconds = analysed[name]
    assert seconds < SECONDS
    if name in PLAYED:
        assert answer == pytest.approx(PLAYED[name], abs=LENGTH)
    else:
        assert str(answer).startswith(f"{name} {REFUSED[name][1]}")

"""How well beats and bars are found: `python -m benchmarks.beats [MUSIC_FOLDER [FIRST:LAST]]`.

The songs are those of `benchmarks.songbook`, written by code, so that their beats are exact: each
is played by one of two synthetic bands, and by sampled instruments too where `fluidsynth` is
installed. A folder adds its songs: any audio file with a `.json` of the same name that lists
`beats` and `downbeats` in seconds. A range of seeds adds songs drawn at random, two for each seed,
the odd ones on a smaller SoundFont. Sounds without a beat come last; there, only the confidence
counts, which has to stay below a half.

F-measures are mir_eval's: within 70 ms, the first 5 s dropped. The bias is the mean signed error of
the beats that were hit, in milliseconds. Three columns of figures:

    raw     madmom as it comes: its beat network and decoder for beats, its downbeat network and
            decoder (bars of 3 or 4) for bars
    madmom  our tracker over the same networks
    onset   our tracker without any trained model

CPU seconds are those of the whole analysis with that tracker, for a minute of audio; of madmom's
own code alone for `raw`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import mir_eval
import numpy as np
import soundfile
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.machine import machine
from benchmarks.songbook import (
    STYLES,
    WITHOUT_BEAT,
    Style,
    arrange,
    beatless,
    draw,
    invent,
    soundfont,
    synthesis,
)
from common.artifacts.analysis import GRID_CONFIDENCE
from common.artifacts.song import Audio
from workers.engines.trackers.madmom import MadmomTracker
from workers.engines.trackers.madmom_import import import_madmom
from workers.engines.trackers.onset import OnsetTracker
from workers.stages.analysis import BeatTracker, analyse

_FPS = 100
_TRIMMED, _WINDOW = 5.0, 0.07
Times = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Recording:
    """One channel with its peak at 1, shape (n,), and the truth in seconds; none without a beat."""

    name: str
    samples: NDArray[np.float32]
    rate: int
    beats: Times = field(default_factory=lambda: np.empty(0))
    downbeats: Times = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a tracker says of a recording, scored."""

    beats: float
    downbeats: float
    bias: float
    confidence: float
    cost: float


def recordings(folder: Path | None, seeds: range) -> Iterator[Recording]:
    for number, style in enumerate(STYLES):
        piece = arrange(style, seed=number)
        band: synthesis.Band = "soft" if number % 2 else "bright"
        sounds = {band: synthesis.play(piece, band=band)}
        if soundfont.available():
            sounds["sampled"] = soundfont.play(piece)
        for player, samples in sounds.items():
            yield Recording(
                name=f"{piece.name} ({player})",
                samples=samples,
                rate=synthesis.RATE,
                beats=piece.beats,
                downbeats=piece.downbeats,
            )
    yield from _kept(folder) if folder else ()
    yield from (drawn(make(seed), seed) for seed in seeds for make in (invent, draw))
    for name in WITHOUT_BEAT:
        yield Recording(name=name, samples=beatless(name, seed=1), rate=synthesis.RATE)


def drawn(style: Style, seed: int) -> Recording:
    piece = arrange(style, seed=seed)
    instruments = soundfont.SMALLER if seed % 2 else soundfont.SOUNDFONT
    return Recording(
        name=piece.name,
        samples=soundfont.play(piece, instruments=instruments),
        rate=soundfont.RATE,
        beats=piece.beats,
        downbeats=piece.downbeats,
    )


def _kept(folder: Path) -> Iterator[Recording]:
    for note in sorted(folder.glob("*.json")):
        truth = json.loads(note.read_text())
        if "downbeats" in truth:
            samples, rate = soundfile.read(folder / truth["file"], dtype="float32")
            heard = samples.mean(axis=1)
            yield Recording(
                name=note.stem,
                samples=heard / np.abs(heard).max(),
                rate=rate,
                beats=np.array(truth["beats"]),
                downbeats=np.array(truth["downbeats"]),
            )


def _raw(recording: Recording) -> tuple[Times, Times, float]:
    """madmom's own beats and downbeats; it has no confidence."""
    beats, bars = import_madmom("features.beats"), import_madmom("features.downbeats")
    signal = import_madmom("audio.signal").Signal(
        recording.samples, sample_rate=recording.rate, num_channels=1
    )
    found = beats.DBNBeatTrackingProcessor(fps=_FPS)(beats.RNNBeatProcessor(fps=_FPS)(signal))
    decoder = bars.DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=_FPS)
    counted = np.reshape(decoder(bars.RNNDownBeatProcessor(fps=_FPS)(signal)), (-1, 2))
    return found, counted[counted[:, 1] == 1, 0], np.nan


def _ours(tracker: BeatTracker) -> Callable[[Recording], tuple[Times, Times, float]]:
    def answer(recording: Recording) -> tuple[Times, Times, float]:
        audio = Audio(samples=recording.samples[None], sample_rate=recording.rate)
        found = analyse(audio=audio, tracker=tracker)
        return found.beat_array(), np.array(found.downbeats), found.beat_confidence

    return answer


TRACKERS = {"raw": _raw, "madmom": _ours(MadmomTracker()), "onset": _ours(OnsetTracker())}


def judged(
    recording: Recording, answer: Callable[[Recording], tuple[Times, Times, float]]
) -> Answer:
    begun = time.process_time()
    with threadpool_limits(1):
        beats, downbeats, confidence = answer(recording)
    cost = (time.process_time() - begun) * 60 * recording.rate / len(recording.samples)
    return Answer(
        beats=agreement(recording.beats, beats),
        downbeats=agreement(recording.downbeats, downbeats),
        bias=_bias(recording.beats, beats),
        confidence=confidence,
        cost=cost,
    )


def agreement(true: Times, found: Times) -> float:
    true, found = (mir_eval.beat.trim_beats(t, min_beat_time=_TRIMMED) for t in (true, found))
    if not len(true):
        return np.nan
    return float(mir_eval.beat.f_measure(true, found)) if len(found) else 0.0


def _bias(true: Times, found: Times) -> float:
    if not (len(true) and len(found)):
        return np.nan
    errors = found[np.abs(found[None] - true[:, None]).argmin(axis=1)] - true
    hit = errors[(np.abs(errors) < _WINDOW) & (true > _TRIMMED)]
    return float(1000 * hit.mean()) if len(hit) else np.nan


def main() -> None:
    print(machine())
    print(f"{'':26}" + "".join(f"| {name:^30}" for name in TRACKERS))
    print(f"{'song':26}" + "| beat  down   bias  conf   CPU  " * len(TRACKERS))
    table: list[list[Answer]] = []
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    seeds = range(*map(int, sys.argv[2].split(":"))) if len(sys.argv) > 2 else range(0)
    _warm_up()
    for recording in recordings(folder, seeds):
        row = [judged(recording, answer) for answer in TRACKERS.values()]
        print(f"{recording.name:26}" + "".join(map(_cells, row)), flush=True)
        table.append(row)
    for name, answers in zip(TRACKERS, zip(*table, strict=True), strict=True):
        print(f"{name:8}{_summary(answers)}")


def _warm_up() -> None:
    """Load the networks and compile the kernels: that is no part of a song's cost."""
    silent = np.random.default_rng(0).normal(0, 0.1, 12 * synthesis.RATE).astype(np.float32)
    for answer in TRACKERS.values():
        answer(Recording(name="", samples=silent, rate=synthesis.RATE))


def _cells(answer: Answer) -> str:
    return (
        f"| {answer.beats:4.2f}  {answer.downbeats:4.2f}  {answer.bias:5.1f}  "
        f"{answer.confidence:4.2f}  {answer.cost:4.1f}  "
    )


def _summary(answers: tuple[Answer, ...]) -> str:
    songs = [a for a in answers if not np.isnan(a.beats)]
    sounds = [a for a in answers if np.isnan(a.beats)]
    believed = sum(a.confidence >= GRID_CONFIDENCE for a in songs)
    fooled = sum(a.confidence >= GRID_CONFIDENCE for a in sounds)
    return (
        f"beats {np.mean([a.beats for a in songs]):.3f}, "
        f"downbeats {np.mean([a.downbeats for a in songs]):.3f} "
        f"(above 0.9: {sum(a.downbeats > 0.9 for a in songs)} of {len(songs)}), "
        f"mean |bias| {np.nanmean([abs(a.bias) for a in songs]):.1f} ms, "
        f"largest {np.nanmax([abs(a.bias) for a in songs]):.1f} ms, "
        f"CPU {np.mean([a.cost for a in answers]):.1f} s a minute; "
        f"believed {believed} of {len(songs)} songs, {fooled} of {len(sounds)} without a beat"
    )


if __name__ == "__main__":
    main()

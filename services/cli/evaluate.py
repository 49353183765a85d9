"""`scopitone evaluate`: how well any film follows its music."""

from pathlib import Path
from typing import Annotated

import typer

from common.artifacts.analysis import Analysis
from common.artifacts.video import Scores
from services.cli import asked, installation
from workers.engines.decoder import decode
from workers.engines.motion import MotionMeter
from workers.engines.registry import engine
from workers.engines.threads import use_one_thread
from workers.engines.video.reader import read_frames
from workers.stages.analysis import BeatGrid, analyse, read_beats
from workers.stages.evaluation import evaluate as score
from workers.stages.evaluation import paper_scores


def evaluate(
    *,
    video: Annotated[Path, typer.Argument(metavar="VIDEO")],
    song: Annotated[
        Path | None, typer.Option(help="Hear this instead of the film's own sound.")
    ] = None,
    beats: asked.BeatsOption = None,
    plot_to: Annotated[Path | None, typer.Option("--plot", help="Draw a PNG of it.")] = None,
    paper: Annotated[
        bool, typer.Option(help="Also the scores as AIST++ and Bailando state them.")
    ] = False,
    json: asked.JsonOption = False,
) -> None:
    """Score how the motion and cuts of VIDEO fall on the beats of its music.

    Every score is stated beside what chance would give: the same events, shifted in time.
    """
    use_one_thread()
    picture = asked.writable(plot_to) if plot_to else None
    given = read_beats(asked.read_text(beats)) if beats else None
    fps, frames = read_frames(video, rows=288)
    analysis = _hear(song or video, given)
    track = MotionMeter().measure(frames, fps=fps)
    scores = score(
        track=track,
        duration=analysis.duration,
        beats=analysis.beats,
        downbeats=analysis.downbeats,
    )
    if picture:
        from workers.engines.plot import plot  # noqa: PLC0415 - loads matplotlib

        picture.write_bytes(plot(scores, track, analysis))
    extra = paper_scores(track=track, fps=fps, beats=analysis.beats) if paper else {}
    if json:
        asked.print_json({**scores.model_dump(mode="json"), **extra})
    else:
        _describe(scores, extra)


def _hear(sound: Path, given: BeatGrid | None) -> Analysis:
    audio = decode(sound, settings=installation.settings())
    return analyse(audio=audio, tracker=engine("madmom"), given=given)


def _describe(scores: Scores, extra: dict[str, float]) -> None:
    typer.echo(
        f"{len(scores.visual_events)} visual events ({len(scores.cuts)} cuts), "
        f"{len(scores.beats)} beats, {len(scores.downbeats)} bars, sigma {scores.sigma} s"
    )
    typer.echo("                  score  chance  above chance")
    for name in ("bas_visual", "bas_music"):
        row = [getattr(scores, name + end) for end in ("", "_chance", "_corrected")]
        typer.echo(f"{name:<16}  {row[0]:5.3f}   {row[1]:5.3f}  {row[2]:12.3f}")
    for name in ("precision70", "recall70", "downbeat_recall70"):
        typer.echo(f"{name:<18}{getattr(scores, name):5.3f}")
    for name, value in extra.items():
        typer.echo(f"{name:<18}{value:5.3f}")

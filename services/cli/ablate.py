"""`scopitone ablate`: the same song and theme, written with one thing or another left out."""

import json as text_of
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import typer

from common.artifacts.document import Value
from common.artifacts.script import Script
from common.errors import InvalidInputError
from common.film_request import FilmRequest, MvType
from common.pipeline import Recipe
from common.script_options import ALL_TOLD, TOLD, ScriptOptions, Told
from services.cli import asked
from services.cli.workshop import opened
from workers.engines.descriptions import DescriptionScores, score_descriptions
from workers.engines.themes import recommend, search_by

Study = Literal["stages", "inputs"]
_WITHOUT_MUSIC: tuple[Told, ...] = ("genre", "type", "lyrics")
STAGES: Mapping[str, ScriptOptions] = MappingProxyType(
    {
        "whole": ALL_TOLD,
        "no-caption": ScriptOptions(inputs=_WITHOUT_MUSIC),
        "no-theme-stage": ScriptOptions(theme_stage=False),
        "no-mise-en-scene": ScriptOptions(mise_en_scene=False),
    }
)
"""MV-Crafter's without music captions; MVPrompt's without the one or the other of its stages."""


class Variant(Value):
    """What one variant wrote, and how near it comes to the reference."""

    name: str
    options: ScriptOptions
    script: str
    scenes: int
    sentences: int
    """Different ones."""
    characters: int
    notes: tuple[str, ...]
    scores: DescriptionScores | None = None


def ablate(
    *,
    song: asked.SongArgument,
    theme: asked.ThemeOption,
    out: Annotated[Path, typer.Option(help="The folder for the scripts, side by side.")],
    study: Annotated[
        Study, typer.Option(help="Leave out a step each, or try every set of inputs.")
    ] = "stages",
    aesthetic: asked.AestheticOption = None,
    mv_type: Annotated[MvType, typer.Option(help="The kind of music video.")] = "story narrative",
    script_mode: asked.ScriptModeOption = None,
    writer: asked.WriterOption = None,
    lyrics: asked.LyricsOption = None,
    excerpt: asked.ExcerptOption = None,
    beats: asked.BeatsOption = None,
    reference: Annotated[
        Path | None, typer.Option(help="What a person wrote: a text to score each script against.")
    ] = None,
    bertscore: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Also BERTScore; `minilm` is bundled.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    json: asked.JsonOption = False,
) -> None:
    """Write the scripts of the papers' ablations, with one seed and all else equal.

    `--study stages`: the whole, without the music's caption, without the theme stage, without the
    mise-en-scène stage. `--study inputs`: every set of music, genre, type and lyrics. A look is
    recommended from the theme where none is named, so that the theme stage has something to do.
    """
    told = None if reference is None else _one_text(asked.read_text(reference))
    look = aesthetic or recommend(None, theme, most=1, search=search_by("words"))[0].name
    request = asked.film_request(
        theme=theme,
        aesthetic=look,
        mv_type=mv_type,
        engines=asked.engines(script_mode, writer),
        lyrics=asked.lyrics(lyrics),
        excerpt=asked.excerpt(excerpt),
        beats=asked.given_beats(beats),
        seed=seed,
    )
    variants = STAGES if study == "stages" else inputs()
    folder = asked.folder(out)
    made = [
        _kept(name, variants[name], script, folder, told, bertscore)
        for name, script in _written(song, request, variants, quiet=json)
    ]
    _tell(made, folder, as_json=json)


def inputs() -> Mapping[str, ScriptOptions]:
    """Every set of inputs by its name: `music+lyrics`; nothing at all is `theme-alone`."""
    sets = [[one for n, one in enumerate(TOLD) if mask >> n & 1] for mask in range(16)]
    return {"+".join(some) or "theme-alone": ScriptOptions(inputs=tuple(some)) for some in sets}


def _written(
    song: Path, request: FilmRequest, variants: Mapping[str, ScriptOptions], *, quiet: bool
) -> Iterator[tuple[str, Script]]:
    """What is the same for all, as the song's analysis, is made once."""
    with (
        tempfile.TemporaryDirectory(prefix="scopitone-") as folder,
        opened(song, request, Path(folder), quiet=quiet) as desk,
    ):
        whole = desk.recipe
        for name, options in variants.items():
            changed = whole.request.model_copy(update={"writing": options})
            recipe = Recipe(song=whole.song, song_key=whole.song_key, request=changed)
            yield name, desk.workshop.write(recipe)


def _kept(
    name: str,
    options: ScriptOptions,
    script: Script,
    out: Path,
    reference: str | None,
    bertscore: str | None,
) -> Variant:
    path = out / f"{name}.json"
    path.write_bytes(script.to_json())
    sentences = [scene.prompt for scene in script.scenes]
    scores = None
    if reference is not None:
        scores = score_descriptions([reference], [" ".join(sentences)], bert_model=bertscore)
    return Variant(
        name=name,
        options=options,
        script=str(path),
        scenes=len(sentences),
        sentences=len(set(sentences)),
        characters=len(script.cast),
        notes=script.notes,
        scores=scores,
    )


def _tell(made: list[Variant], out: Path, *, as_json: bool) -> None:
    rows: dict[str, object] = {one.name: one.model_dump(mode="json") for one in made}
    (out / "ablation.json").write_text(text_of.dumps(rows, indent=1) + "\n")
    if as_json:
        asked.print_json(rows)
        return
    scored = made[0].scores is not None
    head = f"{'':<24}{'scenes':>7}{'different':>10}{'characters':>11}"
    typer.echo(head + ("  BLEU-1  BLEU-4  ROUGE-L  BERTScore" if scored else ""))
    for variant in made:
        row = (
            f"{variant.name:<24}{variant.scenes:>7}{variant.sentences:>10}{variant.characters:>11}"
        )
        typer.echo(row + _figures(variant.scores))
    typer.echo(f"{out}: a script for each, and ablation.json")


def _figures(scores: DescriptionScores | None) -> str:
    if scores is None:
        return ""
    bert = "-" if scores.bertscore is None else f"{scores.bertscore.f1:.4f}"
    return f"{scores.bleu1:8.2f}{scores.bleu4:8.2f}{scores.rouge_l.f1:9.4f}{bert:>11}"


def _one_text(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise InvalidInputError("--reference: the file is empty")
    return line

"""`scopitone evaluate-descriptions`: how near generated descriptions come to references."""

import json as text_of
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from common.errors import InvalidInputError
from services.cli import asked
from workers.engines.descriptions import DescriptionScores, score_descriptions

_TEXTS = TypeAdapter(list[str])


def evaluate_descriptions(
    *,
    reference: Annotated[Path, typer.Argument(metavar="REF", help="What was to be said.")],
    hypothesis: Annotated[Path, typer.Argument(metavar="HYP", help="What was said instead.")],
    bertscore: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Also BERTScore, by the weights in this folder or cache; `minilm` is bundled.",
        ),
    ] = None,
    layer: Annotated[
        int | None, typer.Option(min=1, help="Which layer BERTScore compares. [by model]")
    ] = None,
    json: asked.JsonOption = False,
) -> None:
    """Score the descriptions in HYP against those in REF: BLEU-1 and -4, ROUGE-L, BERTScore.

    Both files hold one description a line, or are JSON lists of strings.
    """
    scores = score_descriptions(
        _texts(reference), _texts(hypothesis), bert_model=bertscore, bert_layer=layer
    )
    if json:
        asked.print_json(scores.model_dump_json(indent=1).encode())
    else:
        _describe(scores)


def _texts(path: Path) -> list[str]:
    text = asked.read_text(path)
    if path.suffix != ".json":
        return text.splitlines()
    try:
        return _TEXTS.validate_python(text_of.loads(text))
    except (ValidationError, text_of.JSONDecodeError):
        raise InvalidInputError(f"{path} is no JSON list of strings") from None


def _describe(scores: DescriptionScores) -> None:
    typer.echo(f"{scores.pairs} descriptions")
    typer.echo(f"BLEU-1     {scores.bleu1:6.2f}\nBLEU-4     {scores.bleu4:6.2f}")
    typer.echo("           precision  recall      F1")
    for name, shares in (("ROUGE-L", scores.rouge_l), ("BERTScore", scores.bertscore)):
        if shares is not None:
            row = f"{shares.precision:9.4f}{shares.recall:8.4f}{shares.f1:8.4f}"
            typer.echo(f"{name:<11}{row}")
    typer.echo(f"({scores.bleu_settings})")
    if scores.bertscore_settings:
        typer.echo(f"({scores.bertscore_settings})")

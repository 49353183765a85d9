"""`scopitone models`: the weights that engines need."""

from pathlib import Path
from typing import Annotated, Any

import typer

from common.cards import ModelCard
from common.errors import InvalidInputError, MissingEngineError, RetryLaterError, ScopitoneError
from common.models import MODELS, absent, wanted
from common.weights import unsound
from services.cli import asked, installation
from services.cli.fetching import fetch

Names = Annotated[list[str] | None, typer.Argument(metavar="MODEL…", help="As `list` has them.")]

models = typer.Typer(help="The weights that engines need.", no_args_is_help=True)


@models.command("list")
def list_models(*, json: asked.JsonOption = False) -> None:
    """List every model that can be loaded, and whether it is here."""
    folder = installation.settings().models_folder
    missing = set(absent(MODELS, folder))
    if json:
        shown = [{**card.model_dump(), "here": card.name not in missing} for card in _all()]
        asked.print_json({"folder": str(folder), "models": shown})
        return
    for card in _all():
        here = "-" if card.name in missing else "here"
        use = "commercial use" if card.commercial else "read the licence"
        typer.echo(
            f"{card.name:<20} {here:<5} {card.gigabytes:4.1f} GB  {card.pool:<6} "
            f"{card.licence} ({use}); {card.summary}"
        )


@models.command()
def pull(*, names: Names = None) -> None:
    """Download models into the model folder; what is there is kept, what was cut off goes on."""
    folder = installation.settings().models_folder
    for card in _named(names):
        typer.echo(f"{card.name}: {card.gigabytes:.1f} GB from {card.repository}", err=True)
        _pull(card, folder)
        _check(card, folder)


@models.command()
def verify(*, names: Names = None) -> None:
    """Compare the files of models, those that are here unless named, with what was published."""
    folder = installation.settings().models_folder
    missing = set(absent(MODELS, folder))
    here = names or [name for name in MODELS if name not in missing]
    if not here:
        raise MissingEngineError(
            f"no model is whole in {folder}; SCOPITONE_MODELS names the folder"
        )
    for card in _named(here):
        _check(card, folder)
        typer.echo(f"{card.name}: as published")


def _all() -> list[ModelCard]:
    return list(MODELS.values())


def _named(names: list[str] | None) -> list[ModelCard]:
    unknown = [name for name in names or () if name not in MODELS]
    if unknown:
        raise InvalidInputError(f"no model called {unknown[0]}; there is: {', '.join(MODELS)}")
    return [MODELS[name] for name in names or ()]


def _check(card: ModelCard, folder: Path) -> None:
    for name, fault in unsound(card, folder):
        raise MissingEngineError(
            f"{folder / card.name / name} is {fault}; "
            f"get it (a wrong one must be removed first) with: scopitone models pull {card.name}"
        )


def _pull(card: ModelCard, folder: Path) -> None:
    if card.address:
        for name in card.files:
            fetch(card, name, folder / card.name / name)
        return
    hub = _hub()
    _reach(card, hub)
    try:
        for name in wanted(card, folder):  # an index names its parts once it has arrived
            hub.hf_hub_download(
                card.repository, name, revision=card.revision, local_dir=folder / card.name
            )
    except Exception as problem:
        raise _told(problem, card, hub) from None


def _reach(card: ModelCard, hub: Any) -> None:
    """Ask once: the hub's own retries keep a machine without network waiting for 20 s."""
    url = hub.hf_hub_url(card.repository, card.files[0], revision=card.revision)
    try:
        hub.get_hf_file_metadata(url)
    except hub.errors.HfHubHTTPError as problem:
        raise _told(problem, card, hub) from None
    except Exception as problem:
        raise RetryLaterError(f"cannot pull {card.name}: {problem}") from None


def _hub() -> Any:
    try:
        import huggingface_hub  # noqa: PLC0415 - of the gpu extra, which few machines have
    except ImportError:
        raise MissingEngineError("pulling models needs: pip install 'scopitone[gpu]'") from None
    return huggingface_hub


def _told(problem: Exception, card: ModelCard, hub: Any) -> ScopitoneError:
    if isinstance(problem, hub.errors.GatedRepoError):
        return MissingEngineError(
            f"{card.repository} is given to those who accept its licence there; "
            "do so, and set HF_TOKEN to a token of yours"
        )
    if isinstance(problem, OSError):
        return RetryLaterError(f"cannot pull {card.name}: {problem}")
    raise problem

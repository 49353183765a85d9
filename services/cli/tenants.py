"""`scopitone tenants`: whose songs and jobs are kept apart."""

import json as json_
from typing import Annotated, Any

import typer

from common.db.repository.tenants import TenantRow, add_tenant, change_tenant, list_tenants
from common.errors import InvalidInputError
from services.cli import asked, installation

tenants = typer.Typer(help="Tenants of this installation.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Such as acme.")]
WeightOption = Annotated[
    float | None, typer.Option(help="Its share when several wait for the same workers. [1]")
]


@tenants.command()
def create(
    *,
    name: NameArgument,
    title: Annotated[str | None, typer.Option(help="For people. [NAME]")] = None,
    weight: WeightOption = None,
) -> None:
    """Make a tenant; `scopitone keys create --tenant NAME` lets it in."""
    row = installation.with_database(
        installation.settings(), lambda c: add_tenant(c, name, title=title, weight=weight or 1.0)
    )
    _tell(row)


@tenants.command("list")
def list_all(*, json: asked.JsonOption = False) -> None:
    """List tenants by name."""
    rows = installation.with_database(installation.settings(), list_tenants)
    if json:
        asked.print_json({"tenants": [_facts(row) for row in rows]})
        return
    for row in rows:
        _tell(row)


@tenants.command("set")
def change(
    *,
    name: NameArgument,
    weight: WeightOption = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(help="NAME=NUMBER, NAME=none or NAME=default; as often as wanted."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(help="songs_days, intermediates_days, films_days: as --limit."),
    ] = None,
) -> None:
    """Change what a tenant may, and how long what it gave and got is kept."""
    limits = dict(_parted(text) for text in limit or ())
    kept = dict(_parted(text) for text in keep or ())
    row = installation.with_database(
        installation.settings(),
        lambda c: change_tenant(c, name, weight=weight, limits=limits, retention=kept),
    )
    _tell(row)


def _parted(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise InvalidInputError(f"{text!r} is not NAME=NUMBER")
    return name.strip(), value.strip()


def _facts(row: TenantRow) -> dict[str, Any]:
    own = {"limits": row.limits, "retention": row.retention}
    told = {name: json_.loads(text or "{}") for name, text in own.items()}
    return {"id": row.id, "title": row.title, "weight": row.weight, **told}


def _tell(row: TenantRow) -> None:
    words = [f"weight {row.weight:g}"]
    own = {**json_.loads(row.limits or "{}"), **json_.loads(row.retention or "{}")}
    for name, value in own.items():
        words.append(f"{name} {'without limit' if value is None else value}")
    typer.echo(f"{row.id}  {row.title}: {', '.join(words)}")

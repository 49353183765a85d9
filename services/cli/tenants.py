"""`scopitone tenants`: whose songs and jobs are kept apart."""

import json as json_
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from common.db.repository.costs import TenantCost, tenant_costs
from common.db.repository.tenants import TenantRow, add_tenant, change_tenant, list_tenants
from common.errors import InvalidInputError
from services.cli import asked, installation
from services.cli.database import with_database

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
    row = with_database(
        installation.settings(), lambda c: add_tenant(c, name, title=title, weight=weight or 1.0)
    )
    _tell(row)


@tenants.command("list")
def list_all(*, json: asked.JsonOption = False) -> None:
    """List tenants by name."""
    rows = with_database(installation.settings(), list_tenants)
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
    row = with_database(
        installation.settings(),
        lambda c: change_tenant(c, name, weight=weight, limits=limits, retention=kept),
    )
    _tell(row)


@tenants.command()
def costs(
    *,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="A day (UTC). [the first of this month]"),
    ] = None,
    json: asked.JsonOption = False,
) -> None:
    """Tell what each tenant's jobs used of GPUs, and what that cost."""
    settings = installation.settings()
    first = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begin = (since or first).replace(tzinfo=UTC)
    rows = with_database(settings, lambda c: tenant_costs(c, since=begin.timestamp()))
    if json:
        facts: dict[str, Any] = {"since": begin.isoformat(), "currency": settings.currency}
        asked.print_json({**facts, "tenants": [row._asdict() for row in rows]})
        return
    if not rows:
        typer.echo(f"no job that was made since {begin:%Y-%m-%d} used a GPU")
    for row in rows:
        typer.echo(_bill(row, settings.currency))


def _bill(row: TenantCost, currency: str) -> str:
    words = f"{row.tenant_id}  {row.gpu_seconds / 3600:.2f} GPU-hours, {row.cost:.2f} {currency}"
    unpriced = row.unpriced / 3600
    return f"{words}, {unpriced:.2f} GPU-hours without a price" if row.unpriced else words


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

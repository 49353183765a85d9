"""`scopitone tenants`: whose songs and jobs are kept apart."""

from typing import Annotated

import typer

from common.db.repository.tenants import TenantRow, add_tenant, change_tenant, list_tenants
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
        shown = [{"id": row.id, "title": row.title, "weight": row.weight} for row in rows]
        asked.print_json({"tenants": shown})
        return
    for row in rows:
        _tell(row)


@tenants.command("set")
def change(*, name: NameArgument, weight: WeightOption = None) -> None:
    """Change what a tenant may."""
    row = installation.with_database(
        installation.settings(), lambda c: change_tenant(c, name, weight=weight)
    )
    _tell(row)


def _tell(row: TenantRow) -> None:
    typer.echo(f"{row.id}  {row.title}: weight {row.weight:g}")

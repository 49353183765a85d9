"""`scopitone db`: the database of an installation."""

import typer

from common.db import migrations
from common.db.session import Database
from services.cli import installation

db = typer.Typer(help="The database of an installation.", no_args_is_help=True)


@db.callback()
def _group() -> None:
    """The database of an installation."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to this version; harmless when they are, or when others do it too."""
    settings = installation.settings()
    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_address, durable=settings.durable)
    try:
        migrations.upgrade(database)
    finally:
        database.close()
    typer.echo("the database is up to date")

"""`scopitone keys`: who may ask, and for what."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from common.db.repository.keys import SCOPES, KeyRow, Scope, create_key, list_keys, revoke_key
from common.db.repository.tenants import DEFAULT_TENANT
from common.errors import InvalidInputError
from services.cli import asked, installation
from services.cli.database import with_database

keys = typer.Typer(help="Keys to the API of this installation.", no_args_is_help=True)
_SPAN = re.compile(r"([0-9]{1,6})([smhdw])", re.ASCII)
_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
SPAN = "Such as 90d, 12h or 30m."


@keys.command()
def create(
    *,
    title: Annotated[str, typer.Argument(help="What it is for.", metavar="TITLE")],
    tenant: Annotated[str, typer.Option(help="Whose songs and jobs it opens.")] = DEFAULT_TENANT,
    scope: Annotated[
        list[str] | None,
        typer.Option(help="submit, read or admin (all); give it twice for two. [submit, read]"),
    ] = None,
    expires: Annotated[str | None, typer.Option(help=f"After which it ends. {SPAN}")] = None,
    json: asked.JsonOption = False,
) -> None:
    """Make a key and print it, this once: only its digest is kept."""
    scopes = [_scope(name) for name in scope or ("submit", "read")]
    seconds = None if expires is None else span(expires)
    key, row = with_database(
        installation.settings(),
        lambda c: create_key(c, tenant, title=title, scopes=scopes, seconds=seconds),
    )
    if json:
        asked.print_json({"key": key, **_facts(row)})
        return
    typer.echo(key)
    typer.echo(f"{row.id}: {_told(row)}. It is not shown again.", err=True)


@keys.command("list")
def list_all(
    *,
    tenant: Annotated[str | None, typer.Option(help="Only of this one.")] = None,
    json: asked.JsonOption = False,
) -> None:
    """List keys by how they begin, newest first."""
    rows = with_database(installation.settings(), lambda connection: list_keys(connection, tenant))
    if json:
        asked.print_json({"keys": [_facts(row) for row in rows]})
        return
    for row in rows:
        typer.echo(f"{row.id}  {row.prefix}…  {row.title}: {_told(row)}")
    if not rows:
        typer.echo("no keys")


@keys.command()
def revoke(
    *,
    key: Annotated[str, typer.Argument(help="Its id, or how it begins.", metavar="KEY")],
    after: Annotated[
        str | None, typer.Option(help=f"Let it live so long, while another takes over. {SPAN}")
    ] = None,
) -> None:
    """End a key, within seconds or after a time.

    To change one without a pause: create another, hand it out, and revoke the first --after 1d.
    """
    seconds = 0.0 if after is None else span(after)
    row = with_database(
        installation.settings(), lambda connection: revoke_key(connection, key, seconds=seconds)
    )
    typer.echo(f"{row.id}: {_told(row)}")


def span(text: str) -> float:
    """Seconds of `90d`, `12h`, `30m`.

    Raises:
        InvalidInputError: it is no length of time.
    """
    found = _SPAN.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise InvalidInputError(f"{text!r} is no length of time; {SPAN.lower()}")
    return float(found[1]) * _UNIT[found[2]]


def _scope(name: str) -> Scope:
    for scope in SCOPES:
        if scope == name:
            return scope
    raise InvalidInputError(f"there is no scope {name!r}; there is: {', '.join(SCOPES)}")


def _told(row: KeyRow) -> str:
    words = [f"tenant {row.tenant_id}", "+".join(sorted(row.scopes)) or "no scope"]
    for name, moment in (("ends", row.expires_at), ("used", row.used_at)):
        if moment is not None:
            words.append(f"{name} {_moment(moment)}")
    if row.revoked_at is not None:
        words.append(f"revoked {_moment(row.revoked_at)}")
    return ", ".join(words)


def _facts(row: KeyRow) -> dict[str, Any]:
    times = ("created_at", "expires_at", "used_at", "revoked_at")
    told = {name: getattr(row, name) for name in times}
    return {
        "id": row.id,
        "prefix": row.prefix,
        "tenant": row.tenant_id,
        "title": row.title,
        "scopes": sorted(row.scopes),
        **{name: None if at is None else _moment(at) for name, at in told.items()},
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")

"""Whose database this is, so that others can be told from it."""

from sqlalchemy import Connection, select

from common.db.tables import installation


def installation_id(connection: Connection) -> str:
    """Given when the tables were made, and kept by whatever restores them."""
    return str(connection.execute(select(installation.c.id)).scalar_one())

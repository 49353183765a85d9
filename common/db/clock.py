"""The database's own clock in SQL, as POSIX seconds: the only clock that leases know."""

from typing import Any

from sqlalchemy import Connection, Double, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class clock(FunctionElement[float]):  # noqa: N801 - reads as the SQL function that it is
    """Now. On PostgreSQL the statement's time, which unlike now() moves on inside a transaction."""

    type = Double()
    inherit_cache = True


@compiles(clock, "postgresql")
def _postgresql(element: clock, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"


@compiles(clock, "sqlite")
def _sqlite(element: clock, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001
    """Julian days, exact to a millisecond; unixepoch('subsec') needs SQLite 3.42."""
    return "((julianday('now') - 2440587.5) * 86400.0)"


def read_clock(connection: Connection) -> float:
    """Now, for values that must agree in several rows."""
    return float(connection.execute(_READ).scalar_one())


_READ = select(clock())

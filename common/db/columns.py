"""Columns of the kinds that the tables have."""

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A row number: SQLite counts up by itself in columns of type INTEGER only."""


def name(*, primary_key: bool = False) -> Column[str]:
    return Column("id", String(40), primary_key=primary_key)


def number() -> Column[int]:
    return Column("id", Number, primary_key=True)


def time(name: str, *, nullable: bool = True) -> Column[float]:
    return Column(name, Double, nullable=nullable)


def count(name: str, begin: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=str(begin))


def word(name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    return Column(name, String(40), nullable=nullable, primary_key=primary_key)


def text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=sa.false())


def of(table: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    """A reference to a row with a name: `tenant_id` for tenants."""
    name = f"{table.removesuffix('s')}_id"
    return Column(name, String(40), ForeignKey(f"{table}.id"), nullable=nullable, index=index)

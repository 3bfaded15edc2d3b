"""What every table builds on: one metadata, constraint names that migrations can rely on, and time stamps.

Every table has a local integer key (DwC-DP calls it `_pk`): short, in the order of arrival, never
shown. What is known outside this file also has an identifier of its own, a UUID as text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The common ancestor of every table class."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text()}  # noqa: RUF012 - declared so by SQLAlchemy


Key = Annotated[int, mapped_column(primary_key=True)]
Guid = Annotated[str, mapped_column(Text, unique=True)]


def table(entity: type[Base]) -> Table:
    """The table of a class, for statements that need no objects: they cost a third of those that do."""
    found = entity.__table__
    assert isinstance(found, Table)
    return found


def to(target: str, *, index: bool = False) -> MappedColumn[int]:
    """A foreign key to the `id` of the table `target`."""
    return mapped_column(ForeignKey(f"{target}.id"), index=index)


MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def now() -> str:
    """The moment as ISO 8601 UTC to the second, for people to read; order is never taken from it."""
    return datetime.now(UTC).strftime(MOMENT)


def one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> str:
    """The text of a CHECK that `column` is empty or holds one of `values`."""
    names = values if isinstance(values, tuple) else tuple(member.value for member in values)
    return f"{column} IN ({', '.join(repr(name) for name in names)})"


def among(column: str, values: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    """The CHECK itself, named after its column."""
    return CheckConstraint(one_of(column, values), name=column)


def exactly_one(*columns: str) -> CheckConstraint:
    """Of several foreign keys one is set: the row has one subject."""
    return CheckConstraint(" + ".join(f"({column} IS NOT NULL)" for column in columns) + " = 1", name="one_subject")


def fraction(column: str) -> CheckConstraint:
    """`column` is empty or lies between 0 and 1."""
    return CheckConstraint(f"{column} BETWEEN 0 AND 1", name=column)

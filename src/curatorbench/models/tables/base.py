"""What every table builds on: one metadata, constraint names that migrations can rely on, and time stamps."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The common ancestor of every table class."""

    metadata = MetaData(naming_convention=NAMING)


def now() -> str:
    """The moment as ISO 8601 UTC to the second, for people to read; order is never taken from it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_of(column: str, values: type | tuple[str, ...]) -> str:
    """The text of a CHECK that `column` holds a member of a string enumeration, or one of `values`."""
    names = values if isinstance(values, tuple) else tuple(str(member.value) for member in values)
    return f"{column} IN ({', '.join(repr(name) for name in names)})"

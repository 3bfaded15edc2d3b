"""Small things that the tests of the data model share."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from curatorbench.domain.record import Source, SourceKind


def person(name: str = "Ann") -> Source:
    return Source(SourceKind.PERSON, name)


RULE = Source(SourceKind.RULE, "sure enough")


def raw(database: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Run a statement past the program, as damage or a stranger would; without foreign keys and triggers of ours."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(statement, values).fetchall()
        connection.commit()
    return rows

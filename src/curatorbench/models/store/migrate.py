"""Bring a database to the newest schema, whole or not at all.

Alembic is loaded when there is a step to run: asking whether there is one costs nothing on every start.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from curatorbench.domain.errors import StorageError

_FOLDER = Path(__file__).parents[1] / "migrations"


def head() -> str:
    """The revision of the schema that this program works with."""
    return max(known())


def known() -> frozenset[str]:
    """The revisions that this program knows, from the names of its steps (`0002_first.py`)."""
    steps = (_FOLDER / "versions").glob("[0-9]*_*.py")
    return frozenset(step.name.partition("_")[0] for step in steps)


def revision_of(connection: Connection) -> str | None:
    """The revision that a database says it has; None if it has no schema at all."""
    marked = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(marked).scalar():
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def needs_upgrade(connection: Connection) -> bool:
    """Whether the database is older than this program; raises StorageError if it is newer, or too old."""
    found = revision_of(connection)
    if found is not None and found < min(known()):
        raise StorageError(
            f"The catalogue was made by a version of this program before its first release (schema {found}; this one"
            f" knows {head()}).",
            "Export its records with that version and import them into a new workspace; nothing was changed.",
        )
    if found is not None and found not in known():
        raise StorageError(
            f"The catalogue was made by a newer version of this program (schema {found}; this one knows {head()}).",
            "Install the newer version; nothing was changed.",
        )
    return found != head()


def upgrade(connection: Connection) -> None:
    """Run the missing steps inside the transaction that `connection` is in; the caller commits."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def run_sql(step: str) -> None:
    """Run the `.sql` file beside a migration step. Called by the steps themselves."""
    from alembic import op

    for statement in statements(Path(step).with_suffix(".sql").read_text(encoding="utf-8")):
        # exec_driver_sql takes the text as it is: a colon or percent sign in it means nothing.
        op.get_bind().exec_driver_sql(statement)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, one by one; a trigger is one statement."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        if not gathered and (not line.strip() or line.startswith("--")):
            continue
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered.strip().removesuffix(";")
            gathered = ""
    if gathered.strip():
        raise ValueError(f"an SQL statement does not end: {gathered[:60]!r}")

"""Bring a database to the newest schema, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import command, op
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from curatorbench.domain.errors import StorageError

_FOLDER = Path(__file__).with_name("migrations")


def head() -> str:
    """The revision of the schema that this program works with."""
    newest = ScriptDirectory(str(_FOLDER)).get_current_head()
    assert newest is not None
    return newest


def revision_of(connection: Connection) -> str | None:
    """The revision that a database says it has; None if it has no schema at all."""
    return MigrationContext.configure(connection).get_current_revision()


def needs_upgrade(connection: Connection) -> bool:
    """Whether the database is older than this program; raises StorageError if it is newer."""
    found = revision_of(connection)
    if found is not None and found not in _known():
        raise StorageError(
            f"The catalogue was made by a newer version of this program (schema {found}; this one knows {head()}).",
            "Install the newer version; nothing was changed.",
        )
    return found != head()


def upgrade(connection: Connection) -> None:
    """Run the missing steps inside the transaction that `connection` is in; the caller commits."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def run_sql(step: str) -> None:
    """Run the `.sql` file beside a migration step. Called by the steps themselves."""
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


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}

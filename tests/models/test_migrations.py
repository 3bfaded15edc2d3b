"""The classes and the migrated database are one schema, and getting there is all or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests_models import raw

from curatorbench.domain.errors import NotFound, StorageError
from curatorbench.models.store import migrate
from curatorbench.models.store.store import Store
from curatorbench.models.store.workspace import Workspace
from curatorbench.models.tables.schema import metadata

_DDL = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
)


def _migrated(path: Path) -> Store:
    store = Store(path)
    with store.write() as session:
        migrate.upgrade(session.connection())
    return store


def _ddl(path: Path) -> set[tuple[str, ...]]:
    """Every statement of the schema, without regard to the way its lines are broken."""
    return {(kind, name, table, " ".join((sql or "").split())) for kind, name, table, sql in raw(path, _DDL)}


def test_alembic_sees_no_difference_between_classes_and_migrated_database(tmp_path: Path) -> None:
    store = _migrated(tmp_path / "new.sqlite")
    with store.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_server_default": True})
        searched = ("record_search", "reading_search", "search_inside")
        differences = [d for d in compare_metadata(context, metadata) if not str(_table_of(d)).startswith(searched)]
    store.close()
    assert differences == []


def test_every_statement_of_the_schema_is_the_same(tmp_path: Path) -> None:
    """Checks, partial indexes, triggers and full-text tables, which Alembic does not compare."""
    _migrated(tmp_path / "migrated.sqlite").close()
    made = Store(tmp_path / "made.sqlite")
    with made.write() as session:
        metadata.create_all(session.connection())
    made.close()
    migrated, created = _ddl(tmp_path / "migrated.sqlite"), _ddl(tmp_path / "made.sqlite")
    assert migrated == created


def test_an_empty_file_is_brought_to_the_newest_schema(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite").touch()
    store = _migrated(tmp_path / "empty.sqlite")
    with store.read() as session:
        assert migrate.revision_of(session.connection()) == migrate.head()
        assert not migrate.needs_upgrade(session.connection())
    store.close()


def test_a_step_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = migrate.statements
    monkeypatch.setattr(migrate, "statements", lambda script: [*list(statements(script))[:20], "CREATE NONSENSE"])
    store = Store(tmp_path / "half.sqlite")
    with pytest.raises(Exception, match="NONSENSE"), store.write() as session:
        migrate.upgrade(session.connection())
    store.close()
    assert raw(tmp_path / "half.sqlite", "SELECT name FROM sqlite_master") == []


def test_a_newer_schema_is_refused_with_a_sentence_and_left_alone(workspace: Workspace) -> None:
    workspace.close()
    raw(workspace.database, "UPDATE alembic_version SET version_num = '9999'")
    before = workspace.database.read_bytes()
    with pytest.raises(StorageError, match="newer version"):
        Workspace.open(workspace.root)
    assert workspace.database.read_bytes() == before


def test_a_catalogue_of_before_the_first_release_is_refused_with_a_sentence(workspace: Workspace) -> None:
    workspace.close()
    raw(workspace.database, "UPDATE alembic_version SET version_num = '0001'")
    before = workspace.database.read_bytes()
    with pytest.raises(StorageError, match="before its first release") as refused:
        Workspace.open(workspace.root)
    assert "Export" in refused.value.hint and workspace.database.read_bytes() == before


def test_an_older_schema_is_backed_up_and_checked_before_it_is_touched(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next step is played: the database says that it is one behind."""
    workspace.close()
    now = migrate.head()
    monkeypatch.setattr(migrate, "known", lambda: {now, "9999"})

    def step(connection: object) -> None:
        raw_connection = connection.exec_driver_sql  # type: ignore[attr-defined]
        raw_connection("CREATE TABLE later (id INTEGER)")
        raw_connection("UPDATE alembic_version SET version_num = '9999'")

    monkeypatch.setattr(migrate, "upgrade", step)
    Workspace.open(workspace.root).close()
    (backup,) = workspace.backups.glob("*before-upgrade*")
    assert raw(backup, "SELECT version_num FROM alembic_version") == [(now,)]
    assert raw(workspace.database, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_the_steps_are_those_that_alembic_sees() -> None:
    folder = ScriptDirectory(str(Path(migrate.__file__).parents[1] / "migrations"))
    assert folder.get_current_head() == migrate.head()
    assert {step.revision for step in folder.walk_revisions()} == migrate.known()


def test_opening_a_workspace_does_not_load_alembic(workspace: Workspace) -> None:
    opening = (
        "import sys; from pathlib import Path; from curatorbench.models.store.workspace import Workspace;"
        "Workspace.open(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", opening, str(workspace.root)], check=False).returncode == 0


def test_what_is_no_workspace_is_not_taken_for_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Workspace.open(tmp_path)
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as foreign:
        foreign.execute("CREATE TABLE something (id)")
    with pytest.raises(NotFound):
        Workspace.open(tmp_path)


def test_statements_are_split_around_triggers_and_comments() -> None:
    script = "-- a\nCREATE TABLE a (b);\n\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1; SELECT 2; END;\n"
    assert len(list(migrate.statements(script))) == 2
    with pytest.raises(ValueError, match="does not end"):
        list(migrate.statements("CREATE TABLE a (b"))


def _table_of(difference: object) -> object:
    """The name of the table that a difference of Alembic's is about."""
    first = difference[1] if isinstance(difference, tuple) else difference
    return getattr(first, "name", first)


def test_regions_of_before_keep_their_rows_seals_and_those_who_refer_to_them(tmp_path: Path) -> None:
    """A catalogue of the first schema with a region, and a thing that was seen in it."""
    path = tmp_path / "old.sqlite"
    script = (Path(migrate.__file__).parents[1] / "migrations" / "versions" / "0002_first.sql").read_text("utf-8")
    with closing(sqlite3.connect(path)) as old:
        for statement in migrate.statements(script):
            old.execute(statement)
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        old.execute("INSERT INTO alembic_version VALUES ('0002')")
        old.execute("INSERT INTO region VALUES (7, 1, 0, 'label', 0.1, 0.2, 0.3, 0.4, 0.9, 90)")
        old.execute("INSERT INTO hand_region VALUES (1, 7, 0.5, 'somebody')")
        old.commit()
    _migrated(path).close()
    with closing(sqlite3.connect(path)) as new:
        with pytest.raises(sqlite3.IntegrityError, match="ck_region_kind"):
            new.execute("INSERT INTO region VALUES (8, 1, 1, 'cloud', 0, 0, 1, 1, 1, 0, NULL)")
        with pytest.raises(sqlite3.IntegrityError, match="ck_region_handwritten"):
            new.execute("INSERT INTO region VALUES (8, 1, 1, 'label', 0, 0, 1, 1, 1, 0, 1.5)")
        new.execute("INSERT INTO region VALUES (8, 1, 1, 'caption', 0, 0, 1, 1, 1, 0, 0.5)")
        kept = new.execute("SELECT * FROM region ORDER BY id").fetchall()
        refers = new.execute("SELECT \"table\" FROM pragma_foreign_key_list('hand_region')").fetchall()
    assert kept[0] == (7, 1, 0, "label", 0.1, 0.2, 0.3, 0.4, 0.9, 90, None) and kept[1][3] == "caption"
    assert ("region",) in refers and raw(path, "PRAGMA integrity_check") == [("ok",)]

"""The unit of work: whole or not at all, on disk when it is left, and a sentence when it cannot be."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from curatorbench.domain.errors import StorageError
from curatorbench.models.finding import explore
from curatorbench.models.records import catalogue
from curatorbench.models.store import holders, preferences
from curatorbench.models.store.faults import as_storage_error
from curatorbench.models.store.store import Store
from curatorbench.models.store.workspace import Workspace

_HOLD = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(60)
"""


def _pragma(store: Store, name: str, write: bool = False) -> object:
    with store.write() if write else store.read() as session:
        return session.execute(text(f"PRAGMA {name}")).scalar()


def test_the_file_is_kept_as_the_design_says(workspace: Workspace) -> None:
    for write in (False, True):
        assert _pragma(workspace.store, "journal_mode", write) == "wal"
        assert _pragma(workspace.store, "synchronous", write) == 2  # FULL
        assert _pragma(workspace.store, "foreign_keys", write) == 1


def test_a_block_that_raises_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(KeyError), workspace.store.write() as session:
        preferences.save(session, "ui.theme", "dark")
        raise KeyError
    with workspace.store.read() as session:
        assert preferences.load(session, "ui.theme") is None


def test_ddl_is_part_of_a_transaction(workspace: Workspace) -> None:
    with pytest.raises(KeyError), workspace.store.write() as session:
        session.execute(text("CREATE TABLE half (id)"))
        raise KeyError
    with workspace.store.read() as session:
        assert session.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")).scalar() == 0


def test_a_read_session_cannot_write(workspace: Workspace) -> None:
    with pytest.raises(StorageError), workspace.store.read() as session:
        preferences.save(session, "ui.theme", "dark")


def test_a_reader_sees_one_state_while_others_write(workspace: Workspace) -> None:
    with workspace.store.read() as reader:
        assert preferences.load(reader, "ui.theme") is None
        with workspace.store.write() as writer:
            preferences.save(writer, "ui.theme", "dark")
        assert preferences.load(reader, "ui.theme") is None


def test_foreign_keys_hold(workspace: Workspace) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), workspace.store.write() as session:
        session.execute(text("INSERT INTO current_opinion VALUES (1, 'reading', '', 1)"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")
def test_a_locked_database_is_waited_for_and_then_named(workspace: Workspace) -> None:
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(workspace.database)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(StorageError, match=f"locked by process {holder.pid} ") as caught, workspace.store.write():
            pass
        assert time.monotonic() - started >= workspace.store.patience
        assert caught.value.hint
    finally:
        holder.kill()
        holder.communicate()
    with workspace.store.write() as session:  # the lock died with its holder
        preferences.save(session, "ui.theme", "dark")


def test_a_short_lock_is_only_waited_for(workspace: Workspace) -> None:
    patient = Store(workspace.database, patience=20)
    blocker = sqlite3.connect(workspace.database, isolation_level=None, check_same_thread=False)
    blocker.execute("BEGIN IMMEDIATE")
    import threading

    release = threading.Timer(0.6, blocker.rollback)
    release.start()
    with patient.write() as session:
        preferences.save(session, "ui.theme", "dark")
    release.join()
    blocker.close()
    patient.close()


def test_lock_owners_are_read_from_the_kernels_list() -> None:
    locks = (
        "1: POSIX  ADVISORY  READ  777 fe:00:4242 128 128\n"
        "2: POSIX  ADVISORY  WRITE 778 fe:00:4242 120 120\n"
        "2: -> POSIX  ADVISORY  WRITE 779 fe:00:4242 120 120\n"
        "3: FLOCK  ADVISORY  WRITE 780 fe:00:4242 0 EOF\n"
        "4: POSIX  ADVISORY  WRITE 781 fe:00:9 0 EOF\n"
    )
    assert holders.lock_owners(locks, 4242, 120) == {778}
    assert holders.lock_owners(locks, 4242, 128) == {777}
    assert holders.lock_owners(locks, 9, 120) == {781}
    assert holders.describe(os.getpid()) == "another part of this program"


@pytest.mark.parametrize("damage", ["zeros", "text", "cut"])
def test_damage_is_a_sentence(workspace: Workspace, damage: str) -> None:
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        for number in range(50):
            catalogue.new_material(session, collection, catalog_number=f"N {number}")
    workspace.close()
    content = workspace.database.read_bytes()
    damaged = {
        "zeros": content[:4096] + b"\0" * (len(content) - 4096),
        "text": b"this is no database, it is a letter to the curator. " * 400,
        "cut": content[: len(content) // 3],
    }[damage]
    workspace.database.write_bytes(damaged)
    with pytest.raises(StorageError) as caught:
        with_damage = Workspace.open(workspace.root)
        try:
            with with_damage.store.read() as session:
                explore.summaries(session)
        finally:
            with_damage.close()
    assert "damaged" in caught.value.message or "not a database" in caught.value.message


def test_a_text_that_is_no_text_is_damage(workspace: Workspace) -> None:
    """A flipped bit in a string raises no sqlite3 error but one of decoding."""
    with workspace.store.write() as session:
        catalogue.ensure_collection(session, "HERB")
    # `with` on a connection ends its transaction and leaves it open, which Python 3.13 complains of.
    with closing(sqlite3.connect(workspace.database, isolation_level=None)) as stranger:
        stranger.execute("UPDATE collection SET code = CAST(x'48ff45' AS TEXT)")
    with pytest.raises(StorageError, match="damaged"), workspace.store.read() as session:
        catalogue.collections(session)


def test_sentences_of_codes() -> None:
    for code, word in (("SQLITE_FULL", "full"), ("SQLITE_IOERR_FSYNC", "disk"), ("SQLITE_CORRUPT_INDEX", "damaged")):
        error = sqlite3.OperationalError("told by SQLite")
        error.sqlite_errorname = code
        sentence = as_storage_error(error)
        assert sentence is not None and word in sentence.message and sentence.hint
    assert as_storage_error(ValueError("another matter")) is None


def test_a_database_is_found_whole_or_not_at_all(tmp_path: Path) -> None:
    """`init` that was cut off can be run again: the catalogue appears under its name when it is finished."""
    root = tmp_path / "cut off"
    (root / "incoming").mkdir(parents=True)
    (root / "catalogue.sqlite.new-half").write_bytes(b"half")
    Workspace.create(root).close()
    assert not list(root.glob("*.new-*"))
    Workspace.open(root).close()

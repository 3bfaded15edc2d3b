"""Reading again in turns, counts that nobody recounts, and the first change that no backup holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests_models import person, raw

from curatorbench.domain.errors import BadInput, StorageError
from curatorbench.models.history import history
from curatorbench.models.keeping import fixity, keeping, losses, safety
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store import backups
from curatorbench.models.store.originals import Original
from curatorbench.models.store.workspace import Workspace


@pytest.fixture
def hashes(workspace: Workspace, a_file: Callable[..., Path]) -> list[str]:
    """Five originals in the order of their taking in, of 6 bytes each."""
    taken = [workspace.originals.take_in(a_file(f"pixel{n}".encode(), f"{n}.jpg")) for n in range(5)]
    _enter(workspace, taken)
    return [original.sha256 for original in taken]


def _enter(workspace: Workspace, taken: list[Original]) -> None:
    with workspace.store.write() as session:
        for number, original in enumerate(taken):
            assets.add_asset(
                session, original, original_name=f"DSC{number}.jpg", format="image/jpeg", width=1, height=1
            )


def _tally(workspace: Workspace) -> keeping.Tally:
    with workspace.store.read() as session:
        return keeping.tally(session)


def _next(workspace: Workspace, not_after: int = 99, limit: int = 99) -> list[str]:
    with workspace.store.read() as session:
        return keeping.next_originals(session, not_after, limit)


def _remember(workspace: Workspace, found: dict[str, str]) -> None:
    with workspace.store.write() as session:
        keeping.remember_originals(session, found)


def test_counts_are_kept_as_originals_come(workspace: Workspace, hashes: list[str]) -> None:
    known = _tally(workspace)
    assert (known.originals, known.bytes, known.unread, known.sound, known.unsound) == (5, 30, 5, 0, 0)
    assert known.checked == "" and known.oldest != ""
    _remember(workspace, {hashes[0]: "", hashes[1]: "The file is missing."})
    known = _tally(workspace)
    assert (known.unread, known.sound, known.unsound) == (3, 1, 1)
    [fault] = known.faults
    assert (fault.what, fault.name, fault.reason) == (hashes[1], "DSC1.jpg", "The file is missing.")
    _remember(workspace, dict.fromkeys(hashes, ""))
    known = _tally(workspace)
    assert (known.unread, known.sound, known.unsound, known.faults) == (0, 5, 0, ())


def test_what_was_read_longest_ago_is_next_and_a_pass_comes_to_an_end(workspace: Workspace, hashes: list[str]) -> None:
    assert _next(workspace) == hashes
    _remember(workspace, dict.fromkeys(hashes[:2], ""))
    assert _next(workspace) == hashes[2:] + hashes[:2]
    assert _next(workspace, not_after=0) == hashes[2:]
    assert _next(workspace, limit=2) == hashes[2:4]
    _remember(workspace, dict.fromkeys(hashes[2:], ""))
    assert _next(workspace, not_after=0) == []
    assert _next(workspace)[:2] == hashes[:2]


def test_nothing_of_many_rows_is_counted_or_searched(workspace: Workspace) -> None:
    """Every question of a state is answered by an index: with a million originals it costs the same."""
    plans = []
    with workspace.store.read() as session:
        connection = session.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        said: list[str] = []
        connection.set_trace_callback(said.append)
        keeping.tally(session)
        keeping.next_originals(session, 7, 64)
        connection.set_trace_callback(None)
        for statement in said:
            plans += [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    scans = [plan for plan in plans if plan.startswith("SCAN") and "ix_" not in plan]
    assert not [plan for plan in scans if not plan.startswith(("SCAN keeping", "SCAN record_fault"))], plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan and "record_fault" not in plan], plans


def test_the_first_change_after_a_moment_is_found_by_halving(workspace: Workspace) -> None:
    with workspace.store.read() as session:
        assert keeping.first_change_after(session, "") == ""
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        for _ in range(20):
            catalogue.new_material(session, collection)
    workspace.close()
    with closing(sqlite3.connect(workspace.database)) as stranger:
        for (trigger,) in stranger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            stranger.execute(f"DROP TRIGGER {trigger}")
        stranger.execute("UPDATE change SET at = printf('2026-11-24T10:%02d:00Z', seq)")
        stranger.commit()
    moments = [at for (at,) in raw(workspace.database, "SELECT at FROM change ORDER BY seq")]
    with workspace.store.read() as session:
        for moment, following in zip(moments, [*moments[1:], ""], strict=True):
            assert keeping.first_change_after(session, moment) == following
        assert keeping.first_change_after(session, "1999") == moments[0]


def test_stretches_of_the_catalogue_find_and_forget_faults(workspace: Workspace) -> None:
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        for number in range(7):
            material = catalogue.new_material(session, collection)
            history.set_value(session, material, "country", f"Peru {number}", source=person(), operator="Ann")
    _break(workspace, "UPDATE accepted SET document = replace(document, 'Peru 4', 'Peri 4')")
    assert _read_through(workspace) == [3, 3, 1]
    [fault] = _tally(workspace).faults
    assert "not" in fault.reason and not fault.is_original
    assert _tally(workspace).records_checked
    _break(workspace, "UPDATE accepted SET document = replace(document, 'Peri 4', 'Peru 4')")
    _read_through(workspace)
    assert _tally(workspace).faults == ()


def _read_through(workspace: Workspace) -> list[int]:
    """All of the catalogue in stretches of three records; how far each led."""
    led = []
    while True:
        with workspace.store.read() as session:
            read = fixity.check_records(session, keeping.tally(session).record_through, 3)
        with workspace.store.write() as session:
            keeping.remember_records(session, read)
        led.append(read.through - read.after)
        if read.is_last:
            return led


def _break(workspace: Workspace, damage: str) -> None:
    workspace.close()
    with closing(sqlite3.connect(workspace.database)) as stranger:
        assert stranger.execute(damage).rowcount
        stranger.commit()


def test_a_damaged_original_is_taken_back_and_kept_aside(
    workspace: Workspace, hashes: list[str], a_file: Callable[..., Path]
) -> None:
    path = workspace.originals.path_of(hashes[2])
    path.chmod(0o644)
    path.write_bytes(b"pixelX")
    assert fixity.check_original(workspace, hashes[2]) != ""
    with pytest.raises(BadInput, match="another file"):
        workspace.originals.take_back(hashes[2], a_file(b"pixel3", "DSC2.jpg"))
    assert path.read_bytes() == b"pixelX"
    assert workspace.originals.take_back(hashes[2], a_file(b"pixel2", "copy.tif")) == path
    assert fixity.check_original(workspace, hashes[2]) == ""
    assert [kept.read_bytes() for kept in (workspace.root / "damaged").iterdir()] == [b"pixelX"]
    path.unlink()
    workspace.originals.take_back(hashes[2], a_file(b"pixel2", "copy.jpg"))
    assert fixity.check_original(workspace, hashes[2]) == ""


def test_what_cannot_be_stored_leaves_the_damaged_original_where_it_was(
    workspace: Workspace, hashes: list[str], a_file: Callable[..., Path]
) -> None:
    path = workspace.originals.path_of(hashes[0])
    path.chmod(0o644)
    path.write_bytes(b"pixelX")
    workspace.incoming.rmdir()  # where files lie on their way in
    with pytest.raises(StorageError):
        workspace.originals.take_back(hashes[0], a_file(b"pixel0", "copy.jpg"))
    assert path.read_bytes() == b"pixelX"
    assert list((workspace.root / "damaged").iterdir()) == []


def test_a_loss_is_told_by_whom_and_since_when(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        material = catalogue.new_material(session, collection)
    backup = safety.backup(workspace)
    assert losses.losses(workspace.database, backup).is_nothing
    with workspace.store.write() as session:
        for operator, count in (("Ann", 3), ("Bo", 5)):
            for number in range(count):
                history.set_value(session, material, "country", f"C{number}", source=person(), operator=operator)
        catalogue.new_material(session, collection)
    _enter(workspace, [workspace.originals.take_in(a_file(f"more{n}".encode(), f"{n}.jpg")) for n in range(7)])
    lost = losses.losses(workspace.database, backup)
    assert (lost.records, lost.images, len(lost.image_names)) == (1, 7, 5)
    by = {who.operator: who.changes for who in lost.changes}
    assert by["Ann"] == 3 and by["Bo"] == 5 and lost.change_count == raw(workspace.database, _AFTER)[0][0]
    assert all(who.since <= who.until for who in lost.changes)


_AFTER = "SELECT count(*) FROM change WHERE seq > 1"


def test_after_a_restore_histories_that_went_apart_are_compared_from_where_they_did(workspace: Workspace) -> None:
    """Two catalogues that both went on from one backup have other changes under the same numbers."""
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        catalogue.new_material(session, collection)
    early = safety.backup(workspace)
    with workspace.store.write() as session:
        for _ in range(4):
            catalogue.new_material(session, collection)
    late = safety.backup(workspace, workspace.root / "late.sqlite")
    workspace.close()
    safety.restore(safety.plan_restore(workspace.root, early))
    with workspace.store.write() as session:
        for _ in range(3):
            catalogue.new_material(session, collection)
    workspace.close()
    plan = safety.plan_restore(workspace.root, late)
    assert (plan.lost.records, plan.lost.change_count) == (3, 3)
    assert backups.counts(late)["records"] == 5

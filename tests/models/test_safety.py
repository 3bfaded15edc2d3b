"""Backups that were checked, going back that loses nothing unsaid, and every flipped bit found."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests_models import person, raw

from curatorbench.domain.box import WHOLE
from curatorbench.domain.errors import BadInput, CuratorError, NotFound, StorageError
from curatorbench.domain.progress import Progress
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.suggestion import Suggestion
from curatorbench.models.finding import explore
from curatorbench.models.history import history
from curatorbench.models.keeping import safety
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store import backups
from curatorbench.models.store.workspace import Workspace


@pytest.fixture
def filled(workspace: Workspace, a_file: Callable[..., Path]) -> Workspace:
    """Five records with values, an undo, an image with a reading and a suggestion."""
    original = workspace.originals.take_in(a_file(b"pixels"))
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        for number in range(5):
            material = catalogue.new_material(session, collection, catalog_number=f"N {number}")
            for value in ("Peru", "Chile"):
                history.set_value(session, material, "country", value, source=person(), operator="Ann")
        history.undo_last(session, "Ann")
        asset = assets.add_asset(session, original, original_name="a.jpg", format="image/jpeg", width=1, height=1)
        assets.attach(session, asset, material)
        readings.save_reading(session, asset, Reading((Line((Word("Peru", WHOLE, 0.9),)),)), "e", "1")
        found = [Suggestion("country", "Peru", "Peru", (WHOLE,), 0.9, "e", "1", "r")]
        readings.save_suggestions(session, asset, material, found)
    return workspace


def _restored(root: Path, backup: Path) -> dict[str, int]:
    plan = safety.plan_restore(root, backup)
    safety.restore(plan)
    return plan.lost.counts()


def _bad(workspace: Workspace) -> list[safety.Checked]:
    return [checked for checked in safety.verify(workspace) if not checked.ok]


def test_all_is_sound_and_said_so(filled: Workspace) -> None:
    said = list(safety.verify(filled))
    assert [checked.ok for checked in said] == [True, True]
    assert said[0].as_json()["sha256"] == Path(said[0].file).stem


def test_backup_is_a_whole_catalogue_in_one_file(filled: Workspace) -> None:
    path = safety.backup(filled)
    assert path.parent == filled.backups
    assert backups.counts(path) == backups.counts(filled.database)
    assert list(filled.backups.iterdir()) == [path]
    elsewhere = safety.backup(filled, filled.root.parent / "backup.sqlite")
    assert raw(elsewhere, "PRAGMA journal_mode") == [("delete",)]
    with pytest.raises(BadInput):
        safety.backup(filled, filled.database)


def test_a_backup_that_fails_its_check_does_not_replace_the_older(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = filled.root.parent / "backup.sqlite"
    safety.backup(filled, target)
    older = target.read_bytes()

    def damaged(database: Path, part: Path, progress: Progress) -> None:
        part.write_bytes(older[: len(older) // 2])

    monkeypatch.setattr(backups, "_copy_pages", damaged)
    with pytest.raises(StorageError):
        safety.backup(filled, target)
    assert target.read_bytes() == older
    assert [path.name for path in target.parent.iterdir() if "backup" in path.name] == ["backup.sqlite"]


def test_restore_says_what_is_lost_and_keeps_what_was_there(filled: Workspace) -> None:
    backup = safety.backup(filled)
    with filled.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        for _ in range(3):
            catalogue.new_material(session, collection)
    filled.close()
    expected = {"records": 3, "changes": 3, "images": 0, "opinions": 0, "operators": 0}
    assert safety.plan_restore(filled.root, backup).lost.counts() == expected
    assert _restored(filled.root, backup) == expected
    (kept,) = filled.backups.glob("*replaced.sqlite")
    assert backups.counts(kept)["records"] == 8
    restored = Workspace.open(filled.root)
    with restored.store.read() as session:
        assert len(explore.summaries(session)) == 5
    assert _bad(restored) == []
    restored.close()
    assert _restored(filled.root, kept)["records"] == 0  # and forward again


class Died(BaseException):
    """The process is gone: nothing after it runs."""


@pytest.mark.parametrize("moves", [0, 1])
def test_a_restore_that_dies_between_two_moves_is_ended_at_the_next_opening(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    backup = safety.backup(filled)
    with filled.store.write() as session:
        catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
    filled.close()
    done: list[Path] = []
    move = Path.rename

    def dying(path: Path, target: str | Path) -> Path:
        if len(done) == moves:
            raise Died
        done.append(path)
        return move(path, target)

    with monkeypatch.context() as dead:
        dead.setattr(Path, "rename", dying)
        with pytest.raises(Died):
            _restored(filled.root, backup)
    opened = Workspace.open(filled.root)
    with opened.store.read() as session:
        assert len(explore.summaries(session)) == (5 if moves else 6)
    assert _bad(opened) == []
    opened.close()
    _restored(filled.root, backup)
    assert backups.counts(filled.database)["records"] == 5
    assert max(backups.counts(kept)["records"] for kept in filled.backups.glob("*replaced.sqlite")) == 6


def test_no_new_workspace_is_made_over_half_a_restore(filled: Workspace) -> None:
    backup = safety.backup(filled)
    filled.close()
    filled.database.rename(filled.backups / "replaced.sqlite")
    backup.rename(filled.database.with_name("catalogue.sqlite.restored"))
    with pytest.raises(BadInput):
        Workspace.create(filled.root)
    Workspace.open(filled.root).close()


def test_a_damaged_catalogue_is_kept_and_replaced(filled: Workspace) -> None:
    backup = safety.backup(filled)
    filled.close()
    filled.database.write_bytes(b"damaged beyond reading" * 1000)
    assert _restored(filled.root, backup) == {}
    (kept,) = filled.backups.glob("*replaced.sqlite")
    assert kept.read_bytes().startswith(b"damaged")
    restored = Workspace.open(filled.root)
    assert _bad(restored) == []
    restored.close()


def test_what_is_no_sound_backup_is_refused(filled: Workspace, tmp_path: Path) -> None:
    filled.close()
    before = filled.database.read_bytes()
    (tmp_path / "letter.sqlite").write_text("dear curator")
    (tmp_path / "empty.sqlite").touch()
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE photos (id)")
    for name in ("letter.sqlite", "empty.sqlite", "other.sqlite"):
        with pytest.raises(StorageError):
            _restored(filled.root, tmp_path / name)
    with pytest.raises(NotFound):
        _restored(filled.root, tmp_path / "missing.sqlite")
    with pytest.raises(BadInput):
        _restored(filled.root, filled.database)
    assert filled.database.read_bytes() == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who has the file open")
def test_restore_under_somebodys_feet_is_refused(filled: Workspace) -> None:
    backup = safety.backup(filled)
    filled.close()
    opening = (
        "import sqlite3,sys,time; c=sqlite3.connect(sys.argv[1]); c.execute('select * from change').fetchall();"
        "print('open',flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", opening, str(filled.database)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        with pytest.raises(StorageError, match=f"in use by process {other.pid} "):
            _restored(filled.root, backup)
    finally:
        other.kill()
        other.communicate()
    _restored(filled.root, backup)


def test_damaged_missing_and_unknown_originals_are_named(filled: Workspace, a_file: Callable[..., Path]) -> None:
    (sha256, path) = next(filled.originals.all())
    unknown = filled.originals.take_in(a_file(b"taken in, not entered", "b.jpg"))
    by_hash = {checked.sha256: checked for checked in safety.verify(filled)}
    assert by_hash[unknown.sha256].ok and "not in the catalogue" in by_hash[unknown.sha256].reason
    path.chmod(0o644)
    path.write_bytes(b"pixelS")
    assert [(bad.sha256, bad.file) for bad in _bad(filled)] == [(sha256, str(path))]
    path.unlink()
    (missing,) = _bad(filled)
    assert missing.sha256 == sha256 and "missing" in missing.reason


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE change SET content = replace(content, 'Peru', 'Peri') WHERE revision = 4 AND material_id = 5",
        "UPDATE change SET content = replace(content, 'Peru', 'Peri') WHERE revision = 2 AND material_id = 1",  # older
        "UPDATE change SET content = replace(content, '\"Peru\"', '\"Peru\",null,null,1') WHERE material_id = 1",
        "UPDATE change SET content = '{}' WHERE material_id = 3",
        "UPDATE change SET at = '1999-01-01T00:00:00Z' WHERE material_id = 1",
        "UPDATE change SET operator_id = 1 WHERE material_id = 1",
        "UPDATE change SET source_name = 'Bo' WHERE material_id = 1",
        "UPDATE accepted SET document = replace(document, 'Chile', 'Chili') WHERE material_id = 1",
        "DELETE FROM accepted WHERE material_id = 4",
        "UPDATE suggestion SET value = 'Peri'",
        "UPDATE reading SET text = 'Peri'",
        "UPDATE reading SET words = zeroblob(15)",
        "UPDATE change SET material_id = 99 WHERE material_id = 5",
        "UPDATE material_entity SET country = 'Peri' WHERE id = 1",  # it would be found and counted by that
        "UPDATE material_entity SET catalog_key = 'x' WHERE id = 1",
        "UPDATE material_entity SET retired = 1 WHERE id = 1",  # no list would show it
    ],
)
def test_one_wrong_value_anywhere_is_found(filled: Workspace, damage: str) -> None:
    with closing(sqlite3.connect(filled.database)) as stranger:
        for (trigger,) in stranger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            stranger.execute(f"DROP TRIGGER {trigger}")
        assert stranger.execute(damage).rowcount
        stranger.commit()
        assert stranger.execute("PRAGMA integrity_check").fetchall() == [("ok",)]  # which is why fixity is needed
    assert _bad(filled)


@pytest.mark.torture
def test_flipped_bits_of_values_are_found(
    filled: Workspace, dice: Random, turns: Callable[[int], int], tmp_path: Path
) -> None:
    """Every bit of a value in the history, wherever it lies in the file."""
    filled.close()
    sound = filled.database.read_bytes()
    places = [found.start(1) for found in re.finditer(rb'"country":"(Peru|Chile)"', sound)]
    assert len(places) >= 11
    for turn in range(turns(120)):
        at, bit = dice.choice(places) + dice.randrange(4), 1 << dice.randrange(8)
        flipped = bytearray(sound)
        flipped[at] ^= bit
        filled.database.write_bytes(flipped)
        again = Workspace.open(filled.root)
        assert _bad(again), f"turn {turn}: bit {bit} of byte {at} was not found"
        again.close()


@pytest.mark.parametrize(
    "change", ["PRAGMA application_id=7", "UPDATE alembic_version SET version_num = '9999'"], ids=["foreign", "newer"]
)
def test_a_sound_file_that_is_no_catalogue_of_ours_is_refused(filled: Workspace, change: str) -> None:
    kept = safety.backup(filled)
    filled.close()
    with closing(sqlite3.connect(kept, isolation_level=None)) as connection:
        connection.execute(change)
    before = filled.database.read_bytes()
    with pytest.raises(CuratorError):
        _restored(filled.root, kept)
    assert filled.database.read_bytes() == before


def test_a_backup_is_not_put_among_other_files(filled: Workspace, tmp_path: Path) -> None:
    kept = safety.backup(filled)
    (tmp_path / "photos").mkdir()
    for root in (tmp_path / "photos", tmp_path / "missing"):
        with pytest.raises(BadInput):
            _restored(root, kept)


def test_without_the_folder_of_originals_each_missing_file_is_named(filled: Workspace) -> None:
    shutil.rmtree(filled.originals.folder)
    (missing,) = _bad(filled)
    assert Path(missing.file).stem == missing.sha256 and "missing" in missing.reason

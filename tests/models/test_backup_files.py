"""Backups told by their names, and which of them a schedule keeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from curatorbench.domain.safety import Backup
from curatorbench.models.keeping import backup_files, safety
from curatorbench.models.store.workspace import Workspace

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _backup(made: datetime, why: str = "scheduled", *, is_whole: bool = True) -> Backup:
    key = f"catalogue-{made:%Y%m%dT%H%M%SZ}-{why}.sqlite"
    return Backup(key, Path(key), f"{made:%Y-%m-%dT%H:%M:%SZ}", why, 4096, is_whole)


def _kept(backups: list[Backup], days: int = 14, months: int = 12) -> set[str]:
    gone = {one.key for one in backup_files.to_prune(backups, days, months)}
    return {one.made for one in backups if one.key not in gone}


def test_all_of_the_newest_day_one_of_each_day_and_one_of_each_month_are_kept() -> None:
    hourly = [_backup(NOON - timedelta(hours=hours)) for hours in range(24 * 400)]
    kept = sorted(datetime.fromisoformat(made).astimezone() for made in _kept(hourly))
    newest = NOON.astimezone().date()
    today = [made for made in kept if made.date() == newest]
    earlier = [made for made in kept if made.date() != newest]
    assert len(today) == sum(datetime.fromisoformat(one.made).astimezone().date() == newest for one in hourly)
    days = {made.date() for made in earlier}
    assert len(days) == len(earlier), "more than one of an earlier day was kept"
    assert {newest - timedelta(days=day) for day in range(1, 15)} <= days
    assert len({(day.year, day.month) for day in days | {newest}}) == 12


def test_what_a_person_or_a_restore_put_there_is_never_named() -> None:
    others = [_backup(NOON - timedelta(days=day), why) for day in range(500) for why in ("backup", "replaced")]
    damaged = [_backup(NOON - timedelta(days=day, hours=1), is_whole=False) for day in range(500)]
    assert backup_files.to_prune([*others, *damaged], 1, 1) == []


def test_a_clock_that_jumps_ahead_prunes_nothing_but_by_count() -> None:
    before = [_backup(NOON - timedelta(days=day)) for day in range(5)]
    ahead = _backup(NOON + timedelta(days=30_000))
    assert _kept([*before, ahead]) == {one.made for one in (*before, ahead)}


def test_the_newest_is_kept_whatever_the_rest(dice: Random) -> None:
    for _ in range(50):
        backups = [_backup(NOON - timedelta(minutes=dice.randrange(2_000_000))) for _ in range(dice.randrange(1, 40))]
        kept = _kept(backups, dice.randrange(1, 5), dice.randrange(1, 5))
        assert max(one.made for one in backups) in kept


def test_a_listing_tells_whole_files_from_cut_ones_and_ignores_others(workspace: Workspace) -> None:
    whole = safety.backup(workspace, why="scheduled")
    cut = workspace.backups / "catalogue-20261124T101112Z-backup-3.sqlite"
    cut.write_bytes(whole.read_bytes()[:-4096])
    (workspace.backups / "letter.sqlite").write_text("dear curator")
    (workspace.backups / "catalogue-20269999T101112Z-backup.sqlite").write_bytes(b"")
    (workspace.backups / "catalogue-20261124T101113Z-backup.sqlite").mkdir()
    found = {one.key: one for one in backup_files.listed(workspace.backups)}
    assert set(found) == {whole.name, cut.name}
    assert found[whole.name].is_whole and not found[cut.name].is_whole
    assert found[whole.name].why == "scheduled" and found[cut.name].why == "backup"
    assert found[cut.name].made == "2026-11-24T10:11:12Z"
    assert backup_files.listed(workspace.root / "missing") == []

"""The backups that lie in a folder, told by their names, and which of them a schedule keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from curatorbench.domain.safety import Backup

SCHEDULED = "scheduled"
_NAME = re.compile(r"catalogue-(\d{8}T\d{6}Z)-([a-z-]+?)(-\d+)?\.sqlite\Z")
_HEADER = 100  # bytes: the header of an SQLite file
_MAGIC = b"SQLite format 3\0"


def listed(folder: Path) -> list[Backup]:
    """The backups in `folder`, the newest first; none if there is no such folder.

    A backup has its name only after it was opened and read through (see `backups.copy`).
    """
    try:
        found = [of(path) for path in folder.iterdir()]
    except OSError:
        return []
    return sorted((one for one in found if one is not None), key=_moment, reverse=True)


def to_prune(backups: Iterable[Backup], days: int, months: int) -> list[Backup]:
    """Those of the schedule that need not be kept: all of the newest day stay, then the last of each of `days` days
    and the last of each of `months` months.

    Counted in days and months that have a backup, not from today: a clock that jumps ahead prunes nothing. What a
    person asked for, or a restore put aside, is never named.
    """
    ours = sorted((one for one in backups if one.why == SCHEDULED and one.is_whole), key=_moment, reverse=True)
    newest = {_day(one) for one in ours[:1]}
    kept = {one.path for one in ours if _day(one) in newest}
    kept |= _last_of_each([one for one in ours if _day(one) not in newest], "%Y-%m-%d", days)
    kept |= _last_of_each(ours, "%Y-%m", months)
    return [one for one in ours if one.path not in kept]


def _last_of_each(backups: Sequence[Backup], span: str, count: int) -> set[Path]:
    """The newest of each span of time, of the last `count` spans; `backups` come newest first."""
    first: dict[str, Path] = {}
    for one in backups:
        first.setdefault(_local(one).strftime(span), one.path)
    return set(list(first.values())[:count])


def _moment(backup: Backup) -> tuple[str, str]:
    return backup.made, backup.key


def _day(backup: Backup) -> str:
    return _local(backup).strftime("%Y-%m-%d")


def _local(backup: Backup) -> datetime:
    """People count days where they are."""
    return datetime.fromisoformat(backup.made).astimezone()


def of(path: Path) -> Backup | None:
    """The backup at `path`, None if it does not bear the name of one or cannot be read."""
    named = _NAME.match(path.name)
    if named is None:
        return None
    try:
        made = datetime.strptime(named[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        size = path.stat().st_size
        return Backup(path.name, path, f"{made:%Y-%m-%dT%H:%M:%SZ}", named[2], size, _is_whole(path, size))
    except (OSError, ValueError):
        return None


def _is_whole(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return False
    page = int.from_bytes(header[16:18], "big")
    return size == (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")

"""How safe a workspace is, as people are told: space, backups, what was read again, and what going back would lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Volume:
    """A disk that folders of the workspace lie on; `free` and `size` in bytes."""

    folder: Path
    free: int
    size: int
    is_low: bool


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of the catalogue; `key` is the name of its file. It was opened and read through before it got that
    name; `is_whole` is whether it is still as long as it says. `why`: `backup` (asked for), `scheduled`, `replaced`
    (put aside by a restore), `before-upgrade`. `made` is ISO 8601 UTC, `size` in bytes."""

    key: str
    path: Path
    made: str
    why: str
    size: int
    is_whole: bool


class Overdue(StrEnum):
    """Why a backup that is due is not there."""

    FAILED = "failed"  # it was tried; the detail says why it failed
    NOBODY = "nobody"  # no window and no worker was there to make it
    NO_FOLDER = "no folder"  # the second folder is not there, or lags behind; the detail names it


@dataclass(frozen=True, slots=True)
class Schedule:
    """`hours` of work between backups (0 is never). `unsaved_since` is the first change that no backup holds (empty
    if every one is in one); `is_due` if that is longer ago than `hours`; `is_running` while one is made or waits."""

    hours: float
    unsaved_since: str
    is_due: bool
    is_running: bool
    overdue: Overdue | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not what was written: an original (`what` its SHA-256, `name` the file it came as) or a part
    of the catalogue. `noticed` is ISO 8601 UTC."""

    what: str
    name: str
    reason: str
    noticed: str
    is_original: bool


@dataclass(frozen=True, slots=True)
class Fixity:
    """Originals and their `bytes`; how many of them read `sound` when they were last read again, how many did not
    (`unsound`), how many never were (`unread`). `checked` is the last reading of any, `oldest` that of the one whose
    turn is next, `records_checked` the end of the last pass over the catalogue; ISO 8601 UTC, empty if never.
    `faults` names those not sound, at most a few hundred. `is_running` while some are read, `failed` why it cannot."""

    originals: int
    bytes: int
    sound: int
    unsound: int
    unread: int
    checked: str
    oldest: str
    records_checked: str
    faults: tuple[Fault, ...]
    is_running: bool
    progress: float = 0.0
    failed: str = ""


@dataclass(frozen=True, slots=True)
class SafetyState:
    """All of it at one moment. `backups` are those in the workspace, `elsewhere` those in the second folder, the
    newest first; `second_folder` is None where none is set. `is_writable` is False on a medium that cannot be
    written."""

    volumes: tuple[Volume, ...]
    backups: tuple[Backup, ...]
    elsewhere: tuple[Backup, ...]
    second_folder: Path | None
    schedule: Schedule
    fixity: Fixity
    is_writable: bool = True

    @property
    def last(self) -> Backup | None:
        """The newest whole backup of the workspace as it is: not one that a restore put aside."""
        return next((one for one in self.backups if one.is_whole and one.why != REPLACED), None)

    @property
    def is_low(self) -> bool:
        return any(volume.is_low for volume in self.volumes)

    @property
    def is_well(self) -> bool:
        """Whether nothing asks for a person."""
        sound = not self.fixity.unsound and not self.fixity.faults and not self.fixity.failed
        return sound and not self.is_low and self.schedule.overdue is None

    def as_json(self) -> dict[str, object]:
        fields = {name: _plain(value) for name, value in asdict(self).items()}
        return {**fields, "last": self.last and self.last.key, "well": self.is_well}


REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class LostChanges:
    """Changes of one operator that a backup has not; `since` and `until` are ISO 8601 UTC."""

    operator: str
    changes: int
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Losses:
    """What the catalogue has and a backup has not. `is_known` is False where the catalogue cannot be read: then nothing
    can be said. The files of `images` stay in the workspace and can be taken in again; `opinions`, what machines
    read, is made again from them."""

    is_known: bool
    records: int = 0
    changes: tuple[LostChanges, ...] = ()
    images: int = 0
    image_names: tuple[str, ...] = ()
    opinions: int = 0
    operators: int = 0

    @property
    def change_count(self) -> int:
        return sum(by.changes for by in self.changes)

    @property
    def is_nothing(self) -> bool:
        return self.is_known and not any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """By kind, as commands give it; empty where nothing is known."""
        if not self.is_known:
            return {}
        return {
            "records": self.records,
            "changes": self.change_count,
            "images": self.images,
            "opinions": self.opinions,
            "operators": self.operators,
        }


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """Going back to `backup`, made at `made`: what it holds (records, changes ... by kind) and what would be lost."""

    root: Path
    backup: Path
    made: datetime
    holds: Mapping[str, int]
    lost: Losses


def _plain(value: object) -> object:
    """Paths as text, tuples as lists: what JSON can hold."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Path) else value

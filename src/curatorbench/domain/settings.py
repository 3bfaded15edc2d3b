"""Every setting, declared once: type, default and help. Pages, commands and documents derive from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """`name` is dotted (`capture.watch_seconds`); the type is that of `default`."""

    name: str
    default: bool | int | float | str
    help: str
    choices: tuple[str, ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("ui.theme", "system", "Colours of the window.", ("system", "light", "dark")),
    Setting("ui.animate", True, "Glide to the words of a field instead of jumping."),
    Setting("reading.engine", "rapidocr", "Engine that reads labels.", ("rapidocr", "tesseract")),
    Setting("jobs.workers", 1, "Worker processes that read and judge images beside the window."),
    Setting("safety.backup_hours", 2.0, "Hours of work after which the catalogue is backed up; 0 is never."),
    Setting("safety.backup_days", 14, "Days of which the last backup is kept, besides all of the newest day."),
    Setting("safety.backup_months", 12, "Months of which the last backup is kept."),
    Setting("safety.backup_folder", "", "A second folder for backups, best on another disk."),
    Setting("safety.read_share", 0.02, "Share of the originals and records read again each day; 0 is none."),
    Setting("safety.low_space_gb", 10.0, "Gigabytes below which free space is called low."),
    Setting("publish.only_approved", True, "Publish only what a curator approved."),
)


def setting(name: str) -> Setting:
    """The declaration of a setting; raises KeyError if there is none."""
    for declared in SETTINGS:
        if declared.name == name:
            return declared
    raise KeyError(name)

"""Every setting, declared once: type, default and help. Pages, commands and documents derive from it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import PurePath

from curatorbench.domain.errors import BadInput

Value = bool | int | float | str
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


@dataclass(frozen=True, slots=True)
class Setting:
    """`name` is dotted (`capture.watch_seconds`), its first part the page; the type is that of `default`.

    `least` and `most` bound a number. A folder is named by its whole path, for who reads it (the window, a worker) may
    have been started anywhere. What is not `is_shown` has a page or a panel of its own.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    is_shown: bool = True
    is_folder: bool = False

    @property
    def page(self) -> str:
        return self.name.partition(".")[0]

    def check(self, value: Value) -> None:
        """Raises BadInput if `value` is not of the declared type, not a choice, or out of bounds."""
        is_kind = type(value) is type(self.default)
        is_choice = not self.choices or value in self.choices
        if not is_kind or not is_choice or not self._is_in_bounds(value):
            raise BadInput(f"{value!r} cannot be {self.name}.", f"Allowed: {self.allowed()}.")

    def read(self, text: str) -> Value:
        """The value that a person wrote; raises BadInput."""
        value = self._understood(text.strip())
        self.check(value)
        return value

    def allowed(self) -> str:
        """What it may be, for people."""
        if self.choices:
            return ", ".join(self.choices)
        if isinstance(self.default, bool):
            return "yes, no"
        if self.is_folder:
            return "the whole path of a folder, or nothing"
        if isinstance(self.default, str):
            return "any text"
        kind = "a whole number" if isinstance(self.default, int) else "a number"
        bounds = (("at least", self.least), ("at most", self.most))
        return " ".join([kind, *(f"{word} {bound:g}" for word, bound in bounds if bound is not None)])

    def said(self, value: Value) -> str:
        """`value` as a person would write it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value:g}" if isinstance(value, float) else str(value)

    def _understood(self, text: str) -> Value:
        if isinstance(self.default, bool):
            if text.casefold() not in _YES + _NO:
                raise BadInput(f"{text!r} cannot be {self.name}.", f"Allowed: {self.allowed()}.")
            return text.casefold() in _YES
        if isinstance(self.default, str):
            return text
        try:
            return type(self.default)(text)
        except ValueError as error:
            raise BadInput(f"{text!r} cannot be {self.name}.", f"Allowed: {self.allowed()}.") from error

    def _is_in_bounds(self, value: Value) -> bool:
        if isinstance(value, str):
            return "\0" not in value and (not self.is_folder or not value or PurePath(value).is_absolute())
        least = -math.inf if self.least is None else self.least
        most = math.inf if self.most is None else self.most
        return math.isfinite(value) and least <= value <= most


SETTINGS: tuple[Setting, ...] = (
    Setting("ui.theme", "system", "Colours of the window.", ("system", "light", "dark", "contrast")),
    Setting("ui.animate", True, "Glide to the words of a field instead of jumping."),
    Setting("ui.keys", "", "Keys that differ from the defaults.", is_shown=False),
    Setting("catalogue.columns", "", "Columns of the catalogue's table, with their widths.", is_shown=False),
    Setting("entry.pinned", "", "Fields of keyed entry that carry their value on.", is_shown=False),
    Setting("ui.operator", "", "Who worked in the window last.", is_shown=False),
    Setting("capture.sounds", False, "A short sound for the shutter, a good picture and one that failed its checks."),
    Setting("capture.session", "", "What the last session at this stand was begun with.", is_shown=False),
    Setting("capture.overlays", "", "What lies over the live picture.", is_shown=False),
    Setting(
        "capture.derivatives",
        "",
        "Pictures made of every image besides those on screen: web, corrected, pyramid, with commas; none if empty.",
    ),
    Setting("reading.engine", "rapidocr", "Engine that reads labels.", ("rapidocr", "tesseract")),
    Setting(
        "learning.enabled", True, "Learn from what people accept and correct, on this machine, for this workspace."
    ),
    Setting("learning.forgotten", "", "What was learned and is not to be used.", is_shown=False),
    Setting("jobs.workers", 1, "Worker processes that read and judge images beside the window.", least=0, most=64),
    Setting("safety.backup_hours", 2.0, "Hours of work after which the catalogue is backed up; 0 is never.", least=0),
    Setting("safety.backup_days", 14, "Days of which the last backup is kept, besides all of the newest day.", least=1),
    Setting("safety.backup_months", 12, "Months of which the last backup is kept.", least=1),
    Setting("safety.backup_folder", "", "A second folder for backups, best on another disk.", is_folder=True),
    Setting("safety.read_share", 0.02, "Share of all that is read again each day; 0 is none.", least=0, most=1),
    Setting("safety.low_space_gb", 10.0, "Gigabytes below which free space is called low.", least=0),
    Setting("publish.only_approved", True, "Publish only what a curator approved."),
)


def setting(name: str) -> Setting:
    """The declaration of a setting; raises KeyError if there is none."""
    for declared in SETTINGS:
        if declared.name == name:
            return declared
    raise KeyError(name)

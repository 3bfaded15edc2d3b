"""Pictures in the spool of a camera that was plugged in elsewhere: USB gives it another address each time.

They are offered with the camera's own, from a spool that this program has to itself, and are only ever released: what
lies on the card is the business of the connection that made them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from curatorbench.capture.claims import Claim, of_spool
from curatorbench.capture.exposure_spool import JOURNAL, ExposureSpool
from curatorbench.capture.port import Shot
from curatorbench.domain.errors import DeviceError

DEVICE = "camera, at an earlier connection"  # who took them: which port it was is of no use to anybody


class LeftBehind:
    """The exposures of other spools, each claimed until it is empty or `close`; any thread may call."""

    def __init__(self) -> None:
        self._spools: dict[Path, Claim] = {}
        self.count = 0
        """How many are still there; no disk is asked for it."""

    def find(self, own: Path, *, program: str) -> None:
        """Claim the spools beside a camera's `own` that hold exposures of the same camera, or of one unknown. What
        another program has is its; `program` is what others are told that want one of ours."""
        camera = _camera(own)
        for folder in _beside(own):
            if _exposures(folder) and _may_be_one(camera, _camera(folder)):
                self._claim(folder, program)

    def shots(self) -> list[Shot]:
        """What is still there, oldest first."""
        return [shot for folder in tuple(self._spools) for shot in _exposures(folder)]

    def has(self, shot: Shot) -> bool:
        """Whether the shot is one of these."""
        return shot.device == DEVICE

    def release(self, shot: Shot) -> None:
        """The shot is safe: it leaves its spool, which is let go with its last one. Raises DeviceError."""
        folder = shot.files[0].parent.parent
        if folder in self._spools:
            ExposureSpool(folder).release(shot.files)
            self.count -= 1
            if not _exposures(folder):
                self._let_go(folder)

    def close(self) -> None:
        """Others may offer what is left. A second call does nothing."""
        self.count = 0
        for folder in tuple(self._spools):
            self._let_go(folder)

    def _claim(self, folder: Path, program: str) -> None:
        try:
            self._spools[folder] = Claim(of_spool(folder), name="an earlier connection of the camera", program=program)
        except (DeviceError, OSError):
            return
        left = len(_exposures(folder))
        self.count += left
        if not left:  # another program was quicker
            self._let_go(folder)

    def _let_go(self, folder: Path) -> None:
        claim = self._spools.pop(folder, None)
        if claim is not None:
            claim.free()


def _beside(own: Path) -> list[Path]:
    """Other folders; none where they cannot be listed."""
    try:
        return sorted(each for each in own.parent.iterdir() if each != own and each.is_dir() and not each.is_symlink())
    except OSError:
        return []


def _exposures(folder: Path) -> list[Shot]:
    """Whole ones; none where the folder cannot be read, for the camera itself works all the same."""
    spool = ExposureSpool(folder)
    try:
        found = [spool.pictures(exposure) for exposure in spool.exposures()]
    except DeviceError:
        return []
    return [Shot(files, DEVICE) for files in found if files]


def _camera(folder: Path) -> str:
    """Model and serial number as the journal of the card names them; empty where it is gone or says neither."""
    try:
        with (folder / JOURNAL).open(encoding="utf-8", errors="replace") as lines:
            said = json.loads(next(_filled(lines), "{}"))
    except (OSError, ValueError, RecursionError):
        return ""
    camera = said.get("camera") if isinstance(said, dict) else None
    return camera if isinstance(camera, str) else ""


def _filled(lines: Iterator[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _may_be_one(here: str, there: str) -> bool:
    """The journal writes `MODEL SERIAL`, and ends with the space where a camera does not say its number."""
    if here.endswith(" ") != there.endswith(" "):
        return not here or not there or here.startswith(there) or there.startswith(here)
    return not here or not there or here == there

"""Where what was fetched lies until it is safe: a folder for every exposure, whole or not there at all.

`000012.part` is being written, `000012` is whole, `000012.gone` is being removed. So the RAW and the JPEG of one
exposure become whole in one step, and keep the names that the camera gave them. The numbers only put them in order.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from curatorbench.capture.spool import refused
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.exposures import PICTURES, RAW
from curatorbench.domain.whole_files import whole_folder

PART, GONE = ".part", ".gone"
JOURNAL = ".card.jsonl"  # of the card that exposures were fetched from: its file lies beside them
DIGITS = 12  # of an exposure's number at most: more is a name of somebody else's
LONGEST = 100  # letters of a picture's name: cameras have twelve, and others append to it


class ExposureSpool:
    """One device process has a spool to itself. Every method raises DeviceError where the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._last = 0

    def open(self) -> None:
        """Make the folder, and sweep away what was never whole or was already let go."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for entry in self.folder.iterdir():
                if entry.suffix in (PART, GONE) and _is_number(entry.stem):
                    shutil.rmtree(entry, ignore_errors=True)
        except OSError as error:
            raise _refused(self.folder, error) from error
        self.skip(max((int(each.name) for each in self.exposures()), default=0))

    def skip(self, number: int) -> None:
        """Give no exposure a number up to this one."""
        self._last = max(self._last, number)

    def exposures(self) -> list[Path]:
        """Folders of the whole ones, oldest first."""
        try:
            entries = [entry for entry in self.folder.iterdir() if _is_number(entry.name) and entry.is_dir()]
        except OSError as error:
            raise _refused(self.folder, error) from error
        return sorted(entries, key=lambda entry: int(entry.name))

    def pictures(self, exposure: Path) -> tuple[Path, ...]:
        """The files of an exposure, the picture before the RAW; none once it was released. Hidden ones are our own;
        what else lies there and was not made by us is left alone, and offered to nobody."""
        try:
            files = [path for path in exposure.iterdir() if _is_kept(path)]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise _refused(self.folder, error) from error
        return tuple(sorted(files, key=lambda path: (path.suffix.lower() in RAW, path.name)))

    def add(self, write: Callable[[Path], None]) -> Path:
        """A new exposure, on the disk: `write` fills the folder that it is given. If it raises, nothing is left."""
        name = f"{self._last + 1:06d}"
        whole = self.folder / name
        try:
            with whole_folder(whole, self.folder / (name + PART)) as part:
                write(part)
        except OSError as error:
            raise _refused(self.folder, error) from error
        self._last += 1
        return whole

    def release(self, files: Iterable[Path]) -> None:
        """Remove the exposures that these files belong to; what lies elsewhere is not ours."""
        for exposure in {path.parent for path in files}:
            if exposure.parent == self.folder and _is_number(exposure.name):
                self._remove(exposure)

    def _remove(self, exposure: Path) -> None:
        gone = exposure.with_name(exposure.name + GONE)
        try:
            exposure.rename(gone)
        except FileNotFoundError:
            return
        except OSError as error:
            raise _refused(self.folder, error) from error
        shutil.rmtree(gone, ignore_errors=True)  # what stays is swept at the next start


def _is_number(name: str) -> bool:
    return name.isdecimal() and name.isascii() and len(name) <= DIGITS


def _is_kept(path: Path) -> bool:
    is_ours = not path.name.startswith(".") and len(path.name) <= LONGEST and path.suffix.lower() in PICTURES | RAW
    return is_ours and path.is_file() and not path.is_symlink()


def _refused(folder: Path, error: OSError) -> DeviceError:
    return refused(folder, error, "and it is fetched again: it is still on the camera's card")

"""A copy stand without hardware: every press of its shutter renders another herbarium sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PIL import ExifTags, Image

from curatorbench.capture.port import Shot
from curatorbench.capture.rendering.labels import Style
from curatorbench.capture.rendering.sheet import Look, render_sheet
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress, silent

STYLES = tuple(Style)


class SimulatedCopyStand:
    """Device and Shutter. Writes `IMG_0001.JPG` and so on below `folder`; `seed` decides what is on the sheets.

    A second stand on the same folder goes on counting, and offers what lies there from before.
    """

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self._folder = folder
        self._seed = seed
        self._open = False
        self._released: set[Path] = set()

    @property
    def name(self) -> str:
        return "simulated copy stand"

    def open(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeviceError(
                f"The folder of the simulated copy stand cannot be used: {error.strerror}.", "Choose another folder."
            ) from error
        self._open = True

    def close(self) -> None:
        self._open = False

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self._need_open()
        for path in self._pictures():
            progress(0.0, path.name)
            if path not in self._released:
                yield Shot((path,), self.name)

    def release(self, shot: Shot) -> None:
        self._released.update(shot.files)

    def shoot(self, progress: Progress = silent) -> Shot:
        self._need_open()
        taken = self._pictures()
        number = 1 + (int(taken[-1].stem.removeprefix("IMG_")) if taken else 0)
        path = self._folder / f"IMG_{number:04d}.JPG"
        progress(0.1, "exposing")
        picture, _ = render_sheet(self._seed + number, Look(STYLES[number % len(STYLES)]))
        progress(0.8, "writing")
        self._write(picture, path)
        return Shot((path,), self.name)

    def _need_open(self) -> None:
        if not self._open:
            raise DeviceError("The simulated copy stand is not connected.", "Connect it first.")
        if not self._folder.is_dir():
            raise DeviceError("The folder of the simulated copy stand is gone.", "Make it again, then connect anew.")

    def _pictures(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("IMG_*.JPG") if path.stem.removeprefix("IMG_").isdecimal())

    def _write(self, picture: Image.Image, path: Path) -> None:
        """Whole or not at all."""
        exif = Image.Exif()
        exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "CuratorBench", "Simulated copy stand"
        exif[ExifTags.Base.DateTime] = datetime.now().strftime("%Y:%m:%d %H:%M:%S")
        part = path.with_suffix(".part")
        try:
            picture.save(part, "JPEG", quality=85, exif=exif)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise DeviceError(
                f"The simulated copy stand cannot write {path.name}: {error.strerror or error}.", "Free some space."
            ) from error

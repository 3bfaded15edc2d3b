"""The connection to one camera: the library's calls, with errors as sentences and the camera's words kept for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

import gphoto2 as gp

from curatorbench.capture.claims import Claim
from curatorbench.capture.gphoto2.card import CardFile
from curatorbench.capture.gphoto2.context import LOG, Context
from curatorbench.capture.gphoto2.faults import absent, fault, is_missing
from curatorbench.domain.devices import Address, DeviceFound
from curatorbench.domain.errors import Cancelled, DeviceError
from curatorbench.domain.exposures import PICTURES, RAW
from curatorbench.domain.progress import Progress

_NO_SUCH = (gp.GP_ERROR, gp.GP_ERROR_BAD_PARAMETERS, gp.GP_ERROR_NOT_SUPPORTED)
_STORE_FULL = "PTP Event 400a"  # how ptp2 shows the event StoreFull, which it does not translate


class Event(Enum):
    """What a camera tells by itself. QUIET: nothing within the time."""

    QUIET, ADDED, COMPLETE, FULL, OTHER = range(5)


def found() -> list[DeviceFound]:
    """Cameras that are plugged in now."""
    return [DeviceFound(Address("gphoto2", port), name) for name, port in _detected()]


class Body:
    """One camera, connected when this has been made, and claimed: `gphoto2:` and `gphoto2:usb:001,004` may be the same
    one. `name` is its model."""

    def __init__(self, port: str, known_as: str = "") -> None:
        """The camera at a port, or the first one if it is empty. Raises DeviceLost where there is none.

        A camera that was plugged in again has another port: the only one there is, of the model `known_as` if that is
        known, will do.
        """
        self.name, place = _choice(_detected(), port, known_as)
        self._context = Context()
        self._camera = gp.Camera()
        self._settings: set[str] = set()
        self._is_full = False
        self._claim = Claim(f"camera at {place}", name=self.name)
        try:
            self._connect(place)
        except DeviceError:
            self._claim.free()
            raise

    def _connect(self, place: str) -> None:
        with self._errors("connecting"):
            ports = gp.PortInfoList()  # owns what it gives out
            ports.load()
            self._camera.set_port_info(ports[ports.lookup_path(place)])
            self._camera.init(self._context.gp)
            self._settings = set(_names(self._camera.list_config(self._context.gp)))

    def close(self) -> None:
        """Whatever the camera answers, it is let go."""
        try:
            self._camera.exit(self._context.gp)
        except gp.GPhoto2Error as error:
            LOG.info("%s was let go with an error: %s", self.name, error.string)
        finally:
            self._claim.free()

    def serial(self) -> str:
        """Empty where the camera does not say it."""
        widget = self.widget("serialnumber")
        return "" if widget is None else str(widget.get_value())

    def capture(self) -> tuple[str, str]:
        """Folder and name of the first file of a new exposure."""
        with self._errors("taking the picture"):
            try:
                path = self._camera.capture(gp.GP_CAPTURE_IMAGE, self._context.gp)
            except gp.GPhoto2Error:
                self._note_full_card()
                raise
        self._is_full = False
        return path.folder, path.name

    def trigger(self) -> None:
        with self._errors("taking the picture"):
            self._camera.trigger_capture(self._context.gp)

    def can_capture(self) -> bool:
        """Else it can only be triggered."""
        return bool(self._camera.get_abilities().operations & gp.GP_OPERATION_CAPTURE_IMAGE)

    def event(self, milliseconds: int) -> tuple[Event, str, str]:
        """The next event, with folder and name of an added file."""
        with self._errors("waiting"):
            kind, told = self._camera.wait_for_event(milliseconds, self._context.gp)
        if kind == gp.GP_EVENT_FILE_ADDED:
            return Event.ADDED, told.folder, told.name
        if kind == gp.GP_EVENT_CAPTURE_COMPLETE:
            return Event.COMPLETE, "", ""
        if kind == gp.GP_EVENT_TIMEOUT:
            return Event.QUIET, "", ""
        return Event.FULL if str(told).startswith(_STORE_FULL) else Event.OTHER, "", ""

    def preview(self) -> bytes | None:
        """A live picture as JPEG; None where the camera has none."""
        with self._errors("showing a live picture"):
            try:
                held = self._camera.capture_preview(None, self._context.gp)
                return bytes(held.get_data_and_size())
            except gp.GPhoto2Error as error:
                if error.code == gp.GP_ERROR_NOT_SUPPORTED:
                    return None
                raise

    def paths(self, folder: str = "/") -> Iterator[tuple[str, str]]:
        """Folder and name of every picture on every card, in no order; the library remembers what it has listed."""
        with self._errors("listing its card"):
            names = _names(self._camera.folder_list_files(folder, self._context.gp))
            folders = _names(self._camera.folder_list_folders(folder, self._context.gp))
        yield from ((folder, name) for name in names if is_picture(name))
        for each in folders:
            yield from self.paths(f"{folder.rstrip('/')}/{each}")

    def file(self, folder: str, name: str) -> CardFile:
        """Its size is -1 where the camera does not say it."""
        with self._errors(f"looking at {name}"):
            info = self._camera.file_get_info(folder, name, self._context.gp).file
        size = int(info.size) if info.fields & gp.GP_FILE_INFO_SIZE else -1
        return CardFile(folder, name, size, int(info.mtime))

    def has(self, file: CardFile) -> bool:
        """Is it still there, and the same as far as the card's list tells?"""
        try:
            return self.file(file.folder, file.name) == file
        except DeviceError as error:
            cause = error.__cause__
            if isinstance(cause, gp.GPhoto2Error) and is_missing(cause, self._context.said):
                return False
            raise

    def read(self, file: CardFile, progress: Progress) -> bytes:
        """What the card holds, read from it now. Raises Cancelled if `progress` does."""
        with self._context.reporting(progress, file.name), self._errors(f"reading {file.name}"):
            held = self._camera.file_get(file.folder, file.name, gp.GP_FILE_TYPE_NORMAL, None, self._context.gp)
            return bytes(held.get_data_and_size())  # a view would not outlive what it looks at

    def delete(self, file: CardFile) -> None:
        with self._errors(f"deleting {file.name}"):
            self._camera.file_delete(file.folder, file.name, self._context.gp)

    def widget(self, name: str) -> Any | None:
        """One of its settings, None where it has no such."""
        if name not in self._settings:
            return None
        try:
            return self._camera.get_single_config(name, self._context.gp)
        except gp.GPhoto2Error as error:
            if error.code not in _NO_SUCH:
                raise fault(
                    error, name=self.name, doing=f"reading the setting {name}", said=self._context.said
                ) from error
        self._settings.remove(name)  # listed for all of its make
        return None

    def apply(self, widget: Any) -> None:
        with self._errors(f"changing {widget.get_label().lower()}"):
            self._camera.set_single_config(widget.get_name(), widget, self._context.gp)

    def _note_full_card(self) -> None:
        """Cameras say once that the card ran full, and then nothing but that they failed."""
        self._is_full = self._is_full or "full" in self._context.said.lower()
        if self._is_full and not self._context.said:
            self._context.said = "store full"

    @contextmanager
    def _errors(self, doing: str) -> Iterator[None]:
        self._context.said = ""
        try:
            yield
        except gp.GPhoto2Error as error:
            if self._context.is_cancelled:
                raise Cancelled from error
            raise fault(error, name=self.name, doing=doing, said=self._context.said) from error


def is_picture(name: str) -> bool:
    return Path(name).suffix.lower() in PICTURES | RAW


def _detected() -> list[tuple[str, str]]:
    """Model and port of each. Raises DeviceError where the system does not let us look."""
    try:
        cameras = gp.Camera.autodetect()
    except gp.GPhoto2Error as error:
        raise DeviceError(f"Cameras cannot be looked for: {error.string}.", "Check your rights to USB.") from error
    return [(cameras.get_name(index), cameras.get_value(index)) for index in range(cameras.count())]


def _choice(cameras: list[tuple[str, str]], port: str, known_as: str) -> tuple[str, str]:
    fitting = [camera for camera in cameras if not known_as or camera[0] == known_as]
    there = [camera for camera in fitting if not port or camera[1] == port] or (fitting if len(fitting) == 1 else [])
    if not there:
        raise absent()
    return there[0]


def _names(listed: Any) -> list[str]:
    return [listed.get_name(index) for index in range(listed.count())]

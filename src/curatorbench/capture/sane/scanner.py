"""A scanner as a device: one scan of the glass, pages of the feeder, settings as the backend has them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from curatorbench.capture.port import Shot
from curatorbench.capture.sane.dials import Dials, dpi, has_feeder
from curatorbench.capture.sane.handle import Handle, Samples, SaneStatus
from curatorbench.capture.sane.pages import writer
from curatorbench.capture.sane.statuses import EMPTY, LOST, said
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.progress import Progress, silent

SCANNED = 0.95  # of the progress of a page, when its last line has come; the rest is writing
STEPS = 50  # as often is progress told during a page

log = logging.getLogger(__name__)


def scanner(address: str, spool: Path) -> Scanner | FeedScanner:
    """The scanner of that SANE name, connected; with a feeder if it has one. Raises DeviceError."""
    device = Scanner(address, spool)
    device.open()
    if not device.has_feeder:
        return device
    device.close()
    feeding = FeedScanner(address, spool)
    feeding.open()
    return feeding


class _Unwritten(NamedTuple):
    """A page that is in memory, for the disk would not have it."""

    suffix: str
    write: Callable[[BinaryIO], None]


class Scanner:
    """Device, Shutter and Adjustable. Pages go whole into `spool`, a folder of its own, and stay until released.

    After any error the same device works on: what broke the connection is connected anew, with all settings, by the
    next call.
    """

    def __init__(self, address: str, spool: Path) -> None:
        self._address = address
        self._spool = Spool(spool)
        self._dials = Dials()
        self._handle: Handle | None = None
        self._is_open = False

    @property
    def name(self) -> str:
        return f"scanner {self._address}"

    def open(self) -> None:
        if not self._is_open:
            self._spool.open()
        self._is_open = True
        with self._errors():
            self._connected()

    def close(self) -> None:
        self._is_open = False
        self._let_go()

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self._need_open()
        for path in self._spool.files():
            progress(0.0, path.name)
            yield Shot((path,), self.name)

    def release(self, shot: Shot) -> None:
        """The page leaves the spool."""
        for path in shot.files:
            self._spool.drop(path)

    def shoot(self, progress: Progress = silent) -> Shot:
        """One scan of the glass; of the feeder's next sheet where that is all there is."""
        with self._errors():
            handle = self._connected()
            self._dials.take_from(handle, is_feeder=False)
            page = self._page(handle, progress)
            handle.cancel()
        return self._kept(page)

    def settings(self) -> tuple[DeviceSetting, ...]:
        with self._errors():
            return self._dials.settings(self._connected())

    def adjust(self, name: str, value: str) -> None:
        with self._errors():
            handle = self._connected()
            handle.cancel()  # a stack whose next sheet is waiting lets nothing be changed
            self._dials.adjust(handle, name, value)

    @property
    def has_feeder(self) -> bool:
        with self._errors():
            return has_feeder(self._connected())

    def _page(self, handle: Handle, progress: Progress) -> _Unwritten:
        """A whole page in memory."""
        progress(0.0, "scanning")
        resolution = dpi(handle)
        try:
            samples = handle.page(_Lines(progress))
        except BaseException:
            with suppress(SaneStatus):
                handle.cancel()
            raise
        progress(SCANNED, "writing")
        return self._unwritten(samples, resolution, handle)

    def _unwritten(self, samples: Samples, resolution: float, handle: Handle) -> _Unwritten:
        return _Unwritten(*writer(samples, self._dials.form, resolution, handle.maker))

    def _kept(self, page: _Unwritten) -> Shot:
        return Shot((self._spool.keep(page.suffix, page.write),), self.name)

    def _need_open(self) -> None:
        if not self._is_open:
            raise DeviceError(f"The {self.name} is not connected.", "Connect it first.")

    def _connected(self) -> Handle:
        self._need_open()
        if self._handle is None:
            handle = Handle(self._address, self.name)
            self._handle = handle
            self._dials.stand(handle)
        return self._handle

    def _let_go(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What SANE says as a sentence. A connection that broke is let go."""
        try:
            yield
        except SaneStatus as error:
            log.info("%s: %s", self.name, error)
            if str(error) in LOST:
                self._let_go()
            raise said(str(error), f"the {self.name}") from error


class FeedScanner(Scanner):
    """A scanner that also has a feeder: Feeder too."""

    def __init__(self, address: str, spool: Path) -> None:
        super().__init__(address, spool)
        self._waiting: _Unwritten | None = None

    def next_page(self, progress: Progress = silent) -> Shot | None:
        """A page that the disk refused is written before the next sheet moves: no sheet is fed twice for it."""
        self._need_open()
        if self._waiting is None:
            self._waiting = self._fed(progress)
        if self._waiting is None:
            return None
        shot = self._kept(self._waiting)
        self._waiting = None
        return shot

    def _fed(self, progress: Progress) -> _Unwritten | None:
        with self._errors():
            handle = self._connected()
            self._dials.take_from(handle, is_feeder=True)
            try:
                return self._page(handle, progress)
            except SaneStatus as error:
                if str(error) == EMPTY:
                    return None
                raise


class _Lines:
    """Tells the progress of a page by its lines, not for every one of thousands."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._next = 0

    def __call__(self, line: int, lines: int) -> None:
        if line < self._next:
            return
        self._next = line + max(1, lines // STEPS)
        if lines > 0:
            self._progress(SCANNED * min(1.0, line / lines), f"line {line} of {lines}")
        else:  # a scanner that does not know how long the sheet is
            self._progress(0.0, f"line {line}")

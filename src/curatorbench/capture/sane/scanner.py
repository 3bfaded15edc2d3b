"""A scanner as a device: one scan of the glass, pages of the feeder, settings as the backend has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from curatorbench.capture.port import Shot
from curatorbench.capture.sane.connection import Connection
from curatorbench.capture.sane.dials import dpi, has_feeder
from curatorbench.capture.sane.handle import Handle, SaneStatus
from curatorbench.capture.sane.pages import writer
from curatorbench.capture.sane.statuses import EMPTY
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.progress import Progress, silent

SCANNED = 0.95  # of the progress of a page, when its last line has come; the rest is writing
STEPS = 50  # as often is progress told during a page


def scanner(address: str, folder: Path) -> Scanner:
    """The scanner of that SANE name, connected: a FeedScanner if it has a feeder. Raises DeviceError."""
    spool = Spool(folder)
    connection = Connection(address, spool)
    connection.open()
    with connection.errors():
        kind = FeedScanner if has_feeder(connection.handle()) else Scanner
    return kind(connection, spool)


class _Page(NamedTuple):
    """A whole page in memory: the suffix of its file, and what writes it."""

    suffix: str
    write: Callable[[BinaryIO], None]


class Scanner:
    """Device, Shutter and Adjustable. Pages go whole into `spool`, a folder of its own, and stay until released.

    After any error the same device works on, with all its settings.
    """

    def __init__(self, connection: Connection, spool: Spool) -> None:
        self._connection = connection
        self._spool = spool

    @property
    def name(self) -> str:
        return self._connection.name

    def open(self) -> None:
        self._connection.open()

    def close(self) -> None:
        self._connection.close()

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self._connection.need_open()
        yield from self._spool.shots(self.name, progress)

    def release(self, shot: Shot) -> None:
        """The page leaves the spool."""
        self._spool.release(shot)

    def shoot(self, progress: Progress = silent) -> Shot:
        """One scan of the glass; of the feeder's next sheet where that is all there is."""
        with self._connection.errors():
            page = self._drawn(progress, is_feeder=False)
        return self._kept(page)

    def settings(self) -> tuple[DeviceSetting, ...]:
        with self._connection.errors():
            return self._connection.dials.settings(self._connection.handle())

    def adjust(self, name: str, value: str) -> None:
        self._connection.adjust(name, value)

    def _drawn(self, progress: Progress, *, is_feeder: bool) -> _Page:
        """From the glass or from the feeder. Raises SaneStatus."""
        handle = self._connection.handle()
        self._connection.dials.take_from(handle, is_feeder=is_feeder)
        with self._connection.scanning():
            page = self._page(handle, progress)
        if not is_feeder:
            handle.cancel()  # the lamp goes home; of a feeder it would let the stack go
        return page

    def _page(self, handle: Handle, progress: Progress) -> _Page:
        progress(0.0, "scanning")
        resolution = dpi(handle)
        try:
            samples = handle.page(_Lines(progress))
            progress(SCANNED, "writing")
        except BaseException:
            with suppress(SaneStatus):
                handle.cancel()
            raise
        return _Page(*writer(samples, self._connection.dials.form, resolution, handle.maker))

    def _kept(self, page: _Page) -> Shot:
        return Shot((self._spool.keep(page.suffix, page.write),), self.name)


class FeedScanner(Scanner):
    """A scanner that also has a feeder: Feeder too."""

    def __init__(self, connection: Connection, spool: Spool) -> None:
        super().__init__(connection, spool)
        self._waiting: _Page | None = None

    def next_page(self, progress: Progress = silent) -> Shot | None:
        """A page that the disk refused is written before the next sheet moves: none has to be fed again for it."""
        self._connection.need_open()
        if self._waiting is None:
            self._waiting = self._fed(progress)
        if self._waiting is None:
            return None
        shot = self._kept(self._waiting)
        self._waiting = None
        return shot

    def _fed(self, progress: Progress) -> _Page | None:
        with self._connection.errors():
            try:
                return self._drawn(progress, is_feeder=True)
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

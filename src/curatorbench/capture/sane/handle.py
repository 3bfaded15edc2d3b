"""One open scanner: its options, and one page into memory. All calls come from one thread; SANE allows no other.

How a page is read was measured, 200 x 200 mm in colour at 600 dpi and 16 bits (134 MB) from SANE's test backend:

    python-sane, SaneDev.snap()        266 MB at the peak, twice the picture: its buffer, and the bytearray made of it
    python-sane, scan() into Pillow    8 bits only
    scanimage --format=tiff            12 MB, line by line into the file

python-sane is taken: twice is what an A4 page at 600 dpi and 16 bits (209 MB) can afford, and `scanimage` would open
the scanner anew for every page, which takes seconds on real ones, loses the stack in the feeder of some, and tells
neither lines nor status but in words on stderr.

Traps in python-sane 2.9 (_sane.c) are walked around here. An exception that leaves the progress callable ends the
process: it is kept and raised afterwards. Sizes are C ints: a page of 2 GiB and more is refused. Colours that come in
three passes, and lines with bytes to spare at their ends, come out as noise: both are refused by a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from curatorbench.capture.sane.backends import (
    broken_pipes_are_errors,
    threads,
    threads_may_be_cancelled,
    wait_for_threads,
)
from curatorbench.capture.sane.options import Option, Value
from curatorbench.capture.sane.statuses import EMPTY, NO_MEMORY, cut_short, said, unreadable
from curatorbench.domain.errors import Cancelled, CuratorError, DeviceError

OnLine = Callable[[int, int], None]
"""Told of lines that have come and lines that there will be (-1 if the scanner does not know)."""

Samples = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
GROUP = 5  # SANE_TYPE_GROUP: a title above the options that follow it
MOST_BYTES = 2**31 - 1
_BANDS = {"gray": 1, "color": 3}


class SaneStatus(Exception):
    """What SANE said, in its own words; never seen by a person."""


def library() -> ModuleType:
    """python-sane, told to look for its backends; DeviceError where it is not installed."""
    try:
        import sane
    except ImportError as error:
        raise DeviceError(
            "Scanners cannot be used: python-sane is not installed.",
            "Install SANE (Debian: libsane-dev, gcc), then `pip install 'curatorbench[scanner]'`.",
        ) from error
    sane.init()
    return sane  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Maker:
    """Who made the scanner and what it is called there, as far as SANE knows."""

    make: str
    model: str


class Handle:
    """An open scanner. Methods raise SaneStatus with the words of SANE, or DeviceError."""

    def __init__(self, address: str, name: str, known_as: Maker | None = None) -> None:
        """Opens it; `name` is how a person calls it. A scanner that was plugged in again may have another address:
        then the only one that is `known_as` will do."""
        self._name = name
        sane = library()
        self._error: type[Exception] = sane._sane.error
        there = _local(sane)
        alike = [each for each, maker in there.items() if maker == known_as]
        self.address = alike[0] if address not in there and len(alike) == 1 else address
        self.maker = there.get(self.address, Maker("", address))
        self._device: Any = self._asked(sane.open, self.address).dev
        self._threads = threads()

    def options(self) -> dict[str, Option]:
        """By name. Setting one may change what others can be."""
        found: dict[str, Option] = {}
        group = ""
        for row in self._asked(self._device.get_options):
            option = replace(Option(*row[:3], *row[4:]), group=group)
            if option.kind == GROUP:
                group = option.title
            elif option.name:
                found[option.name] = option
        return found

    def get(self, option: Option) -> Value:
        value: Value = self._asked(self._device.get_option, option.index)
        return value

    def set(self, option: Option, value: Value) -> None:
        self._asked(self._device.set_option, option.index, value)

    def page(self, on_line: OnLine) -> Samples:
        """Expose one page: (height, width, 1 or 3) samples of 8 or 16 bits.

        What `on_line` raises ends the scan and is raised here. The scanner is left ready for the next sheet of its
        feeder: `cancel()` lets go of the stack.
        """
        with threads_may_be_cancelled():
            return self._page(on_line)

    def _page(self, on_line: OnLine) -> Samples:
        self._threads = threads()
        self._asked(self._device.start)
        lines = self._expected()
        watch = _Watch(on_line, self._device.cancel)
        try:
            data, width, height, bands, size = self._asked(self._device.snap, 1, 1, watch)
        except SaneStatus as error:
            watch.raise_kept()
            if watch.lines and str(error) == EMPTY:
                raise cut_short(self._name, watch.lines, lines) from error
            raise
        watch.raise_kept()
        if not height or (0 < lines != height):
            raise cut_short(self._name, height, lines)
        return _samples(data, size).reshape(height, width, bands)

    def _expected(self) -> int:
        """Lines of the page that was started, -1 if the scanner does not know; refuses what would come out wrong."""
        form, _, (width, lines), depth, bytes_per_line = self._asked(self._device.get_parameters)
        width_in_bytes = _BANDS.get(form, 0) * ((width * depth + 7) // 8)
        if bytes_per_line != width_in_bytes:
            raise unreadable(self._name)
        if lines * bytes_per_line * (8 if depth == 1 else 1) > MOST_BYTES:
            raise said(NO_MEMORY, self._name)
        return int(lines)

    def cancel(self) -> None:
        wait_for_threads(self._threads)
        self._asked(self._device.cancel)

    def close(self) -> None:
        self._device.close()

    def _asked(self, call: Callable[..., Any], *values: object) -> Any:
        try:
            return call(*values)
        except self._error as error:
            raise SaneStatus(str(error)) from error
        finally:
            broken_pipes_are_errors()


def _samples(data: bytearray, size: int) -> Samples:
    """Without another copy."""
    return np.frombuffer(data, np.uint16) if size == 2 else np.frombuffer(data, np.uint8)


class _Watch:
    """The callable that python-sane calls after every line; it must not raise."""

    def __init__(self, on_line: OnLine, cancel: Callable[[], None]) -> None:
        self._on_line = on_line
        self._cancel = cancel
        self._kept: BaseException | None = None
        self.lines = 0

    def __call__(self, line: int, lines: int) -> None:
        self.lines = line
        if self._kept is not None:
            return
        try:
            self._on_line(line, lines)
        except (Cancelled, CuratorError, OSError, KeyboardInterrupt, SystemExit) as error:
            self._kept = error
            self._cancel()

    def raise_kept(self) -> None:
        if self._kept is not None:
            raise self._kept


def _local(sane: ModuleType) -> dict[str, Maker]:
    """Scanners at this machine, by address; the network takes seconds. Some backends open only what they found."""
    return {address: Maker(make, model) for address, make, model, _ in sane.get_devices(True)}

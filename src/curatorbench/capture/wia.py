"""Scanners on Windows by WIA (Windows Image Acquisition), through its automation layer and pywin32.

Written after Microsoft's documentation ("WIA Automation Layer", "WIA Error Codes", "WIA Item Property Constants") and
NOT RUN ON HARDWARE, nor on Windows: what runs in our tests is what can run elsewhere, the refusal off Windows and the
sentences of the error codes. A page is asked for as BMP, which every WIA driver can give, and is 8 bits a sample.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from curatorbench.capture.port import Shot
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import Address, DeviceFound, DeviceSetting
from curatorbench.domain.errors import BadInput, DeviceError, DeviceLost
from curatorbench.domain.progress import Progress, silent

KIND = "wia"
SCANNER = 1  # WiaDeviceType.ScannerDeviceType
BMP = "{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}"  # wiaFormatBMP

NAME = 7  # WIA_DIP_DEV_NAME
SOURCE = 3088  # WIA_DPS_DOCUMENT_HANDLING_SELECT
STATUS = 3087  # WIA_DPS_DOCUMENT_HANDLING_STATUS
FEED_READY = 1
CAPABILITIES = 3086  # WIA_DPS_DOCUMENT_HANDLING_CAPABILITIES
INTENT = 6146  # WIA_IPS_CUR_INTENT
ACROSS, DOWN = 6147, 6148  # WIA_IPS_XRES, WIA_IPS_YRES, in dots an inch
FEEDER, FLATBED = 1, 2
MODES = {"Color": 1, "Gray": 2}
DPI = 300

EMPTY, ABSENT = 0x80210003, 0x80210015
_SAID = {  # HRESULT: what, and what to do
    0x80210002: ("A sheet is stuck in the feeder of {name}.", "Take it out, lay it on the stack again and go on."),
    EMPTY: ("The feeder of {name} is empty.", "Lay in the next sheets and go on."),
    0x80210004: ("{name} has trouble with the paper.", "Straighten the stack and go on."),
    0x80210005: ("{name} does not answer.", "Check its cable and power, then scan again."),
    0x80210006: ("{name} is busy.", "Close the other scanning program, wait a moment and scan again."),
    0x80210007: ("{name} is warming up.", "Wait a moment and scan again."),
    0x80210008: ("{name} wants to be looked after.", "Look at its display, do what it says and scan again."),
    0x80210009: ("{name} is gone.", "Check its cable and power, then scan again."),
    0x8021000A: ("The connection to {name} broke.", "Check its cable and power, then scan again."),
    0x8021000C: ("{name} does not take these settings together.", "Change its source, mode or resolution."),
    0x8021000D: ("{name} is locked.", "Unlock its head, or close the program that uses it, and scan again."),
    ABSENT: ("No scanner is there.", "Check its cable and power, then connect it again."),
    0x80210016: ("The cover of {name} is open.", "Close it and scan again."),
    0x80210017: ("The lamp of {name} is off.", "Switch it off and on, then scan again."),
    0x80210020: ("{name} drew more than one sheet.", "Lay the last sheets on the stack again and go on."),
    0x80070005: ("You have no right to use {name}.", "Ask whoever looks after this computer."),
    0x8007000E: ("There is not enough memory for a scan of this size.", "Choose a lower resolution."),
}
LOST = frozenset((0x80210005, 0x80210009, 0x8021000A, ABSENT))


def said(code: int, name: str) -> DeviceError:
    """The error that a person reads for an HRESULT, signed or not."""
    unsigned = code & 0xFFFFFFFF
    message, hint = _SAID.get(
        unsigned, (f"{{name}} did not scan (0x{unsigned:08X}).", "Switch it off and on, then scan again.")
    )
    text = message.format(name=name)
    return (DeviceLost if unsigned in LOST else DeviceError)(text[:1].upper() + text[1:], hint)


def found() -> list[DeviceFound]:
    """Scanners that Windows knows; none elsewhere. DeviceError without pywin32."""
    if os.name != "nt":
        return []
    infos = [info for info in _manager().DeviceInfos if info.Type == SCANNER]
    return [DeviceFound(Address(KIND, info.DeviceID), str(_property(info, NAME).Value)) for info in infos]


class WiaScanner:
    """Device, Shutter, Feeder and Adjustable. Pages lie in `spool`, a folder of its own, until they are released."""

    def __init__(self, address: str, spool: Path) -> None:
        self._address = address
        self._spool = Spool(spool)
        self._device: Any = None
        self._is_open = False

    @property
    def name(self) -> str:
        return f"scanner {self._address}"

    def open(self) -> None:
        if not self._is_open:
            self._spool.open()
        self._is_open = True
        try:
            self._connect()
        except DeviceError:
            self.close()
            raise

    def close(self) -> None:
        self._is_open, self._device = False, None

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self._need_open()
        yield from self._spool.shots(self.name, progress)

    def release(self, shot: Shot) -> None:
        self._spool.release(shot)

    def shoot(self, progress: Progress = silent) -> Shot:
        return self._scan(FLATBED, progress)

    def next_page(self, progress: Progress = silent) -> Shot | None:
        self._connect()
        with self._errors():
            is_ready = int(_property(self._device, STATUS).Value) & FEED_READY
        return self._scan(FEEDER, progress) if is_ready else None

    def settings(self) -> tuple[DeviceSetting, ...]:
        self._connect()
        with self._errors():
            intent = int(_property(self._item, INTENT).Value)
            mode = next((name for name, value in MODES.items() if intent & value), "")
            dots = str(_property(self._item, ACROSS).Value)
        return (
            DeviceSetting("mode", "Mode", mode, tuple(MODES)),
            DeviceSetting("resolution", "Resolution", dots, least=50, most=4800),
        )

    def adjust(self, name: str, value: str) -> None:
        self._connect()
        if name == "mode" and value in MODES:
            numbers = {INTENT: MODES[value]}
        elif name == "resolution" and value.isdecimal():
            numbers = {ACROSS: int(value), DOWN: int(value)}
        else:
            raise BadInput(f"The scanner's {name} cannot be {value!r}.", "Choose one of those that it shows.")
        with self._errors():
            for number, what in numbers.items():
                _property(self._item, number).Value = what

    @property
    def _item(self) -> Any:
        """What is scanned: the only one of a scanner's items, counted from 1."""
        return self._device.Items(1)

    def _scan(self, source: int, progress: Progress) -> Shot:
        """WIA's automation layer tells nothing while it scans, and cannot be stopped."""
        self._connect()
        progress(0.0, "scanning")
        with tempfile.TemporaryDirectory() as aside:
            raw = Path(aside, "page.bmp")
            with self._errors():
                if int(_property(self._device, CAPABILITIES).Value) & source:
                    _property(self._device, SOURCE).Value = source
                self._item.Transfer(BMP).SaveFile(str(raw))
            progress(0.9, "writing")
            return Shot((self._kept(raw),), self.name)

    def _kept(self, raw: Path) -> Path:
        from PIL import Image

        with Image.open(raw) as page:
            dots = page.info.get("dpi", (DPI, DPI))
            return self._spool.keep(".tif", lambda file: page.save(file, "TIFF", dpi=dots))

    def _connect(self) -> None:
        """Anew after the scanner was gone; nothing while it is there."""
        self._need_open()
        if self._device is not None:
            return
        info = next((info for info in _manager().DeviceInfos if info.DeviceID == self._address), None)
        if info is None:
            raise said(ABSENT, self.name)
        with self._errors():
            self._device = info.Connect()
            for dots in (ACROSS, DOWN):
                _property(self._item, dots).Value = DPI

    def _need_open(self) -> None:
        if not self._is_open:
            raise DeviceError(f"The {self.name} is not connected.", "Connect it first.")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What WIA says as a sentence."""
        problem = importlib.import_module("pywintypes").com_error
        try:
            yield
        except problem as error:
            code = _code(error)
            if code in LOST:
                self._device = None
            raise said(code, f"the {self.name}") from error


def _manager() -> Any:
    if os.name != "nt":
        raise DeviceError("WIA scanners are for Windows.", "Use sane:NAME here.")
    try:
        client = importlib.import_module("win32com.client")
    except ImportError as error:
        raise DeviceError("Scanners cannot be used: pywin32 is not installed.", "`pip install pywin32`.") from error
    return client.Dispatch("WIA.DeviceManager")


def _property(owner: Any, number: int) -> Any:
    return owner.Properties(str(number))


def _code(error: Any) -> int:
    """The HRESULT that matters of a `com_error`: the scode inside, where WIA said one through automation."""
    inside = error.excepinfo[5] if error.excepinfo else 0
    return int(inside or error.hresult) & 0xFFFFFFFF

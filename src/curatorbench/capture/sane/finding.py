"""Which scanners are there."""

from __future__ import annotations

from collections.abc import Iterator

from curatorbench.capture.sane.handle import library
from curatorbench.domain.devices import Address, DeviceFound

KIND = "sane"


def found() -> Iterator[DeviceFound]:
    """Scanners at this machine at once, then those in the network, for which some backends wait for seconds.

    Cameras that SANE also drives are passed over: they have drivers of their own. DeviceError without python-sane.
    """
    sane = library()
    known: set[str] = set()
    for is_near in (True, False):
        for name, make, model, kind in sane.get_devices(is_near):
            if name not in known and "camera" not in kind:
                known.add(name)
                yield DeviceFound(Address(KIND, name), f"{make} {model}".strip() or name)

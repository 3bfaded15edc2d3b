"""Which scanners are there."""

from __future__ import annotations

from curatorbench.capture.sane.handle import library
from curatorbench.domain.devices import Address, DeviceFound

KIND = "sane"


def found() -> list[DeviceFound]:
    """Scanners at this machine and in the network, with names for people; takes seconds.

    Cameras that SANE also drives are passed over: they have drivers of their own. DeviceError without python-sane.
    """
    return [
        DeviceFound(Address(KIND, name), f"{make} {model}".strip() or name)
        for name, make, model, kind in library().get_devices()
        if "camera" not in kind
    ]

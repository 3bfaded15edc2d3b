"""Which video devices are there: webcams, microscope cameras, grabbers. Only Linux names them without opening them."""

from __future__ import annotations

from pathlib import Path

from curatorbench.domain.devices import Address, DeviceFound

KIND = "video"
NODES = Path("/sys/class/video4linux")
"""One folder `videoN` for every `/dev/videoN` (Documentation/ABI in the kernel's sources); not there elsewhere."""


def found(nodes: Path = NODES) -> list[DeviceFound]:
    """By number. Of the nodes of one device only the first gives pictures: its `index` is 0."""
    numbers = sorted(int(node.name[5:]) for node in nodes.glob("video*") if node.name[5:].isdecimal())
    pictures = [number for number in numbers if _said(nodes / f"video{number}" / "index") in ("", "0")]
    return [DeviceFound(Address(KIND, str(number)), _name(nodes, number)) for number in pictures]


def _name(nodes: Path, number: int) -> str:
    return _said(nodes / f"video{number}" / "name") or f"video device {number}"


def _said(file: Path) -> str:
    """Empty where it cannot be read: the device may just have been unplugged."""
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""

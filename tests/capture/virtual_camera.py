"""libgphoto2's virtual camera (a "Nikon DSC D750") with a card of our own, for tests.

It shows the files of a folder as its card, as they are when its process first asks, and keeps all else in memory: what
it exposes is the content that `scene.JPG` has when it is read, under new names, and is gone with its process. It takes
26 pictures before its card is full. A picture that shall be on the card when a process has died is put into the folder.
As a program, this is the process of such a camera whose button can be pressed: `adjust("button", ...)`.
"""

from __future__ import annotations

import io
import os
import struct
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image

SCENE = "scene.JPG"
SIZE = 24_000  # bytes of every scene: the camera believes in the size that it saw first
ONLY_TRIGGERED = "TEST_CAMERA_IS_ONLY_TRIGGERED"  # set: the camera is taken for one that cannot do more
FULL_AFTER = 26  # exposures


class VirtualCard:
    """The folder of the card below `folder`, and the environment of a process that sees it."""

    def __init__(self, folder: Path) -> None:
        self.pictures = folder / "card" / "DCIM" / "100NIKON"
        self.pictures.mkdir(parents=True)
        self._runtime = folder / "run"
        self._runtime.mkdir(exist_ok=True)
        self.show(0)

    @property
    def scene(self) -> Path:
        return self.pictures / SCENE

    @property
    def env(self) -> Mapping[str, str]:
        """With claims of its own: tests run beside each other."""
        library = find_spec("gphoto2")
        assert library is not None and library.origin is not None
        return {
            **os.environ,
            "XDG_RUNTIME_DIR": str(self._runtime),
            "VCAMERADIR": str(self.pictures.parents[1]),
            "IOLIBS": str(Path(library.origin).parent / "libgphoto2" / "vusb"),
        }

    def show(self, number: int) -> bytes:
        """What the camera looks at from now on; comes back as it will lie on the card."""
        content = scene(number)
        new = self.scene.with_suffix(".new")
        new.write_bytes(content)
        new.replace(self.scene)
        return content

    def put(self, name: str, content: bytes, *, folder: str = "100NIKON") -> None:
        """A picture as the button on the camera makes it while no process is connected.

        Its name ends in `.png` or `.dng`: the camera takes the last `.JPG` that it finds for its scene, and the library
        fetches nothing of a kind that the virtual camera does not name.
        """
        place = self.pictures.parent / folder
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(content)


def scene(number: int) -> bytes:
    """A JPEG of exactly SIZE bytes that no other number has."""
    picture = Image.fromarray(np.random.default_rng(number).integers(0, 255, (48, 64, 3), np.uint8))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90)
    plain = file.getvalue()
    room = SIZE - len(plain) - 4
    comment = b"\xff\xfe" + struct.pack(">H", room + 2) + f"scene {number}".encode().ljust(room)
    return plain[:2] + comment + plain[2:]


def _process() -> int:
    from curatorbench.capture.gphoto2.body import Body, found
    from curatorbench.capture.gphoto2.camera import PtpCamera
    from curatorbench.capture.hosting.entry import run
    from curatorbench.capture.port import Device

    class WithButton(PtpCamera):
        def adjust(self, name: str, value: str) -> None:
            """`button`: an exposure after so many milliseconds; `gone`: a picture is deleted at the camera."""
            action = {"button": 0, "gone": 1}.get(name)
            if action is None:
                super().adjust(name, value)
                return
            with self._talking() as body:
                widget = body.widget("opcode")
                widget.set_value(f"0x9999,0x{action:x},0x{int(value):x}")
                body.apply(widget)

    if ONLY_TRIGGERED in os.environ:
        Body.can_capture = lambda self: False  # type: ignore[method-assign]

    def make(address: str, spool: Path) -> Device:
        return WithButton(address.partition(":")[2], spool)

    return run(sys.argv[1:], make, {"gphoto2": found})


COMMAND = (sys.executable, str(Path(__file__).resolve()))

if __name__ == "__main__":
    sys.exit(_process())

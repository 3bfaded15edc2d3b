"""What libgphoto2's errors mean to a person: what happened, and what to do."""

from __future__ import annotations

import pytest

gp = pytest.importorskip("gphoto2", reason="libgphoto2 is not made for this system")

from curatorbench.capture.gphoto2.faults import absent, fault  # noqa: E402
from curatorbench.domain.errors import DeviceLost  # noqa: E402

CAMERA = "Nikon DSC D750"


@pytest.mark.parametrize(
    ("code", "said", "message", "hint"),
    [
        (gp.GP_ERROR_IO_USB_CLAIM, "", "Another program has the", "Close the photo program"),
        (gp.GP_ERROR_IO_LOCK, "", "Another program has the", "unmount"),
        (gp.GP_ERROR_CAMERA_BUSY, "", "is busy", "try again"),
        (gp.GP_ERROR, "PTP Device Busy", "is busy", "try again"),
        (gp.GP_ERROR_NO_SPACE, "", "card of the Nikon DSC D750 is full", "put another one in"),
        (gp.GP_ERROR, "PTP Store Full", "is full", "put another one in"),
        (gp.GP_ERROR, "PTP Store Read Only", "write protected", "lock at the card's edge"),
        (gp.GP_ERROR, "PTP Store Not Available", "no memory card", "close its lid"),
        (gp.GP_ERROR, "Nikon Capture failed: Out of Focus", "could not focus", "manual focus"),
        (gp.GP_ERROR_CAMERA_ERROR, "Battery too low", "nearly empty", "charged one"),
        (gp.GP_ERROR_FILE_NOT_FOUND, "", "no longer on the card", "Take it again"),
        (gp.GP_ERROR, "PTP Invalid Object Handle", "no longer on the card", "Take it again"),
        (gp.GP_ERROR, "", "failed while taking the picture, and did not say why", "Look at its display"),
        (gp.GP_ERROR_CORRUPTED_DATA, "", "failed while taking the picture: Corrupted data", "try again"),
    ],
)
def test_a_fault_says_what_and_what_to_do(code: int, said: str, message: str, hint: str) -> None:
    error = fault(gp.GPhoto2Error(code), name=CAMERA, doing="taking the picture", said=said)
    assert message in error.message and CAMERA in error.message and hint in error.hint
    assert not isinstance(error, DeviceLost)


@pytest.mark.parametrize(
    "code",
    [gp.GP_ERROR_IO, gp.GP_ERROR_IO_READ, gp.GP_ERROR_IO_WRITE, gp.GP_ERROR_IO_USB_FIND, gp.GP_ERROR_MODEL_NOT_FOUND,
     gp.GP_ERROR_TIMEOUT],
)  # fmt: skip
def test_a_camera_that_is_gone_is_lost(code: int) -> None:
    error = fault(gp.GPhoto2Error(code), name=CAMERA, doing="reading DSC_0001.JPG")
    assert isinstance(error, DeviceLost) and CAMERA in error.message and error.hint


def test_no_camera_at_all() -> None:
    assert "Plug it in" in absent().hint

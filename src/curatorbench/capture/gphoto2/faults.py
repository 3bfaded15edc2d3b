"""libgphoto2's error codes and a camera's own words as sentences that say what to do."""

from __future__ import annotations

import gphoto2 as gp

from curatorbench.domain.errors import DeviceError, DeviceLost

_GONE = frozenset(
    (
        gp.GP_ERROR_IO,
        gp.GP_ERROR_IO_INIT,
        gp.GP_ERROR_IO_READ,
        gp.GP_ERROR_IO_WRITE,
        gp.GP_ERROR_IO_UPDATE,
        gp.GP_ERROR_IO_USB_FIND,
        gp.GP_ERROR_IO_USB_CLEAR_HALT,
        gp.GP_ERROR_MODEL_NOT_FOUND,
        gp.GP_ERROR_UNKNOWN_PORT,
        gp.GP_ERROR_HAL,
    )
)
_CLAIMED = frozenset((gp.GP_ERROR_IO_USB_CLAIM, gp.GP_ERROR_IO_LOCK))
_MISSING = frozenset((gp.GP_ERROR_FILE_NOT_FOUND, gp.GP_ERROR_DIRECTORY_NOT_FOUND))

# What PTP and the drivers of the makers say, in the library's English. The codes alone do not tell: most are -1.
_WORDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("store full", "ran full", "no space", "card full", "memory full"),
        "The memory card of the {name} is full.",
        "Free it of what is safe or put another one in, then take the picture again.",
    ),
    (
        ("read-only", "read only", "write protect", "write-protect", "access denied"),
        "The memory card of the {name}, or the picture on it, is write protected.",
        "Move the lock at the card's edge, or take the protection off in the camera's menu.",
    ),
    (
        ("focus",),
        "The {name} could not focus, and took no picture.",
        "Give it more light or contrast, move the stand, or switch to manual focus.",
    ),
    (
        ("no card", "store not available", "store_not_available", "no memory card"),
        "The {name} has no memory card that it can use.",
        "Put one in and close its lid, then try again.",
    ),
    (
        ("battery", "low power"),
        "The battery of the {name} is nearly empty.",
        "Put a charged one in, or use a mains adapter.",
    ),
)


def fault(error: gp.GPhoto2Error, *, name: str, doing: str, said: str = "") -> DeviceError:
    """What a failed call means. `doing` completes "The camera ... while <doing>"; `said` is what the camera told."""
    words = f"{error.string} {said}".lower()
    if error.code in _GONE:
        return gone(name)
    if error.code == gp.GP_ERROR_TIMEOUT:
        return DeviceLost(f"The {name} did not answer while {doing}.", "Wake it, or switch it off and on again.")
    if error.code in _CLAIMED:
        return claimed(name)
    if error.code == gp.GP_ERROR_CAMERA_BUSY or "device busy" in words:
        return DeviceError(f"The {name} is busy.", "Close its menu, wait until it has saved, then try again.")
    if error.code == gp.GP_ERROR_NO_SPACE:
        words += " store full"
    for signs, sentence, hint in _WORDS:
        if any(sign in words for sign in signs):
            return DeviceError(sentence.format(name=name), hint)
    if is_missing(error, said):
        return DeviceError(f"The picture is no longer on the card of the {name}.", "Take it again.")
    reason = said or ("" if error.code == gp.GP_ERROR else error.string)
    why = f": {reason.rstrip('.')}." if reason else ", and did not say why."
    return DeviceError(f"The {name} failed while {doing}{why}", "Look at its display, then try again.")


def is_missing(error: gp.GPhoto2Error, said: str) -> bool:
    """The file is no longer on the card."""
    return error.code in _MISSING or "invalid object handle" in said.lower()


def gone(name: str) -> DeviceLost:
    return DeviceLost(
        f"The {name} is gone.", "Check the cable and that the camera is switched on; it is connected again by itself."
    )


def claimed(name: str) -> DeviceError:
    return DeviceError(
        f"Another program has the {name}.",
        "Close the photo program or file window that shows it (on a desktop also unmount the camera), then try again.",
    )


def card_full(name: str) -> DeviceError:
    sentence, hint = _WORDS[0][1:]
    return DeviceError(sentence.format(name=name), hint)


def absent() -> DeviceLost:
    return DeviceLost("No camera answers.", "Plug it in, switch it on, and set its USB mode to PTP.")

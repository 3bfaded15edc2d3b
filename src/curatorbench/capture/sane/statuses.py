"""What a scanner says is wrong, as one sentence of what and one of what to do.

python-sane hands on only the words of `sane_strstatus()`, which SANE does not translate
(sane-backends, backend/sane_strstatus.c).
"""

from __future__ import annotations

from curatorbench.domain.errors import DeviceError, DeviceLost

EMPTY = "Document feeder out of documents"
BROKEN = "Error during device I/O"
ABSENT = (
    "Invalid argument"  # what opening says for a scanner that is not there, and some backends after a cable came out
)
NO_MEMORY = "Out of memory"
UNSUPPORTED = "Operation not supported"
ENDED = "End of file reached"
UNREADABLE = frozenset((ABSENT, UNSUPPORTED, ENDED))  # what a setting may be behind that the backend took
LOST = frozenset((BROKEN, ABSENT))  # after these the scanner is connected anew

_SAID = {
    EMPTY: ("The feeder of {name} is empty.", "Lay in the next sheets and go on."),
    "Document feeder jammed": (
        "A sheet is stuck in the feeder of {name}.",
        "Open the feeder, take the sheet out, lay it on the stack again and go on.",
    ),
    "Scanner cover is open": ("The cover of {name} is open.", "Close it and scan again."),
    "Device busy": (
        "{Name} is busy, perhaps with another program.",
        "Close the other scanning program, wait a moment and scan again.",
    ),
    BROKEN: (
        "The connection to {name} broke.",
        "Check its cable and power, then scan again: it is connected anew by itself.",
    ),
    NO_MEMORY: (
        "There is not enough memory for a scan of this size.",
        "Choose a lower resolution, 8 bits or a smaller paper, or close other programs.",
    ),
    "Access to resource has been denied": (
        "You have no right to use {name}.",
        "Ask for your account to join the group of scanner users (often `scanner` or `lp`), then log in anew.",
    ),
    "Operation was canceled": ("{Name} was told to stop, perhaps by its own button.", "Scan again."),
    UNSUPPORTED: ("{Name} cannot do what was asked.", "Change its source, mode or resolution."),
    ABSENT: (
        "{Name} does not take these settings together, or is not there.",
        "Check that it is switched on, then change its source, resolution or paper.",
    ),
    ENDED: ("{Name} sent no picture.", "Scan again; switch it off and on if that does not help."),
}


class Unreadable(DeviceError):
    """A page came that is none."""


def said(status: str, name: str) -> DeviceError:
    """The error that a person reads for what SANE said; `name` is how a person calls the scanner."""
    kind = DeviceLost if status == BROKEN else DeviceError
    message, hint = _SAID.get(
        status, ("{Name} did not scan: " + status.rstrip(".") + ".", "Switch it off and on, then scan again.")
    )
    return kind(message.format(name=name, Name=name[:1].upper() + name[1:]), hint)


def cut_short(name: str, lines: int, expected: int) -> Unreadable:
    return Unreadable(
        f"{name[:1].upper() + name[1:]} sent {lines} of {expected} lines; the half page was put away.", "Scan it again."
    )


def unreadable(name: str) -> Unreadable:
    return Unreadable(
        f"{name[:1].upper() + name[1:]} sends its picture in a form that cannot be read here (three passes, or padded"
        " lines).",
        "Choose another mode, or another width of the paper.",
    )

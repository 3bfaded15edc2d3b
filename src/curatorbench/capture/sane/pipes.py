"""Some of SANE's backends set the signal of a broken pipe back to what it does by itself: it ends the process.

Python leaves it ignored, so that writing to what nobody reads any more is an OSError; seen with the `test` backend.
"""

from __future__ import annotations

import ctypes
import signal
from functools import cache

_IGNORED = ctypes.c_void_p(1)  # SIG_IGN


def broken_pipes_are_errors() -> None:
    """As Python has it; from any thread, which `signal.signal` would refuse."""
    if hasattr(signal, "SIGPIPE"):
        _library().signal(ctypes.c_int(signal.SIGPIPE), _IGNORED)


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)

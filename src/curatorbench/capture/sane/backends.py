"""What SANE's backends do to the process that they are loaded in, and what is done against it.

Some set the signal of a broken pipe back to what it does by itself: it ends the process. Python leaves it ignored, so
that writing to what nobody reads any more is an OSError.

Some read with a thread of their own and cancel it at the end of a page wherever it is (sanei_thread.c sets
PTHREAD_CANCEL_ASYNCHRONOUS). Cancelled while it frees its buffer it leaves glibc's lock taken, waits for it itself when
it ends, and the scan waits for the thread: for ever. What is allocated as a mapping of its own is freed without that
lock, and who cancels waits before for threads that are about to end. Both seen with the `test` backend of SANE 1.2,
the second in one of about a thousand pages, and far more rarely since. What is left of it ends the device's process
after its silence (`hosting`), and the next page starts another.
"""

from __future__ import annotations

import ctypes
import platform
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_IGNORED = ctypes.c_void_p(1)  # SIG_IGN
_M_MMAP_THRESHOLD = -3
_OF_THE_THREAD = 1040  # bytes: smaller blocks are freed within the thread, without a lock
_USUAL = 32 * 1024 * 1024  # to which glibc itself lets it grow


def broken_pipes_are_errors() -> None:
    """As Python has it; from any thread, which `signal.signal` would refuse."""
    if hasattr(signal, "SIGPIPE"):
        _library().signal(ctypes.c_int(signal.SIGPIPE), _IGNORED)


@contextmanager
def threads_may_be_cancelled() -> Iterator[None]:
    """Within this, buffers of a backend's thread are mappings. Does nothing where the library is not glibc."""
    if platform.libc_ver()[0] != "glibc":
        yield
        return
    _library().mallopt(_M_MMAP_THRESHOLD, _OF_THE_THREAD)
    try:
        yield
    finally:
        _library().mallopt(_M_MMAP_THRESHOLD, _USUAL)


def threads() -> int:
    """How many this process has; 0 where the system does not say."""
    tasks = Path("/proc/self/task")
    return sum(1 for _ in tasks.iterdir()) if tasks.is_dir() else 0


def wait_for_threads(to_be: int, seconds: float = 0.1) -> None:
    """Until there are no more than `to_be` threads, or the time is over: one in the midst of a page stays."""
    deadline = time.monotonic() + seconds
    while threads() > to_be and time.monotonic() < deadline:
        time.sleep(0.001)


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)

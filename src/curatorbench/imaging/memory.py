"""Memory that large pictures have left with the allocator goes back to the system.

glibc keeps freed blocks of up to 32 MB for the thread that had them, and a picture of 24 megapixels leaves hundreds of
them: a window that takes pictures in on several threads grew to twice its size. Larger blocks from the system each time
would cost a third more of the processor; giving back once a picture costs about 10 ms.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Does nothing where the system's library is not glibc."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], int]:
    if sys.platform != "linux":
        return lambda _: 0
    found: Callable[[int], int] = getattr(ctypes.CDLL(None), "malloc_trim", lambda _: 0)
    return found

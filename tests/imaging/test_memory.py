"""Memory is given back, where the system's allocator keeps it."""

import platform
import threading

import numpy as np
import psutil
import pytest

from curatorbench.imaging.memory import give_back


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps it")
def test_what_a_thread_has_freed_goes_back() -> None:
    """The newest of many blocks is still held: nothing below it goes back by itself."""
    held: list[np.ndarray] = []

    def work() -> None:
        blocks = [np.ones(20_000, np.uint8) for _ in range(5_000)]
        held.append(blocks[-1])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    before = psutil.Process().memory_info().rss
    give_back()
    assert before - psutil.Process().memory_info().rss > 50_000_000

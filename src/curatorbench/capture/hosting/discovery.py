"""What is plugged in, looked for in processes of their own: a library that hangs in its search hangs alone."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from curatorbench.domain.devices import Address, DeviceFound

SECONDS = 10.0  # SANE waits 3.3 for what may be in the network; a busy machine takes longer
log = logging.getLogger(__name__)

_News = queue.SimpleQueue[tuple[str, dict[str, Any] | None]]
"""A kind and what was said of it, None when its search has ended."""


def discover(
    command: Sequence[str], kinds: Sequence[str], *, seconds: float = SECONDS, env: Mapping[str, str] | None = None
) -> Iterator[DeviceFound]:
    """All devices of these kinds that answer within `seconds`, each as soon as it is found.

    `command` starts a device's process (`Parts.device_command`). Why a kind could not be searched is logged.
    """
    news: _News = queue.SimpleQueue()
    searching = {kind: _start([*command, "--list", kind], env) for kind in kinds}
    try:
        for kind, process in searching.items():
            threading.Thread(target=_listen, args=(kind, process, news), name=f"search {kind}", daemon=True).start()
        yield from _heard(news, set(kinds), time.monotonic() + seconds)
    finally:
        for process in searching.values():
            process.kill()
            process.wait()


def _start(command: Sequence[str], env: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
    )


def _listen(kind: str, process: subprocess.Popen[bytes], news: _News) -> None:
    assert process.stdout is not None, "it was asked for"
    with process.stdout as output:
        for line in output:
            if (said := _read(line)) is not None:
                news.put((kind, said))
    if process.wait() > 0:
        log.info("the search for devices of kind %s failed", kind)
    news.put((kind, None))


def _heard(news: _News, waiting: set[str], until: float) -> Iterator[DeviceFound]:
    while waiting:
        try:
            kind, said = news.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            log.info("the search for devices of these kinds took too long and was ended: %s", ", ".join(waiting))
            return
        if said is None:
            waiting.discard(kind)
        elif "error" in said:
            log.info("no search for devices of kind %s: %s", kind, said["error"].get("message"))
        else:
            yield DeviceFound(Address.read(said["address"]), said["name"])


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except ValueError:  # cut off where the process was ended
        return None
    return said if isinstance(said, dict) and ("address" in said or "error" in said) else None

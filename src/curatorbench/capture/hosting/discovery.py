"""What is plugged in, looked for in processes of their own: a library that hangs in its search hangs alone."""

from __future__ import annotations

import json
import logging
import subprocess
import time
from collections.abc import Mapping, Sequence

from curatorbench.domain.devices import Address, DeviceFound

SECONDS = 20.0  # a network scanner takes several to answer
log = logging.getLogger(__name__)


def discover(
    command: Sequence[str], kinds: Sequence[str], *, seconds: float = SECONDS, env: Mapping[str, str] | None = None
) -> list[DeviceFound]:
    """All devices of these kinds that answer within `seconds`, in the order of the kinds.

    `command` starts a device's process (`Parts.device_command`). Why a kind could not be searched is logged.
    """
    until = time.monotonic() + seconds
    searching = {kind: _start([*command, "--list", kind], env) for kind in kinds}
    return [found for kind, process in searching.items() for found in _heard(kind, process, until)]


def _start(command: Sequence[str], env: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
    )


def _heard(kind: str, process: subprocess.Popen[bytes], until: float) -> list[DeviceFound]:
    try:
        output, _ = process.communicate(timeout=max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
        log.info("the search for devices of kind %s took too long and was ended", kind)
    if process.returncode > 0:
        log.info("the search for devices of kind %s failed", kind)
    lines = [said for line in output.splitlines() if isinstance(said := _read(line), dict)]
    for said in lines:
        if "error" in said:
            log.info("no search for devices of kind %s: %s", kind, said["error"].get("message"))
    return [DeviceFound(Address.read(said["address"]), said["name"]) for said in lines if "address" in said]


def _read(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:  # cut off where the process was ended
        return None

"""What `python -m curatorbench device` does: start up with little, and keep the wire out of reach of libraries."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from curatorbench.domain.errors import BadInput, CuratorError, DeviceError

if TYPE_CHECKING:
    from curatorbench.capture.port import Device
    from curatorbench.domain.devices import DeviceFound

T = TypeVar("T")

Factory = Callable[[str, Path], "Device"]
"""Makes the device at an address (`kind:place`), with the folder of its own that its files go into."""

Search = Callable[[], "Iterable[DeviceFound]"]
"""What is plugged in of one kind, each as soon as it is found; raises DeviceError where its library is missing."""

WRONG_USAGE = 2
USAGE = "Usage: device ADDRESS --spool FOLDER [--program NAME] | device --list [KIND...]"


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line of a device's process."""

    address: str = ""
    spool: Path | None = None
    program: str = ""
    kinds: tuple[str, ...] = ()
    is_list: bool = False

    @classmethod
    def read(cls, arguments: Sequence[str]) -> Self | None:
        """None for wrong usage. Read by hand: a library for it would double the time to start."""
        if arguments[:1] == ["--list"]:
            return cls(kinds=tuple(arguments[1:]), is_list=True)
        options = dict(zip(arguments[1::2], arguments[2::2], strict=False))
        is_right = len(arguments) % 2 == 1 and set(options) <= {"--spool", "--program"} and "--spool" in options
        if not is_right:
            return None
        return cls(arguments[0], Path(options["--spool"]), options.get("--program", ""))


def run(arguments: Sequence[str], device: Factory, searches: Mapping[str, Search]) -> int:
    """Serve or search, and return the exit code."""
    asked = Asked.read(arguments)
    if asked is None:
        sys.stderr.write(USAGE + "\n")
        return WRONG_USAGE
    if asked.is_list:
        return _search(asked.kinds or tuple(searches), searches)
    assert asked.spool is not None, "a device is read with its folder"
    _serve(asked.address, asked.spool, asked.program, device)
    os._exit(0)  # the device is closed; what its library would still do at the end could hang


def _serve(address: str, spool: Path, program: str, device: Factory) -> None:
    from curatorbench.capture.hosting.child import Host, claims_of
    from curatorbench.capture.hosting.wire import Wire

    incoming, outgoing, silence = _moved_away()
    wire = Wire(os.fdopen(incoming, "rb"), os.fdopen(outgoing, "wb"))

    def make() -> Device:
        try:
            spool.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"The folder {spool} cannot be used: {error.strerror}.", "Choose another folder.") from error
        return _loaded(lambda: device(address, spool))

    Host(wire, make, claims_of(address, spool, program=program, pid=os.getppid()), silence).run()


def _search(kinds: Sequence[str], searches: Mapping[str, Search]) -> int:
    """Every device as a line of JSON, as soon as it is found; a kind that cannot be searched says why."""
    _, outgoing, _ = _moved_away()
    with os.fdopen(outgoing, "w", encoding="ascii") as out:
        for kind in kinds:
            for said in _found(kind, searches):
                out.write(json.dumps(said) + "\n")
                out.flush()
    return 0


def _found(kind: str, searches: Mapping[str, Search]) -> Iterator[Mapping[str, object]]:
    try:
        if kind not in searches:
            raise BadInput(f"{kind!r} is no kind of device that is searched for.", f"Use one of {', '.join(searches)}.")
        for found in _loaded(searches[kind]):
            yield {"address": str(found.address), "name": found.name}
    except CuratorError as error:
        yield {"kind": kind, "error": error.as_json()}


def _loaded(make: Callable[[], T]) -> T:
    """Raises DeviceError where the library of a kind of device is not there."""
    try:
        return make()
    except ImportError as error:
        raise DeviceError(
            f"The library {error.name or error} for this kind of device is not installed.",
            "See `curatorbench doctor` for what is missing, and install it.",
        ) from error


def _moved_away() -> tuple[int, int, int]:
    """The real input and output, where no library writes by accident, and where what they print goes instead."""
    incoming, outgoing, silence = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(silence, number)
    return incoming, outgoing, silence

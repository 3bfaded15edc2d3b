"""Which files of a folder were released, kept over restarts, so that they need not be offered and read again."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from curatorbench.capture.watching.listing import State
from curatorbench.domain.whole_files import whole_file

LONGEST = 64 * 1024  # bytes of a line: the longest path there is takes 24 kB as escapes
MANY = 1000  # lines that say nothing new, after which the file is written anew

log = logging.getLogger(__name__)


class Journal:
    """Path, size and time of change of what was released, a line of JSON each, in the order of releasing.

    A line that was lost in a crash does no harm: the file is offered again, and the catalogue knows its content. Kept
    in memory alone where `path` is None.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._released: dict[str, State] = {}
        self._moved: dict[State, str] = {}

    def open(self) -> None:
        """Read what there is, passing over damaged lines."""
        if self._path is None or not self._path.is_file():
            return
        lines = [line for line in self._path.read_bytes().splitlines() if line]
        for path, state in filter(None, map(_read, lines)):
            self._note(path, state)
        if len(lines) - len(self._released) > MANY:
            self._write_anew(self._path)

    def has(self, path: str, state: State) -> bool:
        """Inodes do not count: many shares give others after every connection."""
        before = self._released.get(path)
        return before is not None and before[:2] == state[:2]

    def follow(self, path: str, state: State, there: Mapping[str, State]) -> bool:
        """Whether this is a released file under a new name; it counts as released from now on."""
        before = self._moved.get(state)
        if before is None or before == path or before in there:
            return False
        self.add(path, state)
        return True

    def add(self, path: str, state: State) -> None:
        self._note(path, state)
        if self._path is None:
            return
        try:
            with self._path.open("ab") as file:
                file.write(_line(path, state))
        except OSError as error:
            log.info("what was released is not kept over a restart: %s", error)

    def _note(self, path: str, state: State) -> None:
        self._released[path] = state
        self._moved[state] = path

    def _write_anew(self, path: Path) -> None:
        try:
            with whole_file(path, path.with_name(path.name + ".part")) as part:
                part.write_bytes(b"".join(_line(*each) for each in self._released.items()))
        except OSError as error:
            log.info("the journal of a watched folder stays long: %s", error)


def _line(path: str, state: State) -> bytes:
    """Pure ASCII: a name that is no text keeps its bytes as escapes. It ends whatever was cut off before it."""
    return b"\n" + json.dumps([path, *state]).encode("ascii")


def _read(line: bytes) -> tuple[str, State] | None:
    """None of what we never wrote, whatever it is: a damaged line must not keep the folder from being opened."""
    if len(line) > LONGEST:
        return None
    try:
        path, *numbers = json.loads(line)
    except (ValueError, TypeError, RecursionError):
        return None
    is_ours = isinstance(path, str) and len(numbers) == len(State._fields) and all(type(n) is int for n in numbers)
    return (path, State(*numbers)) if is_ours else None

"""What lies on a camera's memory card, and a journal of it that outlives a crash.

The journal tells what was on the card when the sitting began and what has been fetched since, so that after a crash
exactly the pictures that were exposed but never fetched are offered, and none that lay there from before. It is a file
of JSON lines beside the exposures; a line that was cut off by the crash is as if it had not been written.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from curatorbench.capture.exposure_spool import DIGITS, JOURNAL
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.whole_files import whole_file

SOON = 900.0  # seconds within which a program that is started again goes on with its sitting
NAME = JOURNAL
LONG = 64 * 1024  # letters that no line about one exposure has
MOST = 10**DIGITS  # of numbers of exposures, and of seconds since 1970


@dataclass(frozen=True, slots=True, order=True)
class CardFile:
    """A file on the card. Numbers start anew (DSC_9999 is followed by DSC_0001 in another folder, or in the same one
    after it was emptied), so only all four together tell that it is the same. `time` is the camera's, in seconds."""

    folder: str
    name: str
    size: int
    time: int


class Journal:
    """`begin` it before anything else."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._taken: dict[str, tuple[CardFile, ...]] = {}
        self.last = 0
        """The highest number that an exposure of this spool ever had, once it was begun."""

    def begin(self, camera: str, card: Collection[CardFile], exposures: Sequence[Path]) -> list[CardFile]:
        """Go on where a crash left off, or start anew if the last sitting is over or was another camera's.

        `card` is what lies there now, `exposures` what the spool still holds. Returns the files that were exposed but
        not fetched, oldest first. Raises DeviceError if it cannot be written.
        """
        lines = self._lines()
        head = lines[0] if lines else {}
        goes_on = head.get("camera") == camera and not _is_over(lines)
        taken = _taken(lines)
        held = {exposure.name: files for exposure in exposures if (files := origin(exposure))}
        before = _files(head.get("before", ())) if goes_on else set(card)
        self._taken = (taken if goes_on else {name: taken[name] for name in taken if name in held}) | held
        self.last = max((head.get("last", 0), *_numbers(lines), *(int(name) for name in held)))
        known = before | {file for files in self._taken.values() for file in files}
        self._write_anew(camera, before)
        tried = _files(file for line in lines for file in line.get("trying", ()))
        return sorted(_new(set(card), known), key=lambda file: file in tried) if goes_on else []

    def trying(self, files: Sequence[CardFile]) -> None:
        """About to be fetched: if the camera hangs over it, the next process tries all others first."""
        self._append({"trying": [astuple(file) for file in files]})

    def took(self, exposure: Path, files: Sequence[CardFile]) -> None:
        """Fetched and whole in the spool. Raises DeviceError if it cannot be written."""
        self._taken[exposure.name] = tuple(files)
        self._append(_took(exposure.name, files))

    def files(self, exposure: str) -> tuple[CardFile, ...]:
        """Where an exposure came from; empty if that is not known."""
        return self._taken.get(exposure, ())

    def erased(self, exposure: str) -> None:
        self._taken.pop(exposure, None)
        self._append({"erased": exposure})

    def close(self) -> None:
        """The sitting ended as it should: what is on the card much later is of no concern."""
        self._append({"closed": time.time()})

    def _lines(self) -> list[dict[str, Any]]:
        try:
            written = self._path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _unwritable(error) from error
        lines = [line for text in written if _is_sound(line := _read(text))]
        return lines if lines and "camera" in lines[0] else []

    def _write_anew(self, camera: str, before: Iterable[CardFile]) -> None:
        head = {"camera": camera, "last": self.last, "before": [astuple(file) for file in sorted(before)]}
        lines = [head, *(_took(name, files) for name, files in self._taken.items())]
        try:
            with whole_file(self._path, self._path.with_suffix(".new")) as new:
                _put(new, os.O_TRUNC, lines)
        except OSError as error:
            raise _unwritable(error) from error

    def _append(self, line: dict[str, Any]) -> None:
        try:
            _put(self._path, os.O_APPEND, [line])
        except OSError as error:
            raise _unwritable(error) from error


def origin(exposure: Path) -> tuple[CardFile, ...]:
    """What an exposure in the spool says of itself: written with it, so that no crash parts them."""
    try:
        listed = json.loads((exposure / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(CardFile(*file) for file in listed) if _are_files(listed) else ()


def write_origin(exposure: Path, files: Sequence[CardFile]) -> None:
    (exposure / NAME).write_text(json.dumps([astuple(file) for file in files]), "utf-8")


def _is_over(lines: Sequence[dict[str, Any]]) -> bool:
    """Closed, and not just now: a program that crashed closes its devices too, and is soon there again."""
    closed = max((float(line["closed"]) for line in lines if "closed" in line), default=None)
    return closed is not None and time.time() - closed > SOON


def _new(card: set[CardFile], known: set[CardFile]) -> list[CardFile]:
    """If nothing that is known lies there any more, it is another card, or was emptied: then what is newer, by the
    camera's own clock, than all that was known."""
    new = card - known
    if known and not known & card:
        newest = max(file.time for file in known)
        new = {file for file in new if file.time > newest}
    return sorted(new, key=lambda file: (file.time, file))


def _taken(lines: Sequence[dict[str, Any]]) -> dict[str, tuple[CardFile, ...]]:
    taken: dict[str, tuple[CardFile, ...]] = {}
    for line in lines:
        if "took" in line:
            taken[line["took"]] = tuple(CardFile(*file) for file in line["files"])
        taken.pop(line.get("erased", ""), None)
    return taken


def _numbers(lines: Sequence[dict[str, Any]]) -> list[int]:
    return [int(line["took"]) for line in lines if "took" in line]


def _took(exposure: str, files: Sequence[CardFile]) -> dict[str, Any]:
    return {"took": exposure, "files": [astuple(file) for file in files]}


def _files(listed: Iterable[Any]) -> set[CardFile]:
    return {CardFile(*file) for file in listed}


def _is_sound(line: Any) -> bool:
    """Written by us, as far as one can see: whatever else stands in the file is passed over."""
    if not isinstance(line, dict) or ("took" in line) != ("files" in line):
        return False
    return all(
        (
            all(_are_files(line.get(key, [])) for key in ("before", "files", "trying")),
            all(_is_exposure(line.get(key, "0")) for key in ("took", "erased")),
            type(line.get("last", 0)) is int and 0 <= line.get("last", 0) < MOST,
            type(line.get("closed", 0.0)) in (int, float) and 0 <= line.get("closed", 0.0) < MOST,
            isinstance(line.get("camera", ""), str),
        )
    )


def _are_files(listed: Any) -> bool:
    return isinstance(listed, list) and all(
        isinstance(file, list) and tuple(map(type, file)) == (str, str, int, int) for file in listed
    )


def _is_exposure(name: Any) -> bool:
    return isinstance(name, str) and name.isdecimal() and name.isascii() and len(name) <= DIGITS


def _read(text: str) -> Any:
    """Only the first line, which tells of a whole card, may be long."""
    if len(text) > LONG and not text.startswith('{"camera"'):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _put(path: Path, how: int, lines: Iterable[dict[str, Any]]) -> None:
    """A line break stands before each line too: what a crash cut off must not swallow the next one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    try:
        content = memoryview("".join(f"\n{json.dumps(line)}\n" for line in lines).encode("utf-8"))
        while content:
            content = content[os.write(handle, content) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(error: OSError) -> DeviceError:
    return DeviceError(
        f"The list of what is on the camera's card cannot be kept: {error.strerror or error}.",
        "Free some space or check your rights.",
    )

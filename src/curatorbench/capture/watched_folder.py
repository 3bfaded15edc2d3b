"""A folder that some other program fills: a tethering tool, a scanner, a memory card, a network share.

Where the system tells what happens there, a file is taken as soon as its writer has closed it or moved it in. It is
looked at all the same, for a share tells nothing of what others write: there a file is whole when it has stayed as it
is for a while.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path

from curatorbench.capture.open_files import being_written
from curatorbench.capture.port import Shot
from curatorbench.capture.watching.journal import Journal
from curatorbench.capture.watching.listing import Listing, State
from curatorbench.capture.watching.names import is_raw, is_sidecar, stem
from curatorbench.capture.watching.telling import Telling
from curatorbench.domain.errors import DeviceError
from curatorbench.domain.exposures import exposures
from curatorbench.domain.progress import Progress, silent

SETTLED = 2.0  # seconds during which a file must not change, where nobody told that it was closed
CLOSED = 0.1  # seconds after it was closed: some programs open it again at once, to write its metadata
OLD = 60.0  # seconds since its last change after which a file need not be watched first
PARTNER = 3.0  # seconds for the other file of a RAW and JPEG pair, in a folder that has shown pairs
STUCK = 30.0  # seconds without change after which the unfinished half of a pair is waited for no longer
LATE = 300.0  # seconds: a half this much younger than the other bears a name that was used again
JOURNAL = "released.jsonl"

Written = Callable[[], frozenset[int]]
"""Inodes of the files that are open for writing."""


class WatchedFolder:
    """Device. Offers only whole files: not empty; closed by their writer, or unchanged for `settled` seconds; and on
    Linux not open for writing in any process that can be asked.

    The RAW and the picture of one stem are one shot, offered when both are whole. In a folder that has shown pairs
    the first file waits a little for the other. A half that comes too late for that is offered together with the
    first one, which may have been released before: a shot with a file that is known, and one that is not.

    A sidecar (`a.xmp`, `a.jpg.xmp`) goes with its picture in the same way: in its shot if it is there by then, else,
    and whenever it is written anew, with the picture once more. No picture waits for one that is not there yet. Alone
    it is no shot: it is kept in mind until its picture comes.

    A name that is written anew is a new shot. What was released and is renamed later is not offered again. Nothing is
    ever deleted or moved. `journal` is the file that keeps what was released over a restart. `is_told` False: as a
    share, of which the system tells nothing.
    """

    def __init__(
        self,
        folder: Path,
        *,
        journal: Path | None = None,
        settled: float = SETTLED,
        is_told: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._settled = settled
        self._is_told = is_told
        self._clock = clock
        self._journal = Journal(journal)
        self._listing = Listing(str(folder))
        self._telling: Telling | None = None
        self._place: tuple[int, int] | None = None
        self._since: dict[str, float] = {}  # of what was not released: when it was first seen as it is
        self._offered: dict[str, State] = {}
        self._last_look = float("-inf")
        self._shows_pairs = False
        self._open = False

    @property
    def name(self) -> str:
        return f"folder {self._folder}"

    def open(self) -> None:
        if self._open:
            return
        self._journal.open()
        self._look()
        self._shows_pairs = any(_is_pair(alike) for alike in self._listing.stems())
        self._open = True

    def close(self) -> None:
        self._open = False
        self._deafen()
        self._since.clear()
        self._listing = Listing(str(self._folder))

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        if not self._open:
            raise DeviceError(f"{self._folder} is not being watched.", "Connect the folder first.")
        self._look()
        ready = self._ready()
        for index, files in enumerate(ready):
            progress(index / len(ready), os.path.basename(files[0]))  # noqa: PTH119
            self._offered.update((path, self._listing.files[path]) for path in files)
            yield Shot(tuple(Path(path) for path in files), self.name)

    def release(self, shot: Shot) -> None:
        """As it was when it was offered: a file that is written anew under the same name is offered again."""
        for path in map(str, shot.files):
            state = self._offered.pop(path, None)
            if state is not None:
                self._journal.add(path, state)
            if state == self._listing.files.get(path):
                self._settle(path)

    def _look(self) -> None:
        """What is there now, and since when each file that was not released has been as it is."""
        try:
            self._listen()
            now = self._clock()
            everything = now - self._last_look >= self._settled
            named = {path for path in self._heard() if path in self._listing.files} | self._since.keys()
            changed = self._listing.look(everything=everything, named=named)
        except OSError as error:
            self._deafen()
            raise self._unreadable(error) from error
        self._last_look = now if everything else self._last_look
        for path in changed | self._sidecars_beside(changed):
            self._meet(path, now)

    def _sidecars_beside(self, changed: Collection[str]) -> set[str]:
        """Those that were there before their picture was."""
        beside = (each for path in changed if not is_sidecar(path) for each in self._listing.alike(path))
        return {each for each in beside if is_sidecar(each) and each not in self._since}

    def _meet(self, path: str, now: float) -> None:
        """A file that is new, changed or gone, or a sidecar whose picture is."""
        state = self._listing.files.get(path)
        if (
            state is None
            or self._journal.has(path, state)
            or self._journal.follow(path, state, self._listing.files)
            or all(map(is_sidecar, self._listing.alike(path)))
        ):
            self._settle(path)
        else:
            self._since[path] = now - self._settled - PARTNER if self._is_old(path) else now

    def _settle(self, path: str) -> None:
        self._since.pop(path, None)
        if self._telling is not None:
            self._telling.forget(path)

    def _ready(self) -> list[tuple[str, ...]]:
        """Files by exposure, oldest first, where every file of it is whole and one was not yet released."""
        written = cache(being_written)  # a look at every process: once, and only if it decides
        groups = {stem(path): self._group(path) for path in self._since}
        shots = [tuple(map(str, files)) for group in groups.values() for files in exposures(map(Path, group))]
        waiting = (self._without_stuck(files, written) for files in shots)
        ready = [files for files in waiting if not is_sidecar(files[0]) and self._is_ready(files, written)]
        return sorted(ready, key=lambda files: (min(self._listing.files[p].changed for p in files), files))

    def _group(self, path: str) -> list[str]:
        """All files of its stem, pictures first, without released ones whose name was used again for the new ones."""
        alike = self._listing.alike(path)
        changed = {each: self._listing.files[each].changed for each in alike}
        pictures = [each for each in alike if not is_sidecar(each)]
        new = [each for each in pictures if each in self._since] or sorted(pictures, key=changed.__getitem__)[-1:]
        of_now = (
            each
            for each in alike
            if each in self._since or any(abs(changed[each] - changed[one]) <= LATE * 1e9 for one in new)
        )
        return sorted(of_now, key=lambda each: (is_raw(each), each))

    def _without_stuck(self, files: tuple[str, ...], written: Written) -> tuple[str, ...]:
        """Without what has not become whole for long, such as an empty file, if another file of the exposure is."""
        waited = [path for path in files if self._clock() - self._since.get(path, float("inf")) > STUCK]
        stuck = [
            path
            for path in waited
            if not self._is_whole(path, written) and self._listing.files[path].inode not in written()
        ]
        return tuple(path for path in files if path not in stuck) or files

    def _is_ready(self, files: tuple[str, ...], written: Written) -> bool:
        new = [path for path in files if path in self._since]
        if not new or not all(self._is_whole(path, written) for path in new):
            return False
        if _is_pair(files):
            self._shows_pairs = True
        elif self._shows_pairs and new[0] == files[0] and self._is_alone(new[0]):
            if self._clock() - self._since[new[0]] < PARTNER:
                return False
            self._shows_pairs = self._is_old(new[0])  # else it waited in vain
        return True

    def _is_alone(self, path: str) -> bool:
        return sum(not is_sidecar(each) for each in self._listing.alike(path)) == 1

    def _is_old(self, path: str) -> bool:
        return time.time() - self._listing.files[path].changed / 1e9 > OLD

    def _is_whole(self, path: str, written: Written) -> bool:
        state = self._listing.files[path]
        if path not in self._since or self._offered.get(path) == state:
            return True
        told = self._telling.whole_since(path) if self._telling is not None else None
        now = self._clock()
        is_quiet = now - self._since[path] >= self._settled or (told is not None and now - told >= CLOSED)
        return state.size > 0 and is_quiet and state.inode not in written()

    def _listen(self) -> None:
        """To the folder that is there now: after a share went and came back, it is another one."""
        found = self._folder.stat()
        place = found.st_dev, found.st_ino
        if place == self._place:
            return
        self._deafen()
        if self._is_told:
            self._telling = Telling(str(self._folder), self._clock)
        self._place = place
        self._last_look = float("-inf")

    def _deafen(self) -> None:
        self._place = None
        if self._telling is not None:
            self._telling.end()
            self._telling = None

    def _heard(self) -> set[str]:
        return self._telling.heard() if self._telling is not None else set()

    def _unreadable(self, error: OSError) -> DeviceError:
        if isinstance(error, (FileNotFoundError, NotADirectoryError)):
            return DeviceError(
                f"The watched folder {self._folder} is not there.",
                "Plug the disk or card in again, or choose another folder; it goes on when the folder is back.",
            )
        return DeviceError(
            f"The watched folder {self._folder} cannot be read: {error.strerror or error}.",
            "Check your rights, the cable and the network; it goes on when the folder is back.",
        )


def _is_pair(paths: Collection[str]) -> bool:
    """RAW and picture."""
    return len({is_raw(path) for path in paths if not is_sidecar(path)}) > 1

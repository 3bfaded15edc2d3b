"""What lies in a folder and below, kept up to date cheaply: 10,000 old files cost next to nothing to look at again.

Paths are strings here and a file's state is one stat call: both are met ten thousand times in one look.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable
from typing import NamedTuple

from curatorbench.capture.watching.names import is_for_pictures, is_picture, stem

log = logging.getLogger(__name__)
RACY = 2.5  # seconds after a folder's change in which another one may bear the same time (FAT counts in twos)


class State(NamedTuple):
    """Of a file. What has another state is another file, or is still being written."""

    size: int  # bytes
    changed: int  # nanoseconds since 1970
    inode: int


class _Folder(NamedTuple):
    changed: int
    pictures: frozenset[str]
    folders: tuple[str, ...]


class Listing:
    """Pictures below `root` by their paths. `look` raises OSError where the root cannot be read, and loses nothing.

    A folder below it that cannot be read is passed over. A link is followed only to a file that lies below the root
    itself: who may write a name into the folder shall not have any file of this machine taken in under it. A folder
    is a folder, also one whose name ends like a picture's.
    """

    def __init__(self, root: str) -> None:
        self.files: dict[str, State] = {}
        self._root = root
        self._folders: dict[str, _Folder] = {}
        self._alike: dict[str, set[str]] = {}
        self._passed_over: set[str] = set()

    def look(self, *, everything: bool, named: Iterable[str] = ()) -> set[str]:
        """What is new, changed or gone since the last look.

        A folder is read where its own time says that names came or went. A file is asked for its state if it is new
        or `named`: who does not want to miss what is written anew under an old name looks at `everything`.
        """
        folders = self._walk(everything)
        there = {path for folder in folders.values() for path in folder.pictures} if folders != self._folders else None
        self._folders = folders
        changed: set[str] = set()
        if there is not None:
            for path in self.files.keys() - there:
                self._forget(path)
                changed.add(path)
        asked = (there or self.files.keys()) if everything else set(named) | ((there or set()) - self.files.keys())
        for path in tuple(asked):
            if (there is None or path in there) and self._ask(path):
                changed.add(path)
        return changed

    def alike(self, path: str) -> set[str]:
        """All files of the same stem."""
        return self._alike.get(stem(path), set())

    def stems(self) -> Iterable[set[str]]:
        return self._alike.values()

    def _walk(self, everything: bool) -> dict[str, _Folder]:
        found: dict[str, _Folder] = {}
        waiting = [self._root]
        while waiting:
            path = waiting.pop()
            try:
                found[path] = folder = self._folder(path, everything)
            except OSError as error:
                if path == self._root:
                    raise
                self._pass_over(path, error)
                continue
            waiting.extend(folder.folders)
        return found

    def _pass_over(self, path: str, error: OSError) -> None:
        """Say it once; what only went while we looked needs no saying."""
        if path not in self._passed_over and not isinstance(error, FileNotFoundError):
            self._passed_over.add(path)
            log.warning("the folder %s cannot be read and is passed over: %s", path, error.strerror or error)

    def _folder(self, path: str, everything: bool) -> _Folder:
        changed = os.stat(path).st_mtime_ns  # noqa: PTH116
        known = self._folders.get(path)
        is_racy = time.time_ns() - changed < RACY * 1e9
        if known is not None and known.changed == changed and not everything and not is_racy:
            return known
        pictures, folders = [], []
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if is_for_pictures(entry.name):
                        folders.append(entry.path)
                elif is_picture(entry.name) and not (entry.is_symlink() and self._leads_out(entry.path)):
                    pictures.append(entry.path)
        return _Folder(changed, frozenset(pictures), tuple(folders))

    def _leads_out(self, link: str) -> bool:
        """Or to something else than a file. It is written anew with its folder, and so asked again."""
        root = os.path.join(os.path.realpath(self._root), "")  # noqa: PTH118
        return not (os.path.realpath(link).startswith(root) and os.path.isfile(link))  # noqa: PTH113

    def _ask(self, path: str) -> bool:
        """Whether the file has another state than before."""
        before = self.files.get(path)
        try:
            found = os.stat(path)  # noqa: PTH116
        except OSError:  # gone since the folder was read, or a link to nowhere
            self._forget(path)
            return before is not None
        state = State(found.st_size, found.st_mtime_ns, found.st_ino)
        if state == before:
            return False
        self.files[path] = state
        self._alike.setdefault(stem(path), set()).add(path)
        return True

    def _forget(self, path: str) -> None:
        self.files.pop(path, None)
        alike = self._alike.get(stem(path), set())
        alike.discard(path)
        if not alike:
            self._alike.pop(stem(path), None)

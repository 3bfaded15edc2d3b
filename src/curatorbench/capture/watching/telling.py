"""What the system tells of a folder as it happens: which files were closed after writing, or moved in whole.

Told by watchdog: inotify, FSEvents, ReadDirectoryChangesW. A share tells of what this machine does, and nothing of what
others do: who listens has to look, too.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import warnings
from collections.abc import Callable

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from curatorbench.capture.watching.names import is_picture

_HAS_INOTIFY = sys.platform.startswith("linux")
ENDS = 2.0  # seconds for its threads to end

log = logging.getLogger(__name__)


class Telling(FileSystemEventHandler):
    """Listens from when it was made until `end`; `is_alive` says whether the system went along."""

    def __init__(self, root: str, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._events: queue.SimpleQueue[tuple[str, bool, float]] = queue.SimpleQueue()
        self._whole: dict[str, float] = {}
        # a folder that comes while it is being listed is met twice by watchdog, which warns of it; it does no harm
        warnings.filterwarnings("ignore", message="Callback with id", category=RuntimeWarning)
        self._observer = Observer()
        try:
            self._observer.schedule(self, root, recursive=True)
            self._observer.start()
        except OSError as error:  # too many watches, or a file system that has none
            log.info("%s tells nothing of its changes: %s", root, error)

    @property
    def is_alive(self) -> bool:
        return self._observer.is_alive()

    def end(self) -> None:
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join(ENDS)

    def heard(self) -> set[str]:
        """Paths of which something was told since the last call."""
        named: set[str] = set()
        while not self._events.empty():
            path, is_whole, at = self._events.get()
            named.add(path)
            if is_whole:
                self._whole[path] = at
            else:
                self._whole.pop(path, None)
        return named

    def whole_since(self, path: str) -> float | None:
        """When the file was closed or moved in, if nothing was written to it since; None if nobody told."""
        return self._whole.get(path)

    def forget(self, path: str) -> None:
        self._whole.pop(path, None)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """In watchdog's thread. inotify's `created` alone, with no writing after it, is a file moved in from elsewhere;
        other systems say no more than that of one that is just begun."""
        if event.is_directory:
            return
        if event.event_type == "moved":
            self._say(event.src_path, is_whole=False)
            self._say(event.dest_path, is_whole=True)
        elif event.event_type in ("created", "closed"):
            self._say(event.src_path, is_whole=event.event_type == "closed" or _HAS_INOTIFY)
        elif event.event_type in ("modified", "deleted"):
            self._say(event.src_path, is_whole=False)

    def _say(self, path: str | bytes, *, is_whole: bool) -> None:
        name = os.fsdecode(path)
        if is_picture(os.path.basename(name)):  # noqa: PTH119
            self._events.put((name, is_whole, self._clock()))

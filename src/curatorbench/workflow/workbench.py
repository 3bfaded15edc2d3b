"""What every verb works with: one workspace, its queue, and the parts that `bootstrap` chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from curatorbench.domain.devices import DeviceFound
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.publication import Problem
from curatorbench.jobs.queue import Handler, Queue
from curatorbench.models.store.workspace import Workspace

if TYPE_CHECKING:  # numpy comes with the ports of pixels: the window opens without it
    from curatorbench.classify.port import Classifier
    from curatorbench.exchange.port import Reader, Writer
    from curatorbench.ocr.port import Engine, Engines, HandwritingEngine

SECOND = "tesseract"
"""The engine that is asked about words that another doubts: one that is small, and errs in other ways."""


class Parts:
    """The interchangeable parts, as factories: a network is loaded when something is first read, and once."""

    def __init__(
        self,
        *,
        engines: Mapping[str, Callable[[], Engine]],
        handwriting: Callable[[], HandwritingEngine | None],
        classifier: Callable[[], Classifier],
        writers: Mapping[str, Callable[[], Writer]],
        readers: Sequence[Callable[[], Reader]],
        checks: Mapping[str, Callable[[Path], tuple[Problem, ...]]],
        devices: Sequence[str],
        device_command: Sequence[str],
        discover: Callable[[], Iterable[DeviceFound]],
        handlers: Callable[[Workbench], Mapping[str, Handler]],
        worker_command: Sequence[str],
        window: Callable[[Path, str | None], int],
        screenshots: Callable[[Workbench, Path], Sequence[Path]],
        keys: Callable[[str], Sequence[tuple[str, str, str]]],
    ) -> None:
        self._engines = engines
        self._loaded: dict[str, Engine] = {}
        self._handwriting = handwriting
        self._classifier = classifier
        self.writers = writers
        self.readers = readers
        self.checks = checks
        self.devices = devices
        self.device_command = device_command
        self.discover = discover
        self.handlers = handlers
        self.worker_command = worker_command
        self.window = window
        self.screenshots = screenshots
        self.keys = keys

    @property
    def engine_names(self) -> tuple[str, ...]:
        return tuple(self._engines)

    def engine(self, name: str) -> Engine:
        """The engine of that name; raises KeyError if bootstrap knows none."""
        if name not in self._loaded:
            self._loaded[name] = self._engines[name]()
        return self._loaded[name]

    def engines(self, name: str) -> Engines:
        """The engine of that name with those that help it: the second one where installed, and one for handwriting.

        Raises KeyError if bootstrap knows none of that name, CuratorError if it or a plug-in cannot be used.
        """
        from curatorbench.ocr.port import Engines

        first, second = self.engine(name), None
        if name != SECOND and SECOND in self.engine_names:
            with suppress(CuratorError):  # not installed: the doctor says so
                second = self.engine(SECOND)
        return Engines(first, second, self.handwriting)

    @cached_property
    def handwriting(self) -> HandwritingEngine | None:
        """The engine for handwriting that was plugged in, if any; raises CuratorError if it cannot be used."""
        return self._handwriting()

    @cached_property
    def classifier(self) -> Classifier:
        return self._classifier()


@dataclass(frozen=True, slots=True)
class Workbench:
    """An open workspace with the parts to work on it. Several processes may hold one on the same workspace."""

    workspace: Workspace
    queue: Queue
    parts: Parts

    @classmethod
    def open(cls, root: Path, parts: Parts) -> Workbench:
        """Raises NotFound if `root` is no workspace, StorageError if it cannot be used."""
        return cls.on(Workspace.open(root), parts)

    @classmethod
    def on(cls, workspace: Workspace, parts: Parts) -> Workbench:
        return cls(workspace, Queue(workspace.store), parts)

    def close(self) -> None:
        self.workspace.close()

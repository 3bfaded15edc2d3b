"""What every format that records are written to or read from can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, ImportedRecord, Problem, PublishedRecord


class Writer(Protocol):
    """Writes an archive of one format, whole or not at all (a temporary name, then a rename)."""

    @property
    def format(self) -> str:
        """The name on the command line: dwca, dwc-dp, csv, xlsx."""
        ...

    def write(self, dataset: Dataset, records: Iterable[PublishedRecord], out: Path, progress: Progress) -> int:
        """Stream `records` to `out`, return how many. Raises `domain.errors.CuratorError` and leaves nothing."""
        ...


class Reader(Protocol):
    """Reads archives that others made, as hostile input."""

    def accepts(self, path: Path) -> bool:
        """Whether this reader is for that file or folder, from its content rather than its name."""
        ...

    def read(self, path: Path, problems: list[Problem]) -> Iterator[ImportedRecord]:
        """Stream the records; a row that cannot be taken is added to `problems` and skipped.

        Raises `domain.errors.BadInput` if the whole archive cannot be read.
        """
        ...

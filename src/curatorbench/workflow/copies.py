"""A copy of a workspace to try things on: whatever is done to it leaves the workspace as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from curatorbench.models.store import backups, durable
from curatorbench.workflow.workbench import Workbench


@contextmanager
def trial(bench: Workbench) -> Iterator[Workbench]:
    """The workspace as it is now, under its own name in a folder that goes afterwards. Its files are the same ones
    under second names where the disk allows: they may be taken away there, and must not be written into.

    Raises StorageError if there is no room for it.
    """
    workspace = bench.workspace
    with TemporaryDirectory(prefix="curatorbench-") as folder:
        root = Path(folder, workspace.root.name)
        with durable.Sentence("The workspace could not be copied"):
            shutil.copytree(workspace.root, root, copy_function=_link, ignore=_database_of(workspace.database))
        backups.copy(workspace.database, root / workspace.database.name)
        copy = Workbench.open(root, bench.parts)
        try:
            yield copy
        finally:
            copy.close()


def _link(source: str, target: str) -> None:
    """A second name for a file; a copy where the other folder lies on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _database_of(database: Path) -> Callable[[str, list[str]], list[str]]:
    """It is copied by itself: it may be in use."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder) == database.parent and name.startswith(database.name)]

    return ignored
